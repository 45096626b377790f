import type { Explanation } from '@bizmcp/core';
import { invalid, namesIn, type Words } from './error-words.ts';

/** What becomes of an access token that lives no more. */
export const expiredToken: Explanation = {
  message:
    'the access token has expired; set a new SUPABASE_ACCESS_TOKEN, or SUPABASE_EMAIL and SUPABASE_PASSWORD, which renew themselves',
  code: 'unauthenticated',
  reason: 'refused_token',
};

/** What becomes of an access token of another project, or of none. */
export const strangeToken: Explanation = {
  message: 'the project does not accept the access token; set one of this project',
  code: 'unauthenticated',
  reason: 'refused_token',
};

const earlyToken: Explanation = {
  message: 'the access token is not valid yet; set the clock of the computer that made it, or get a new one',
  code: 'unauthenticated',
};

/** The words with the names in the message, and in the hint. */
interface Names extends Words {
  named: readonly string[];
  near: readonly string[];
}

type Reader = (names: Names) => Explanation;

const failing = (message: string): Explanation => ({ message, code: 'unavailable' });
const grammar = invalid(
  'select, order or a filter is not written as PostgREST takes it; check brackets, commas and names',
);
const embedded: Reader = ({ named: [table = 'the table'] }) =>
  invalid(
    `${table} is used in filters or order, but is not embedded by select in a way that allows it: add ${table}(...) there; a column with a dot in its name stands in quotes, and a direction is asc or desc`,
  );

/** By PostgREST's own codes, of versions 12 to 16: https://docs.postgrest.org/en/v14/references/errors.html */
const readers: Record<string, Reader> = {
  PGRST000: () => failing('the project cannot reach its database; it may be paused'),
  PGRST001: () => failing('the project lost the connection to its database'),
  PGRST002: () => failing('the project is still reading its own tables, or cannot reach its database'),
  PGRST003: () => failing('the project has no free connection to its database; ask for less at once'),
  PGRST100: () => grammar,
  PGRST102: () => invalid('data is not written as JSON, or its rows name different columns'),
  PGRST103: () => invalid('there are fewer rows than offset skips; begin at 0', 'behind_end'),
  PGRST106: ({ message, hint }) => ({
    message: `the schema is not exposed; ${exposedSchemas(hint || message)}`,
    code: 'not_configured',
  }),
  PGRST108: embedded,
  PGRST111: () => failing('a function of the project set headers that are none, after it had done its work'),
  PGRST112: () => failing('a function of the project set a status that is none, after it had done its work'),
  PGRST116: () => ({ message: 'one row was expected, and there are none or several', code: 'not_found' }),
  PGRST118: ({ named: [table = 'the other table'] }) =>
    invalid(
      `rows can't be sorted by ${table}, of which each has several; query ${table} itself and embed the other table there, or, to rank by their number, select ${table}(count) and sort by it yourself`,
    ),
  PGRST119: embedded,
  PGRST120: ({ named: [table = 'an embedded table'] }) =>
    invalid(`${table} itself can only be asked for null or not_null; name one of its columns`),
  PGRST121: () => invalid('a function of the project raised an error that PostgREST cannot read'),
  PGRST122: () => invalid('a preference is not known to this version of PostgREST', 'unknown_preference'),
  PGRST123: () =>
    invalid(
      "the project has aggregates switched off, also count(); count without brackets, alone in select or as table(count), gives numbers all the same. Of each value by itself filter by it and take the answer's count; for sums use a function by call_rpc",
    ),
  PGRST124: () => ({
    message: 'more rows match by now than a moment ago, so none was changed; make the call again',
    code: 'conflict',
  }),
  PGRST127: () => invalid('this version of PostgREST cannot do that yet'),
  PGRST200: ({ named: [first = 'the table', second = 'the embedded one'], near }) =>
    invalid(
      first === second
        ? `rows of ${first} itself are embedded by the column that refers to them: parent:parent_id(name), or children:${first}!parent_id(name)`
        : `no relationship between ${first} and ${second}; ${nearest(near)}see references in describe_tables`,
    ),
  PGRST201: ({ near }) => {
    const ways = near.filter((name) => name.includes('!'));
    return invalid(`more than one relationship fits; name one: ${ways.join(', ') || 'table!constraint(...)'}`);
  },
  PGRST202: ({ named: [name = ''], near, hint }) => ({
    message: `no function ${name} with these arguments; ${functionHelp(name, near, hint)}`,
    code: 'not_found',
    reason: 'other_arguments',
  }),
  PGRST203: ({ message }) => {
    const name = /between: (?:\w+\.)?(\w+)\(/.exec(message)?.[1] ?? '';
    return invalid(`several functions ${name} take these arguments; name more, or let the project's owner rename one`);
  },
  PGRST204: ({ named: [column, table = 'the table'] }) => ({
    ...invalid(`${table} has no column ${column ?? 'of that name'}; see describe_tables`),
    ...(column !== undefined && { fields: [{ path: column, problem: 'no such column' }] }),
  }),
  PGRST205: ({ named: [table = 'of that name'], near }) => ({
    message: `no table ${table}; ${nearest(near)}see describe_tables`,
    code: 'not_found',
  }),
  PGRST300: () => failing("the project checks no tokens: its owner has to set the project's JWT secret"),
  PGRST302: () => ({
    message:
      'the project lets nobody in without a user; set SUPABASE_ACCESS_TOKEN, or SUPABASE_EMAIL and SUPABASE_PASSWORD',
    code: 'unauthenticated',
  }),
};

/** Codes that come after the work of a request, or in the midst of it. */
const doubtful = new Set(['PGRST001', 'PGRST111', 'PGRST112', 'PGRSTX00']);

/** Says what a code of PostgREST means. One that came later than this list is told by its name, and means what its status means. */
export function explainRest(code: string, words: Words): Explanation {
  const { message, hint } = words;
  if (code === 'PGRST301' || code === 'PGRST303') return explainToken(message);
  const explanation = readers[code]?.({ ...words, named: namesIn(message), near: namesIn(hint) });
  if (explanation) return { ...explanation, isUndone: !doubtful.has(code) };
  return {
    message: `PostgREST calls it ${/^\w{5,10}$/.exec(code)?.[0] ?? 'an error'}, see the list of errors in its documentation`,
  };
}

function explainToken(message: string): Explanation {
  if (/expired/i.test(message)) return expiredToken;
  return /not yet valid|at future/i.test(message) ? earlyToken : strangeToken;
}

function nearest([name]: readonly string[]): string {
  return name === undefined ? '' : `there is ${name}; `;
}

/** As PostgREST says it from version 14 on, and before. */
function exposedSchemas(text: string): string {
  const schemas = /(?:exposed|following): ([\w, ]{1,200})$/.exec(text)?.[1];
  return `set SUPABASE_SCHEMA to ${schemas === undefined ? 'one that is' : `one of ${schemas}`}`;
}

function functionHelp(name: string, [near]: readonly string[], hint: string): string {
  const args = /\(([\w, ]{0,200})\)$/.exec(hint)?.[1];
  if (near !== undefined) return `there is ${near}${args === undefined ? '' : `(${args})`}`;
  return name.startsWith('match_')
    ? "create it with the SQL in this server's README"
    : 'see describe_tables for functions and their arguments';
}
