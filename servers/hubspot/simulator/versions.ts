import type { Route } from '@bizmcp/testkit/simulator';
import type { HubspotState } from './hubspot-state.ts';

/**
 * The dated versions that are served beside the numbered ones. Numbered paths end in 2027:
 * https://developers.hubspot.com/docs/api-reference/legacy/migration-guide
 */
const datedVersions = ['2026-03', '2026-09'];

/** Makes the same endpoints at the numbered path and, under `dated` with its `{version}` replaced, at each dated one. */
export const atEachVersion = (
  numbered: string,
  dated: string,
  make: (base: string) => ReadonlyArray<Route<HubspotState>>,
): Array<Route<HubspotState>> =>
  [numbered, ...datedVersions.map((version) => dated.replace('{version}', version))].flatMap((base) => make(base));
