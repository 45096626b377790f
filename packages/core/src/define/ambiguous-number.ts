const ambiguous = /^[-+]?[1-9]\d{0,2}(?:[.,' ]\d{3})+(?:[.,]\d+)?$/;

/** What to ask back where some read a number as thousands and others as a fraction, such as 1.234; undefined for every other text. */
export function ambiguousNumber(text: string): string | undefined {
  return ambiguous.test(text) ? 'thousands, or a fraction? Write such as 50000, or 50.0' : undefined;
}
