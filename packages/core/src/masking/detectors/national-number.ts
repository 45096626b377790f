import { passesMod11And10, remainder97, weightedSum } from './checksum.ts';
import type { Cue } from './cue.ts';
import type { NumberWindow } from './number-window.ts';

type Kind = 'ssn' | 'national_id';

/** A national number of digits alone. */
interface NationalNumber {
  kind: Kind;
  country: string;
  length: number;
  /** The grouping that nothing else has; other forms are believed only beside a word that says what the number is. */
  shape?: string;
  separators?: RegExp;
  isValid(digits: string): boolean;
}

const numbers: readonly NationalNumber[] = [
  {
    kind: 'ssn',
    country: 'US',
    length: 9,
    shape: '3,2,4',
    separators: /^[- \u2013]$/,
    isValid: isSocialSecurityNumber,
  },
  { kind: 'national_id', country: 'FR', length: 15, shape: '1,2,2,2,3,3,2', separators: /^ $/, isValid: isFrenchNir },
  { kind: 'national_id', country: 'BR', length: 11, shape: '3,3,3,2', separators: /^[.-]$/, isValid: isBrazilianCpf },
  { kind: 'national_id', country: 'DE', length: 11, isValid: isGermanTaxNumber },
  { kind: 'national_id', country: 'PL', length: 11, isValid: isPolishPesel },
  { kind: 'national_id', country: 'NL', length: 9, isValid: isDutchBsn },
];

/** The letters of VAT numbers in the EU (Greece has EL) and the United Kingdom (XI: Northern Ireland). */
const vatCountry =
  /(?<![\p{L}\p{N}])(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI) ?$/u;

const lengths = new Set(numbers.map((number) => number.length));

/** The kind of national number that digits are: by grouping and check digits, or by check digits beside its name. */
export function nationalNumberKind(window: NumberWindow, cue: () => Cue): Kind | undefined {
  const { digits, shape, separators, standsAlone } = window;
  if (!standsAlone || !lengths.has(digits.length)) return undefined;
  for (const number of numbers) {
    if (digits.length !== number.length || !number.isValid(digits)) continue;
    const hasForm = shape.join() === number.shape && separators.every((each) => number.separators?.test(each));
    if (hasForm && cue() !== 'reference') return number.kind;
    const named = number.kind === 'ssn' ? ['ssn', 'tax'] : ['person', 'tax', 'ssn'];
    const isBusiness = isVatNumberElsewhere(window, number.country) || (cue() === 'tax' && isBusinessNumber(window));
    if (named.includes(cue()) && !isBusiness) return number.kind;
  }
  // A French number is told from all others by its sex, month and key, even when written together: an amount after a date is none.
  const isTogether = new Set(separators).size < 2 && [1, 13, 15].includes(shape[0] ?? 0);
  if (isTogether && digits.length === 15 && isFrenchNir(digits) && cue() !== 'reference') return 'national_id';
  return undefined;
}

/** Whether it is the VAT number of a business in another country, whose letters stand before it: GB 123 4567 89. */
function isVatNumberElsewhere({ text, start }: NumberWindow, country: string): boolean {
  const [, letters] = vatCountry.exec(text.slice(Math.max(0, start - 4), start)) ?? [];
  return letters !== undefined && letters !== country;
}

/** US EIN (12-3456789) and AU ABN (51 824 753 556), of which the first two digits may stand before the stretch. */
function isBusinessNumber({ text, start, digits, shape, separators }: NumberWindow): boolean {
  if (shape.join() === '2,7' && separators[0] === '-') return true;
  const [, first] = /(?<!\d)(\d\d) $/.exec(text.slice(Math.max(0, start - 4), start)) ?? [];
  return first !== undefined && isAustralianBusinessNumber(first + digits);
}

/** AU ABN: eleven digits, the first less 1, weighted and summed, mod 89 (Australian Business Register, "Format of the ABN"). */
function isAustralianBusinessNumber(digits: string): boolean {
  const [first = '', rest = ''] = [digits.slice(0, 1), digits.slice(1)];
  const weighted = 10 * (Number(first) - 1) + weightedSum(rest, [1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
  return digits.length === 11 && weighted % 89 === 0;
}

/** US SSN: no checksum; areas 000, 666, 900-999, group 00 and serial 0000 are never given. Beside its name an ITIN counts too. */
function isSocialSecurityNumber(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits);
}

/** FR NIR: sex, year, month, place of birth, order, key = 97 - n mod 97. Corsica, with its letter, is read by its own form. */
function isFrenchNir(digits: string): boolean {
  if (!/^[12]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)\d{10}$/.test(digits)) return false;
  return 97 - remainder97(digits.slice(0, 13)) === Number(digits.slice(13));
}

/** BR CPF: two check digits, each mod 11. */
function isBrazilianCpf(digits: string): boolean {
  const checkDigit = (count: number) => {
    const weights = Array.from({ length: count }, (_, index) => count + 1 - index);
    return ((weightedSum(digits, weights) * 10) % 11) % 10;
  };
  return !/^(\d)\1+$/.test(digits) && checkDigit(9) === Number(digits[9]) && checkDigit(10) === Number(digits[10]);
}

/** DE Steuer-ID: one digit of the first ten comes two or three times, the check digit is MOD 11,10. */
function isGermanTaxNumber(digits: string): boolean {
  if (digits[0] === '0' || !passesMod11And10(digits)) return false;
  const counts = [...'0123456789'].map((digit) => digits.slice(0, 10).split(digit).length - 1);
  const repeated = counts.filter((count) => count > 1);
  return repeated.length === 1 && (repeated[0] ?? 0) <= 3;
}

/** PL PESEL: date of birth with the century in the month, weights 1 3 7 9. */
function isPolishPesel(digits: string): boolean {
  const month = Number(digits.slice(2, 4)) % 20;
  const day = Number(digits.slice(4, 6));
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  return weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
}

/** NL BSN: the eleven test, the last digit counted negative. */
function isDutchBsn(digits: string): boolean {
  return weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && !/^0+$/.test(digits);
}
