import { textOf } from './quoted-text.ts';
import { relativeDateKind } from './relative-date.ts';
import { SoqlError } from './soql-error.ts';
import type { Value } from './syntax-tree.ts';
import type { Token } from './token.ts';
import type { TokenReader } from './token-reader.ts';

const expected = ['text in single quotes', 'a number', 'a date', 'TRUE', 'FALSE', 'NULL'];
const currency = /^([A-Za-z]{3})(\d+(?:\.\d+)?)$/;
const largestCount = 99_999;

const hasDay = (text: string): boolean => {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

const checkDate = (token: Token): string => {
  const isTime = token.kind === 'datetime';
  const iso = token.text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
  if (hasDay(token.text) && (!isTime || !Number.isNaN(Date.parse(iso)))) return token.text;
  throw new SoqlError(`${token.text} is no ${isTime ? 'time' : 'day'} of the calendar`, token.position);
};

const readCount = (reader: TokenReader): number => {
  reader.expectSign(':');
  const token = reader.peek();
  const count = Number(token.text);
  if (token.kind !== 'number' || !/^\d+$/.test(token.text) || count > largestCount)
    reader.fail([`a whole number up to ${largestCount}`]);
  reader.take();
  return count;
};

const readWord = (reader: TokenReader): Value => {
  const word = reader.peek().text.toUpperCase();
  const money = currency.exec(word);
  const kind = relativeDateKind(word);
  if (word !== 'TRUE' && word !== 'FALSE' && word !== 'NULL' && kind === 'none' && money === null)
    reader.fail(expected);
  reader.take();
  if (word === 'NULL') return { kind: 'null' };
  if (money !== null) return { kind: 'currency', code: money[1] ?? '', amount: money[2] ?? '' };
  if (kind === 'none') return { kind: 'boolean', value: word === 'TRUE' };
  return { kind: 'relative-date', name: word, count: kind === 'counted' ? readCount(reader) : undefined };
};

/** Reads one value. A bind variable, a field and a calculation are refused: SOQL over the network has none of them. */
export const readValue = (reader: TokenReader): Value => {
  const token = reader.peek();
  switch (token.kind) {
    case 'word':
    case 'currency':
      return readWord(reader);
    case 'string':
      return { kind: 'string', value: textOf(reader.take()) };
    case 'number':
      return { kind: 'number', text: reader.take().text };
    case 'date':
    case 'datetime':
      return { kind: token.kind, text: checkDate(reader.take()) };
    default:
      return reader.fail(expected);
  }
};
