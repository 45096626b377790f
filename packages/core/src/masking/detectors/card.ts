import { passesLuhn } from './checksum.ts';
import type { Cue } from './cue.ts';
import type { NumberWindow } from './number-window.ts';

interface Issuer {
  prefix: RegExp;
  lengths: readonly number[];
}

// Issuer ranges as the schemes publish them. A number of the second list is a card only beside a word that says so:
// its lengths or its ranges are shared with barcodes, times and record numbers.
const issuers: readonly Issuer[] = [
  { prefix: /^4/, lengths: [16] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^(?:6011|64[4-9]|65|622)/, lengths: [16] },
  { prefix: /^35(?:2[89]|[3-8])/, lengths: [16] },
  { prefix: /^220[0-4]/, lengths: [16] },
];
const issuersBesideCue: readonly Issuer[] = [
  { prefix: /^4/, lengths: [13, 19] },
  { prefix: /^3(?:0[0-5]|095|[689])/, lengths: [14, 16, 19] },
  { prefix: /^(?:50|5[6-9]|6)/, lengths: [12, 13, 14, 15, 16, 17, 18, 19] },
  { prefix: /^8[12]/, lengths: [16] },
];
const dinersShape = '4,6,4';
const groupings = new Set(['4,4,4,4', '4,6,5', '4,4,4,4,3', dinersShape, '4,4,4,3']);

/** Whether a number is a payment card: range, length, Luhn and grouping; a word such as SKU before it says it is not. */
export function isCard({ digits, shape, separators, start, text }: NumberWindow, cue: () => Cue): boolean {
  if (digits.length < 12 || (shape.length > 1 && !groupings.has(shape.join()))) return false;
  if (!separators.every((each) => each === separators[0] && /^[ \u00A0-]$/.test(each))) return false;
  if (text[start - 1] === '+' || !passesLuhn(digits) || /^(\d)\1+$/.test(digits)) return false;
  const inRange = (list: readonly Issuer[]) =>
    list.some(({ prefix, lengths }) => lengths.includes(digits.length) && prefix.test(digits));
  if (inRange(issuers) || (shape.join() === dinersShape && inRange(issuersBesideCue))) return !speaksAgainst(cue());
  return cue() === 'card' && inRange(issuersBesideCue);
}

function speaksAgainst(cue: Cue): boolean {
  return cue === 'reference' || cue === 'phone' || cue === 'version';
}
