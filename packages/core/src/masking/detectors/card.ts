import { passesLuhn } from './checksum.ts';
import type { Cue } from './cue.ts';
import type { NumberWindow } from './number-window.ts';

interface Issuer {
  prefix: RegExp;
  length: number;
}

// Ranges that the schemes issue today. Beside a word that says so, any number of a card's length and checksum is one;
// alone, shorter or rarer numbers are as often barcodes, times or record numbers.
const issuers: readonly Issuer[] = [
  { prefix: /^4/, length: 16 },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, length: 16 },
  { prefix: /^3[47]/, length: 15 },
  { prefix: /^(?:6011|64[4-9]|65|622)/, length: 16 },
  { prefix: /^35(?:2[89]|[3-8])/, length: 16 },
  { prefix: /^220[0-4]/, length: 16 },
];
const diners = /^3(?:0[0-5]|095|[689])/;
const dinersShape = '4,6,4';
const groupings = new Set(['4,4,4,4', '4,6,5', '4,4,4,4,3', dinersShape, '4,4,4,3']);

/** Also a dash with blanks around it, and blanks that were typed twice. */
const separator = /^(?:[ \u00A0.\u2013-]| {2}| [\u2013-] )$/;

/** Of a telephone number with its country's code (ITU-T E.164). */
const mostPhoneDigits = 15;

/** What stands around a card that is paid with, whatever the order is called that it is for. */
const wordsOfPayment =
  /(?<!\p{L})(?:cards?|visa|master ?card|amex|american express|charged?|exp|expiry|expires|expiration|cvv2?|cvc2?)(?!\p{L})/iu;
const reach = 40;

/** Whether a number is a payment card: range, length, Luhn and grouping; of one without groups a word such as SKU before it says it is not. */
export function isCard(window: NumberWindow, cue: () => Cue): boolean {
  const { digits, shape, separators, standsAlone, start, text } = window;
  if (digits.length < 12 || (shape.length > 1 && !groupings.has(shape.join())) || isFraction(window)) return false;
  if (!separators.every((each) => each === separators[0] && separator.test(each))) return false;
  if (text[start - 1] === '+' && digits.length <= mostPhoneDigits) return false;
  if (!passesLuhn(digits) || /^(\d)\1+$/.test(digits)) return false;
  if (cue() === 'card') return true;
  const isDiners = shape.join() === dinersShape && diners.test(digits);
  const isIssued = issuers.some(({ prefix, length }) => length === digits.length && prefix.test(digits));
  if (!isDiners && !isIssued) return false;
  // Nobody writes the number of an order in a card's groups, with a card's beginning and check digit.
  return (standsAlone && shape.length > 1) || cue() !== 'reference' || isPaidWith(window);
}

function isPaidWith({ text, start, end }: NumberWindow): boolean {
  return [text.slice(Math.max(0, start - reach), start), text.slice(end, end + reach)].some((near) =>
    wordsOfPayment.test(near),
  );
}

/** What follows the comma of 0,4111111111111111, where that is no list. */
function isFraction({ text, start, end }: NumberWindow): boolean {
  return /(?:^|[^\d,])0,$/.test(text.slice(Math.max(0, start - 3), start)) && text[end] !== ',';
}
