import { isAheadEverywhere, isPastEverywhere } from '@bizmcp/insights';
import { type Change, changeLine } from './record-change.ts';
import { storedTime } from './stored-value.ts';

type Values = Readonly<Record<string, string | null>>;

/** What a close date goes with. */
interface Closing {
  property: string;
  /** Undefined where that is not known. */
  isClosed: boolean | undefined;
  /** Whether it was not closed before. */
  isClosing: boolean;
}

/** A closed deal is counted on its close date, and an open one is awaited by it; that of a ticket says when it was closed last. */
export function closeDateLine({ property, isClosed, isClosing }: Closing, values: Values, now: Values): Change {
  const time = storedTime(values[property] ?? now[property] ?? '');
  const [day, at] = [(property === 'closedate' && time) || '', Date.now()];
  const told = [
    ...(isClosed && isAheadEverywhere(day, at) ? ['still ahead, though the deal is closed'] : []),
    ...(isClosed === false && isPastEverywhere(day, at) ? ['past, though the deal stays open'] : []),
    // https://knowledge.hubspot.com/crm-deals/hubspots-default-deal-properties, "Close date": of users; not said of an API
    ...(isClosing && !values[property] ? [`left to HubSpot: ${property} is not given`] : []),
  ];
  return changeLine('the close date', time?.slice(0, 10), told.join('; ') || undefined);
}

/** A closed deal that keeps the day that was hoped for is counted on it: in the answer of a change of its stage or its day. */
export function closedAheadHint(written: Values, { hs_is_closed: isClosed, closedate }: Values): string | undefined {
  if (!written.dealstage && !written.closedate) return undefined;
  if (isClosed !== 'true' || !closedate || !isAheadEverywhere(closedate, Date.now())) return undefined;
  return `The deal is closed and its closedate, ${closedate.slice(0, 10)}, is still ahead; set it to the day it was closed.`;
}
