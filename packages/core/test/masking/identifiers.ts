import type { Seeded } from './seeded.ts';

/** A digit by its place: `at(0)` is the first. */
const digit = (digits: string, place: number) => Number(digits[place]);

function withLuhn(digits: string): string {
  const sum = [...digits]
    .reverse()
    .map((each, place) => (place % 2 === 0 ? Number(each) * 2 : Number(each)))
    .reduce((total, each) => total + Math.floor(each / 10) + (each % 10), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** Issuer prefixes and the places that are left before the check digit. */
const cardPatterns = [
  '4NNNNNNNNNNNNNN',
  '51NNNNNNNNNNNNN',
  '55NNNNNNNNNNNNN',
  '2223NNNNNNNNNNN',
  '37NNNNNNNNNNNN',
  '6011NNNNNNNNNNN',
  '3530NNNNNNNNNNN',
];

/** A card number that passes the Luhn check, without separators. */
export function cardNumber(seeded: Seeded): string {
  return withLuhn(seeded.fill(seeded.pick(cardPatterns)));
}

/** As it stands on the card: fours, or 4-6-5 for fifteen digits. */
export function cardGroups(digits: string, separator: string): string {
  const cut = digits.length === 15 ? [4, 10] : [4, 8, 12];
  return [0, ...cut].map((start, index) => digits.slice(start, cut[index] ?? digits.length)).join(separator);
}

/** National parts of fifteen countries, as the IBAN registry gives them. */
const ibanPatterns: Readonly<Record<string, string>> = {
  DE: 'NNNNNNNNNNNNNNNNNN',
  FR: 'NNNNNNNNNN§NNNNNNNNNNNN',
  GB: '§§§§NNNNNNNNNNNNNN',
  NL: '§§§§NNNNNNNNNN',
  ES: 'NNNNNNNNNNNNNNNNNNNN',
  IT: '§NNNNNNNNNNNNNNNNNNNNNN',
  BE: 'NNNNNNNNNNNN',
  AT: 'NNNNNNNNNNNNNNNN',
  CH: 'NNNNNNNNNNNNNNNNN',
  PL: 'NNNNNNNNNNNNNNNNNNNNNNNN',
  PT: 'NNNNNNNNNNNNNNNNNNNNN',
  SE: 'NNNNNNNNNNNNNNNNNNNN',
  NO: 'NNNNNNNNNNN',
  IE: '§§§§NNNNNNNNNNNNNN',
  TR: 'NNNNN0NNNNNNNNNNNNNNNN',
};

/** An IBAN with right check digits, without spaces. */
export function iban(seeded: Seeded): string {
  const country = seeded.pick(Object.keys(ibanPatterns));
  const account = seeded.fill(ibanPatterns[country] ?? '');
  const letters = [...`${account}${country}00`].map((each) => Number.parseInt(each, 36)).join('');
  const check = 98n - (BigInt(letters) % 97n);
  return `${country}${String(check).padStart(2, '0')}${account}`;
}

/** National numbers by their published check-digit rules, named as business texts name them. */
export const nationalNumbers: readonly ((seeded: Seeded) => { name: string; value: string })[] = [
  (seeded) => {
    const number = seeded.fill('NNNNNNNN');
    return { name: 'DNI', value: number + 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(number) % 23) };
  },
  (seeded) => {
    const number = seeded.fill('NNNNNNN');
    return { name: 'NIE', value: `X${number}${'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(number) % 23)}` };
  },
  (seeded) => {
    const place = `${1 + seeded.below(2)}${seeded.fill('NN')}0${1 + seeded.below(9)}75${seeded.fill('NNNNNN')}`;
    const key = String(97n - (BigInt(place) % 97n)).padStart(2, '0');
    return { name: 'NIR', value: `${place} ${key}`.replace(/^(.)(..)(..)(..)(...)(...) /, '$1 $2 $3 $4 $5 $6 ') };
  },
  (seeded) => {
    const nine = seeded.fill('NNNNNNNNX');
    const check = (digits: string) => {
      const sum = [...digits].reduce((total, each, place) => total + Number(each) * (digits.length + 1 - place), 0);
      return sum % 11 < 2 ? 0 : 11 - (sum % 11);
    };
    const all = `${nine}${check(nine)}${check(`${nine}${check(nine)}`)}`;
    return { name: 'CPF', value: all.replace(/(...)(...)(...)(..)/, '$1.$2.$3-$4') };
  },
  (seeded) => {
    for (;;) {
      const eight = seeded.fill('XNNNNNNN');
      const sum = [...eight].reduce((total, each, place) => total + Number(each) * (9 - place), 0);
      if (sum % 11 < 10) return { name: 'BSN', value: `${eight}${sum % 11}` };
    }
  },
  (seeded) => {
    const ten = `${seeded.fill('NN')}0${1 + seeded.below(9)}1${seeded.fill('NNNNN')}`;
    const sum = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3].reduce((total, weight, place) => total + weight * digit(ten, place), 0);
    return { name: 'PESEL', value: `${ten}${(10 - (sum % 10)) % 10}` };
  },
  (seeded) => {
    const order = [...'123456789'].sort(() => seeded.below(2) - 0.5).slice(0, 9);
    const ten = [...order, order[0]].join('');
    let product = 10;
    for (const each of ten) product = (((Number(each) + product) % 10 || 10) * 2) % 11;
    return { name: 'Steuer-ID', value: `${ten}${(11 - product) % 10}`.replace(/(..)(...)(...)(...)/, '$1 $2 $3 $4') };
  },
  (seeded) => ({ name: 'National insurance', value: `AB${seeded.fill('NNNNNN')}C` }),
];
