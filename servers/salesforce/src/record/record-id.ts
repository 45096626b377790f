import * as z from 'zod';

const suffixLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * An id that came in small letters alone, with its capitals: of 18 letters each of the last three tells which of five are capitals. Any
 * other stays as it came, as it may be of somebody who does not reckon so.
 * https://help.salesforce.com/s/articleView?id=000385585&type=1
 */
function withCapitals(id: string): string {
  const suffix = id.slice(15).toUpperCase();
  const capitals = [...suffix].map((letter) => suffixLetters.indexOf(letter));
  if (id !== id.toLowerCase() || capitals.length !== 3 || capitals.includes(-1)) return id;
  const isCapital = (place: number) => ((capitals[Math.floor(place / 5)] ?? 0) >> (place % 5)) % 2 === 1;
  const letters = [...id.slice(0, 15)].map((letter, place) => (isCapital(place) ? letter.toUpperCase() : letter));
  return letters.join('') + suffix;
}

/** Whether an id may have lost its capitals: of 15 letters, in which none is one, or all are. */
export function isFolded(id: string): boolean {
  return /^(?:[a-z0-9]{15}|[A-Z0-9]{15})$/.test(id) && /[a-z]/i.test(id);
}

/** What to say of such an id. */
export const foldedAdvice =
  'Ids tell capitals from small letters: take it as Salesforce gives it, best with 18 letters.';

/** The identifier of a record, as a tool takes it: 15 letters and digits, or the same with three to check them. */
export const RecordId = z
  .string()
  .overwrite(withCapitals)
  .regex(
    /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/,
    'takes an Id of 15 or 18 letters and digits; find it with query_records',
  );

/** The identifier of a lead. */
export const LeadId = z
  .string()
  .overwrite(withCapitals)
  .regex(
    /^00Q[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/,
    'takes the Id of a lead, which begins with 00Q; find it with search_records',
  );

/** The name of an object, as a tool takes it. */
export const ObjectName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,79}$/, 'takes the name of an object, such as Lead');

/** The name of a field of the object itself, as a tool takes it. */
export const FieldName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,79}$/, 'takes the name of a field, such as Email');
