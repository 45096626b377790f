import { type IsoDate, millisecondsPerDay } from '../calendar/calendar-day.ts';
import { usualGap } from '../recurring/usual-gap.ts';

/** How far from each other two documents of the same sum count as one that came twice, in days; what comes each month does not. */
const nearDays = 27;
/** Of what comes more often, so much of its rhythm: a day or two early it is still the next one. */
const nearShare = 2 / 3;

/**
 * Of documents of one sum from or to one party, those so near a day that a new one of that day may be one of them entered again. What is
 * billed each week or month is none of these: its rhythm is told by all that are given, so give those of half a year or more.
 */
export function documentsNear<Document>(
  documents: readonly Document[],
  date: IsoDate,
  dateOf: (document: Document) => IsoDate | null | undefined,
): Document[] {
  const dayOf = (document: Document) => Date.parse(dateOf(document) ?? '') / millisecondsPerDay;
  const days = documents.map(dayOf).filter(Number.isFinite);
  const rhythm = usualGap(days.toSorted((one, other) => one - other));
  const reach = rhythm === undefined ? nearDays : Math.min(nearDays, nearShare * rhythm);
  const day = Date.parse(date) / millisecondsPerDay;
  return documents.filter((document) => Math.abs(dayOf(document) - day) <= reach);
}
