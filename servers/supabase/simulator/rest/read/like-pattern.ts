import { DatabaseError } from '../../schema/database-error.ts';

const escapeForExpression = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');

/** Makes the test of SQL's LIKE: % for any text, _ for one character, a backslash before what is meant literally. */
export const compilePattern = (pattern: string, ignoresCase: boolean): ((text: string) => boolean) => {
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(pattern)) {
    throw new DatabaseError('22025', 'LIKE pattern must not end with escape character');
  }
  const source = pattern.replace(/\\?[\s\S]/gu, (part) => {
    if (part.length > 1 && part.startsWith('\\')) return escapeForExpression(part.slice(1));
    if (part === '%') return '[\\s\\S]*';
    return part === '_' ? '[\\s\\S]' : escapeForExpression(part);
  });
  const expression = new RegExp(`^${source}$`, ignoresCase ? 'iu' : 'u');
  return (text) => expression.test(text);
};

/** POSIX classes and PostgreSQL's word boundaries, which JavaScript writes otherwise. */
const translate = (source: string): string =>
  source
    .replaceAll('[[:<:]]', '\\b')
    .replaceAll('[[:>:]]', '\\b')
    .replaceAll('[:alpha:]', '\\p{L}')
    .replaceAll('[:digit:]', '0-9')
    .replaceAll('[:alnum:]', '\\p{L}\\p{N}')
    .replaceAll('[:space:]', '\\s')
    .replace(/\\[my]/g, '\\b')
    .replace(/\\M/g, '\\b');

/** Makes the test of PostgreSQL's ~ and ~*, as far as its expressions are also JavaScript's. */
export const compileRegularExpression = (source: string, ignoresCase: boolean): ((text: string) => boolean) => {
  try {
    const expression = new RegExp(translate(source), ignoresCase ? 'isu' : 'su');
    return (text) => expression.test(text);
  } catch {
    throw new DatabaseError('2201B', 'invalid regular expression: quantifier operand invalid');
  }
};
