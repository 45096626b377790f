import { createContext, Script } from 'node:vm';
import { compileWildcards, type WildcardPart } from '@bizmcp/testkit/simulator';
import { DatabaseError } from '../../schema/database-error.ts';

/** A project ends statements by its statement_timeout, 3 s for anon and 8 s for users: https://supabase.com/docs/guides/database/postgres/timeouts */
const mostMilliseconds = 1000;
const context: { expression?: RegExp; text?: string } = {};
createContext(context);
const script = new Script('expression.test(text)');

/** Tests all rows of a statement within its time: JavaScript's expressions may take longer than anybody lives. */
const bounded = (expression: RegExp): ((text: string) => boolean) => {
  const end = Date.now() + mostMilliseconds;
  return (text) => {
    Object.assign(context, { expression, text });
    try {
      return script.runInContext(context, { timeout: Math.max(1, end - Date.now()) }) === true;
    } catch {
      throw new DatabaseError('57014', 'canceling statement due to statement timeout');
    }
  };
};

/** Makes the test of SQL's LIKE: % for any text, _ for one character, a backslash before what is meant literally. */
export const compilePattern = (pattern: string, ignoresCase: boolean): ((text: string) => boolean) => {
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(pattern)) {
    throw new DatabaseError('22025', 'LIKE pattern must not end with escape character');
  }
  const inCase = (text: string) => (ignoresCase ? text.toLowerCase() : text);
  const parts = (pattern.match(/\\?[\s\S]/gu) ?? []).map((part): WildcardPart => {
    if (part === '%') return { kind: 'any' };
    return part === '_' ? { kind: 'one' } : { kind: 'text', text: inCase(part.replace(/^\\(?=[\s\S])/, '')) };
  });
  const matches = compileWildcards(parts);
  return (text) => matches(inCase(text));
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
    return bounded(new RegExp(translate(source), ignoresCase ? 'isu' : 'su'));
  } catch {
    throw new DatabaseError('2201B', 'invalid regular expression: quantifier operand invalid');
  }
};
