/** A merchant with a number written onto its name: 'PARKMOBILE-8131', 'BP0113722*', 'AMAZON.COM*K24L1'. */
const numberedName = /^([\p{L}.&']*\p{L}{2})(?:\d{5,}\*?|[-#]\d{3,}\*?|\*.*\d.*)$/u;

/**
 * The name that a text of a bank feed seems to have: its words without numbers, 'SLACK T08K9 MONTHLY' as 'SLACK MONTHLY'. In a card's
 * text the merchant stands first: of a first word that ends in a number the letters are kept.
 */
export function nameInBankText(text: string): string {
  const [first = '', ...rest] = text.trim().split(/\s+/);
  const words = [numberedName.exec(first)?.[1] ?? first, ...rest].filter((word) => !/\d/.test(word));
  return words.length > 0 ? words.join(' ') : text;
}
