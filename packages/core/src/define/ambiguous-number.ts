const ambiguous = /^[-+]?[1-9]\d{0,2}(?:[.,' ]\d{3})+(?:[.,]\d+)?$/;

/** What to ask back where some read a number as thousands and others as a fraction, such as 1.234; undefined for every other text. */
export function ambiguousNumber(text: string): string | undefined {
  return ambiguous.test(text) ? `thousands, or a fraction? Write ${readings(text).join(', or ')}` : undefined;
}

/** How such a number is written so that nobody reads it otherwise. */
function readings(text: string): string[] {
  const parts = text.split(/[.,' ]/);
  const last = parts.pop() ?? '';
  const whole = parts.join('');
  if (last.length !== 3) return [`${whole}.${last}`];
  const mark = text.at(-4) ?? '';
  const isOnce = /[.,]/.test(mark) && text.indexOf(mark) === text.length - 4;
  return isOnce ? [`${whole}${last}`, `${whole}.${unmistakable(last)}`] : [`${whole}${last}`];
}

/** Three places after the point as others than three. */
function unmistakable(places: string): string {
  const shorter = places.replace(/0+$/, '') || '0';
  return shorter.length < 3 ? shorter : `${places}0`;
}

/** How such a number is read where a fraction of three places may well be meant: told, as nobody is asked back. */
export function readAsFraction(text: string): string | undefined {
  const [whole = '', part, ...others] = text.split('.');
  if (ambiguousNumber(text) === undefined || part === undefined || others.length > 0) return undefined;
  return `${text} is read as ${whole} and ${part} thousandths, not as ${whole},${part}`;
}
