import { rowsInAnswer } from '@bizmcp/core';
import { namedClass, type SalesforceRecord } from '../record/record.ts';

interface FoundRecord {
  object_type: string;
  record: SalesforceRecord;
}

const nothingFound =
  'Nothing has these words. A word is compared whole, from its first letter on; end it in * for any ending; those in double quotes ' +
  "follow each other. For letters within a word, or the last digits of a number, ask query_records: Name LIKE '%part%'. What is new takes a minute to appear.";

/** The first records of each object, with a word on those of which there are more, and on `narrowed`, not searched whole. */
export function firstOfEach(
  found: readonly FoundRecord[],
  limit: number,
  narrowed: readonly string[],
): { records: FoundRecord[]; note?: string } {
  const byObject = Map.groupBy(found, (each) => each.object_type);
  const wanted = [...byObject.values()].flatMap((each) => each.slice(0, limit));
  const records = rowsInAnswer(wanted, { isMasked: (name) => namedClass(name) !== undefined });
  const cut = [...byObject].filter(([object, all]) => all.length > countOf(records, object)).map(([object]) => object);
  const notes = [
    ...(found.length === 0 ? [nothingFound] : []),
    ...(cut.length > 0 ? [moreOf(cut)] : []),
    ...(narrowed.length > 0 ? [narrowedTo(narrowed)] : []),
  ];
  return { records, ...(notes.length > 0 && { note: notes.join(' ') }) };
}

function countOf(records: readonly FoundRecord[], object: string): number {
  return records.filter((each) => each.object_type === object).length;
}

function moreOf(objects: readonly string[]): string {
  return `There are more of ${objects.join(', ')}: give more words or fewer object_types; query_records counts and pages.`;
}

function narrowedTo(objects: readonly string[]): string {
  return (
    `Of ${objects.join(', ')} names, email addresses and phone numbers alone were searched: a search of all fields would look into those that ` +
    "are masked for your role. By another field, such as a title or a city, ask query_records: Title LIKE '%part%'."
  );
}
