import { MoneyError } from './money-error.ts';

// ISO 4217:2015 list one, column "Minor unit", of the currencies that do not have 2. Intl is not asked: it follows CLDR, which says 0 for
// several currencies (AFN, ALL, IRR, ...) whose ISO minor unit is 2.
const exceptions: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);
const withoutMinorUnit = new Set('XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'.split(' '));

/** Digits after the point of a currency's amounts by ISO 4217: JPY 0, EUR 2, KWD 3. Throws `unknown_currency`. */
export function minorUnits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency) || withoutMinorUnit.has(currency)) {
    const shown = JSON.stringify(currency.slice(0, 10));
    throw new MoneyError(
      'unknown_currency',
      `currency: ${shown} has no minor unit in ISO 4217; give a code such as 'EUR'`,
    );
  }
  return exceptions.get(currency) ?? 2;
}
