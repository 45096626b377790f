const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const shape = /^[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?$/;

const isCapital = (code: number): boolean => code >= 65 && code <= 90;

/** The letter for five others: a bit for each that is a capital. */
const letterFor = (id: string, start: number): string => {
  let bits = 0;
  for (let place = 0; place < 5; place += 1) if (isCapital(id.charCodeAt(start + place))) bits |= 1 << place;
  return letters[bits] ?? 'A';
};

/** The three letters that make an id safe where case is lost. */
const suffixOf = (id: string): string => letterFor(id, 0) + letterFor(id, 5) + letterFor(id, 10);

/** Makes the id of the record number `count` of an object. */
export const makeRecordId = (keyPrefix: string, count: number): string => {
  let rest = count;
  let tail = '';
  for (let place = 0; place < 7; place += 1) {
    tail = (digits[rest % 62] ?? '0') + tail;
    rest = Math.floor(rest / 62);
  }
  const id = `${keyPrefix}Hp${'000'}${tail}`;
  return id + suffixOf(id);
};

/** The 18 characters of an id given with 15 or 18; undefined when it is none. */
export const readRecordId = (text: string): string | undefined => {
  if (!shape.test(text)) return undefined;
  const id = text.slice(0, 15);
  const full = id + suffixOf(id);
  return text.length === 15 || text === full ? full : undefined;
};
