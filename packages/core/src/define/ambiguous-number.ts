const ambiguous = /^[-+]?[1-9]\d{0,2}(?:[.,' ]\d{3})+(?:[.,]\d+)?$/;

/** What to say of a number that some read as thousands and others as a fraction. */
export function ambiguousNumber(text: string): string | undefined {
  return ambiguous.test(text) ? 'thousands, or a fraction? Write such as 50000, or 50.0' : undefined;
}
