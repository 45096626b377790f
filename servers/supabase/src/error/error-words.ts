import type { Explanation } from '@bizmcp/core';

/** What an error of PostgreSQL says, as far as it is read. */
export interface Words {
  message: string;
  details: string;
  hint: string;
}

const identifier = /^[\p{L}_][\p{L}\p{N}_$.! -]{0,126}$/u;

/** Names in quotes, in the order in which they stand; nothing else of a text is let through. */
export function namesIn(text: string): string[] {
  const quoted = [...text.matchAll(/["']([^"']{1,130})["']/g)].map((match) => match[1] ?? '');
  const called = [...text.matchAll(/\b(?:function|column|table|relation) ([A-Za-z_][\w.]{0,126})/g)].map(
    (match) => match[1] ?? '',
  );
  const names = quoted.length > 0 ? quoted : called;
  return names.filter((name) => identifier.test(name)).map((name) => name.replace(/^public\./, ''));
}

export type Reader = (words: Words) => Explanation;

export function fieldsOf(path: string | undefined, problem: string): Pick<Explanation, 'fields'> {
  return path === undefined ? {} : { fields: [{ path, problem }] };
}

/** What the caller can mend, with a reason where our own code is to know it again. */
export function invalid(message: string, reason?: string): Explanation {
  return { message, code: 'invalid_input', reason };
}
