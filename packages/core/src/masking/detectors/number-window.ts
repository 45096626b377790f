import { isCalledPhoneAfter } from './cue.ts';

/** Digits in a row, with the separators between their groups: a candidate for a phone, a card or a national number. */
export interface NumberWindow {
  start: number;
  end: number;
  digits: string;
  /** Length of each group of digits. */
  shape: readonly number[];
  /** What stands between the groups. */
  separators: readonly string[];
  /** Whether it is no part of a longer number with dashes. */
  standsAlone: boolean;
  text: string;
}

interface Group {
  start: number;
  end: number;
}

const mostGroups = 8;
const mostDigits = 19;
/** The shortest card's: of what a longer number with dashes or a list of numbers can hold, only a card is known by its check digit and its form. */
const fewestInside = 12;
const separator = /^[ \u00A0\u2011\u2013.()/-]{1,3}$/;
const month = '(?:0?[1-9]|1[0-2])';
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const year = '(?:19|20)\\d\\d';
/** A date with more digits after it: 2026-10-31 (12109.41) and 31.10.2026 12109.41 are no one number. */
const dateBefore = new RegExp(
  `^(?:${year}([-./])${month}\\1${day}|${day}([-./])${month}\\2${year}|${month}/${day}/${year})\\D`,
);

/** Shows each stretch of neighbouring digit groups, the first and of those the longest first. Linear: at most {@link mostGroups} begin at a group. */
export function eachNumberWindow(text: string, fewestDigits: number, show: (window: NumberWindow) => void): void {
  const groups = [...text.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({
    start: index,
    end: index + digits.length,
  }));
  for (const [first, { start }] of groups.entries()) {
    const isBeginning = beginsAlone(text, start);
    if (!isBeginning && !goesOnBefore(text, start)) continue;
    for (let count = reachOf(text, groups, first); count > 0; count -= 1) {
      const window = windowOf(text, groups.slice(first, first + count));
      const { digits, end } = window;
      if (digits.length < (isBeginning ? fewestDigits : fewestInside)) break;
      if (dateBefore.test(text.slice(start, end))) continue;
      if (endsAlone(text, end)) show({ ...window, standsAlone: isBeginning });
      else if (digits.length >= fewestInside && goesOnAfter(text, end)) show({ ...window, standsAlone: false });
    }
  }
}

/** How many groups from `first` on hang together and stay within the digits that any number has. */
function reachOf(text: string, groups: readonly Group[], first: number): number {
  let digits = 0;
  let count = 0;
  for (const group of groups.slice(first, first + mostGroups)) {
    const before = groups[first + count - 1];
    if (count > 0 && before && !separator.test(text.slice(before.end, group.start))) break;
    digits += group.end - group.start;
    if (digits > mostDigits) break;
    count += 1;
  }
  return count;
}

function windowOf(text: string, groups: readonly Group[]): Omit<NumberWindow, 'standsAlone'> {
  const start = groups[0]?.start ?? 0;
  const end = groups.at(-1)?.end ?? start;
  return {
    start,
    end,
    digits: groups.map((group) => text.slice(group.start, group.end)).join(''),
    shape: groups.map((group) => group.end - group.start),
    separators: groups.slice(1).map((group, index) => text.slice(groups[index]?.end, group.start)),
    text,
  };
}

/** Not in the middle of a word, an address, a path or a longer number. */
function beginsAlone(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  return !/(?:[\p{L}\p{N}_@$€£¥%\\]|\p{L}[-/\u2011\u2013]|\p{N}[-./,:\u2011\u2013])$/u.test(before);
}

function endsAlone(text: string, end: number): boolean {
  const after = text.slice(end, end + 5);
  if (/^(?:x\d| ?ext)/i.test(after) || isCalledPhoneAfter(text, end)) return true;
  return !/^(?:[\p{L}\p{N}_@%€]|[-./,:\u2011\u2013]\p{N}|[-./]\p{L})/u.test(after);
}

/** In a longer number with dashes, a list without blanks or before its expiry: 123-45-6789-4111-1111-1111-1111, 17,4111111111111111,9. */
function goesOnBefore(text: string, start: number): boolean {
  return /^\d[-,\u2011\u2013]$/.test(text.slice(Math.max(0, start - 2), start));
}

function goesOnAfter(text: string, end: number): boolean {
  return /^[-,/:\u2011\u2013]\d/.test(text.slice(end, end + 2));
}
