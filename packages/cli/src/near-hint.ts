import { nearestNames } from '@bizmcp/core';

/** The hint on a name that there is not: the names like it, or else what to look at. */
export function nearHint(name: string, names: readonly string[], otherwise: string): string {
  const nearest = nearestNames(name, names);
  return nearest.length > 0 ? `Near it: ${nearest.join(', ')}.` : otherwise;
}
