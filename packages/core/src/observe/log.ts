import { cleanText } from '../masking/clean-text.ts';

/** Writes one line for the operator to stderr. Known secrets are taken out of it. */
export function log(
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Record<string, string | number> = {},
): void {
  const pairs = Object.entries(fields).map(([key, value]) => ` ${key}=${value}`);
  process.stderr.write(`${new Date().toISOString()} ${level} ${cleanText(message)}${cleanText(pairs.join(''))}\n`);
}
