import type * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { toIsoDate } from '../identifier.ts';
import { readObjects, type WireObject } from '../record/crm-object.ts';
import { toTime } from './timeline-record.ts';

type Deal = z.output<typeof WireObject>;

/** When deals came to the stage that closed them, by id; of those alone whose close date is not told or still ahead, as it can be left behind. */
export async function readClosings(api: Hubspot, records: readonly Deal[]): Promise<ReadonlyMap<string, string>> {
  const ids = records.filter(isClosedUndated).map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const read = await readObjects(api, 'deals', ids, [], ['dealstage']);
  return new Map(read.flatMap((deal) => enteredStage(deal)));
}

function isClosedUndated({ properties }: Deal): boolean {
  const closed = toTime(properties.closedate);
  return properties.hs_is_closed === 'true' && (closed === undefined || Date.parse(closed) > Date.now());
}

function enteredStage({ id, propertiesWithHistory }: Deal): [string, string][] {
  const changes = propertiesWithHistory?.dealstage ?? [];
  const times = changes.flatMap(({ timestamp }) => toIsoDate(timestamp) ?? []);
  const latest = times.toSorted().at(-1);
  return latest === undefined ? [] : [[id, latest]];
}
