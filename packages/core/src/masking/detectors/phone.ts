import { isInternationalNumber } from './calling-code.ts';
import type { Cue } from './cue.ts';
import type { NumberWindow } from './number-window.ts';

/** Groupings that only a telephone number has; others need a trunk prefix, an area code in brackets or a word before them. */
const phoneShapes = new Set(['3,2,2,2', '2,3,2,2', '3,3,2,2', '2,5,4']);
const thousands = /^[1-3](?:,3)+$/;

/**
 * Whether a number is a telephone number. `+` and a country's length, North American grouping, a trunk zero or an area code in
 * brackets are enough; digits without form are a number to call only beside a word that says so.
 */
export function isPhone(window: NumberWindow, cue: () => Cue): boolean {
  const { digits, start, standsAlone, text } = window;
  if (!standsAlone || digits.length > 16 || /^(\d)\1+$/.test(digits) || isDated(window)) return false;
  if (isPlus(text, start)) return isInternationalNumber(digits);
  if (isAmount(window, cue)) return false;
  if (digits.startsWith('00') && isInternationalNumber(digits.slice(2)))
    return !isContinued(window) && !speaksAgainst(cue());
  if (hasPhoneForm(window)) return !speaksAgainst(cue());
  return cue() === 'phone' && digits.length <= 13 && window.shape.every((length, index) => length > 1 || index === 0);
}

/** Where the number begins for the eye: with its plus sign, and with a bracket that closes inside it. */
export function phoneStart({ text, start, separators }: NumberWindow): number {
  const closesInside = separators.some((each) => each.includes(')') && !each.includes('('));
  const opening = (closesInside ? /(?:\+|\(\+?|\+\()$/ : /\+$/).exec(text.slice(Math.max(0, start - 2), start));
  return start - (opening?.[0].length ?? 0);
}

function isPlus(text: string, start: number): boolean {
  return /(?:^|[^\p{L}\p{N}])(?:\+|\+\()$/u.test(text.slice(Math.max(0, start - 3), start));
}

/** Whether digits stand right before it: four groups of an account are no number of another country. */
function isContinued({ text, start }: NumberWindow): boolean {
  return /\d[ \u00A0]$/.test(text.slice(Math.max(0, start - 2), start));
}

function hasPhoneForm(window: NumberWindow): boolean {
  return isNorthAmerican(window) || hasAreaInBrackets(window) || hasTrunkZero(window) || hasOwnShape(window);
}

function isNorthAmerican({ digits, shape, separators }: NumberWindow): boolean {
  const form = shape.join();
  if (form !== '3,3,4' && form !== '1,3,3,4') return false;
  if (form === '1,3,3,4' && !digits.startsWith('1')) return false;
  const [first, second] = separators.slice(-2);
  return /^[2-9]\d\d[2-9]\d{6}$/.test(digits.slice(-10)) && (first === second || first?.startsWith(')') === true);
}

function hasAreaInBrackets({ digits, shape, separators, start, text }: NumberWindow): boolean {
  const brackets = separators.join('|');
  const opensBefore = text[start - 1] === '(' && separators[0]?.startsWith(')');
  const opensInside = shape[0] === 1 && /\(\|\)/.test(brackets.replaceAll(' ', ''));
  if (!opensBefore && !opensInside) return false;
  const area = shape[opensBefore ? 0 : 1] ?? 0;
  const isYear = opensBefore && area === 4 && /^(?:19|20)/.test(digits);
  return area >= 2 && area <= 5 && !isYear && digits.length >= 8 && digits.length <= 12;
}

/** National form with its trunk zero: 020 7946 0018, 06 12 34 56 78, 089/1234567. */
function hasTrunkZero({ digits, shape, separators }: NumberWindow): boolean {
  if (!/^0[1-9]/.test(digits) || digits.length < 9 || digits.length > 12) return false;
  const dotted = separators.includes('.');
  const last = shape.at(-1) ?? 0;
  if (shape.length === 2 && digits.length === 9 && last < 5) return false;
  return shape.length >= (dotted ? 3 : 2) && (shape[0] ?? 0) >= 2 && last >= 2;
}

function hasOwnShape({ digits, shape, separators }: NumberWindow): boolean {
  const form = shape.join();
  if (form === '3,4,4') return /^1[3-9]/.test(digits) && separators[0] === separators[1];
  return phoneShapes.has(form) && !separators.some((each) => /[/.]/.test(each));
}

/** Begins as a date or a time stamp does: 2026-11-21, 21.11.2026, 2026 11 21 10 30. */
function isDated({ digits, shape, separators }: NumberWindow): boolean {
  const form = shape.slice(0, 3).join();
  const same = separators[0] === separators[1];
  if (form === '4,2,2') return same && /^(?:19|20)\d\d(?:0\d|1[0-2])/.test(digits);
  if (form === '2,2,4') return same && /^\d{4}(?:19|20)/.test(digits) && separators[0] !== ' ';
  return shape.length === 1 && /^20[2-3]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:\d{6})?$/.test(digits);
}

/** Groups of thousands: 1 250 000, 12.500.000, 1 250 000.00. */
function isAmount({ shape, separators }: NumberWindow, cue: () => Cue): boolean {
  const decimals = separators.at(-1) === '.' && shape.at(-1) === 2;
  const form = (decimals ? shape.slice(0, -1) : shape).join();
  const separator = separators[0];
  if (!thousands.test(form) || separator === undefined || !/^[ .\u00A0]$/.test(separator)) return false;
  return decimals || shape[0] === 1 || cue() !== 'phone';
}

function speaksAgainst(cue: Cue): boolean {
  return cue === 'reference' || cue === 'card';
}
