import type { UpstreamOptions } from '@bizmcp/core';
import { namesIn, type Words } from './database-error.ts';

type Explanation = NonNullable<ReturnType<NonNullable<UpstreamOptions['explain']>>>;

/** What an older PostgREST answers to a preference that it does not know; nothing was done then. */
export const unknownPreference = 'a preference is not known to this version of PostgREST';

/** What becomes of an access token that lives no more. */
export const expiredToken: Explanation = {
  message:
    'the access token has expired; set a new SUPABASE_ACCESS_TOKEN, or SUPABASE_EMAIL and SUPABASE_PASSWORD, which renew themselves',
  code: 'unauthenticated',
};

/** What becomes of an access token of another project, or of none. */
export const strangeToken: Explanation = {
  message: 'the project does not accept the access token; set one of this project',
  code: 'unauthenticated',
};

/** Names in the message, and in the hint. */
interface Names {
  named: readonly string[];
  near: readonly string[];
}

type Reader = (names: Names) => Explanation;

const invalid = (message: string): Explanation => ({ message, code: 'invalid_input' });

/** By PostgREST's own codes: https://docs.postgrest.org/en/v12/references/errors.html */
const readers: Record<string, Reader> = {
  PGRST100: () =>
    invalid('select, order or a filter is not written as PostgREST takes it; check brackets, commas and names'),
  PGRST103: () => invalid('there are fewer rows than offset skips; begin at 0'),
  PGRST106: () => ({ message: 'the schema is not exposed; check SUPABASE_SCHEMA', code: 'not_configured' }),
  PGRST116: () => ({ message: 'one row was expected, and there are none or several', code: 'not_found' }),
  PGRST122: () => invalid(unknownPreference),
  PGRST124: () => ({
    message: 'more rows would be changed than max_rows allows, so none was; narrow the filters',
    code: 'conflict',
  }),
  PGRST200: ({ named: [first = 'the table', second = 'the embedded one'] }) =>
    invalid(`no relationship between ${first} and ${second}; see references in describe_tables`),
  PGRST201: ({ near }) =>
    invalid(
      `more than one relationship fits; name one${near.length > 0 ? `: ${near.join(', ')}` : ' as table!constraint(...)'}`,
    ),
  PGRST202: ({ named: [name = ''], near }) => ({
    message: `no function ${name} with these arguments; ${near[0] ? `there is ${near[0]}` : missingFunctionHelp(name)}`,
    code: 'not_found',
  }),
  PGRST204: ({ named: [column, table = 'the table'] }) => ({
    ...invalid(`${table} has no column ${column ?? 'of that name'}; see describe_tables`),
    ...(column !== undefined && { fields: [{ path: column, problem: 'no such column' }] }),
  }),
  PGRST205: ({ named: [table = 'of that name'], near }) => ({
    message: `no table ${table}; ${near[0] ? `there is ${near[0]}` : 'see describe_tables'}`,
    code: 'not_found',
  }),
  PGRST302: () => ({
    message: 'the project lets nobody in without a user; set SUPABASE_ACCESS_TOKEN',
    code: 'unauthenticated',
  }),
};

/** Says what a code of PostgREST means. */
export function explainRest(code: string, { message, hint }: Words): Explanation | undefined {
  if (code === 'PGRST301' || code === 'PGRST303') return /expired/i.test(message) ? expiredToken : strangeToken;
  if (/^PGRST00/.test(code))
    return { message: 'the project cannot reach its database; it may be paused', code: 'unavailable' };
  return readers[code]?.({ named: namesIn(message), near: namesIn(hint) });
}

function missingFunctionHelp(name: string): string {
  return name.startsWith('match_')
    ? "create it with the SQL in this server's README"
    : 'see describe_tables for functions and their arguments';
}
