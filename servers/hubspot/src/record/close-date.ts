import { isAheadEverywhere, isPastEverywhere } from '@bizmcp/insights';
import { storedTime } from '../identifier.ts';
import type { Values } from './crm-object.ts';
import { type Change, changeLine } from './record-change.ts';

/** What a close date goes with. */
interface Closing {
  property: string;
  /** Undefined where that is not known. */
  isClosed: boolean | undefined;
  turn?: Turn | undefined;
}

/** How a record comes to be closed, or open. */
export type Turn = 'closed' | 'made closed' | 'opened again';

/**
 * What becomes of a close date that is not given: HubSpot tells so of moves, and nothing of records that are made closed.
 * https://knowledge.hubspot.com/object-settings/set-up-close-date-automation-for-objects
 */
const turnLines: Record<Turn, (property: string) => string> = {
  closed: (property) => `left to HubSpot: by default ${property} becomes the day of the move`,
  'made closed': (property) => `left to HubSpot: ${property} is not given, and may stay empty`,
  'opened again': () => 'kept by default when it is opened again',
};

/** A closed deal is counted on its close date, and an open one is awaited by it; that of a ticket says when it was closed last. */
export function closeDateLine({ property, isClosed, turn }: Closing, values: Values, now: Values): Change {
  const time = storedTime(values[property] ?? now[property]);
  const [day, at] = [(property === 'closedate' && time) || '', Date.now()];
  const told = [
    ...(isClosed && isAheadEverywhere(day, at) ? ['still ahead, though the deal is closed'] : []),
    ...(isClosed === false && isPastEverywhere(day, at) ? ['past, though the deal stays open'] : []),
    ...(turn && values[property] === undefined && (time || turn !== 'opened again') ? [turnLines[turn](property)] : []),
  ];
  return changeLine('the close date', time?.slice(0, 10), told.join('; ') || undefined);
}

/** A closed deal that keeps the day that was hoped for is counted on it: in the answer of a change of its stage or its day. */
export function closedAheadHint(written: Values, { hs_is_closed: isClosed, closedate }: Values): string | undefined {
  if (!written.dealstage && !written.closedate) return undefined;
  if (isClosed !== 'true' || !closedate || !isAheadEverywhere(closedate, Date.now())) return undefined;
  return `The deal is closed and its closedate, ${closedate.slice(0, 10)}, is still ahead; set it to the day it was closed.`;
}
