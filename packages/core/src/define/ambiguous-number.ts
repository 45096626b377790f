const ambiguous = /^[-+]?[1-9]\d{0,2}(?:[.,' ]\d{3})+(?:[.,]\d+)?$/;

/** What to ask back where some read a number as thousands and others as a fraction, such as 1.234; undefined for every other text. */
export function ambiguousNumber(text: string): string | undefined {
  return ambiguous.test(text) ? 'thousands, or a fraction? Write such as 50000, or 50.0' : undefined;
}

/** How such a number is read where a fraction of three places may well be meant: told, as nobody is asked back. */
export function readAsFraction(text: string): string | undefined {
  const [whole = '', part, ...others] = text.split('.');
  if (ambiguousNumber(text) === undefined || part === undefined || others.length > 0) return undefined;
  return `${text} is read as ${whole} and ${part} thousandths, not as ${whole},${part}`;
}
