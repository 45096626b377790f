const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const shape = /^[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?$/;

/** The three letters that make an id safe where case is lost: one for each five, with a bit per capital. */
const suffixOf = (id: string): string =>
  [0, 5, 10]
    .map((start) => {
      const bits = Array.from(id.slice(start, start + 5), (letter, index) => (/[A-Z]/.test(letter) ? 2 ** index : 0));
      return letters[bits.reduce((sum, bit) => sum + bit, 0)] ?? 'A';
    })
    .join('');

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
