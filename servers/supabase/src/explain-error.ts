import type { UpstreamOptions } from '@bizmcp/core';
import * as z from 'zod';
import { explainState, namesIn } from './database-error.ts';

type Explain = NonNullable<UpstreamOptions['explain']>;
type Explanation = NonNullable<ReturnType<Explain>>;

const text = z.string().nullish().catch(undefined);

/** PostgREST, Storage and Auth each have a form of their own; what is missing is empty. */
const VendorError = z.object({
  code: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .catch(undefined),
  message: text,
  msg: text,
  details: text,
  hint: text,
  error: text,
  error_code: text,
  statusCode: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .catch(undefined),
});

/** What an older PostgREST answers to a preference that it does not know; nothing was done then. */
export const unknownPreference = 'a preference is not known to this version of PostgREST';

const expired =
  'the access token has expired; set a new SUPABASE_ACCESS_TOKEN, or SUPABASE_EMAIL and SUPABASE_PASSWORD, which renew themselves';

/** Says in our words what an error answer means; of its text only names of tables, columns, types and constraints get through. */
export const explainError: Explain = ({ status, body }) => {
  const parsed = VendorError.safeParse(body);
  if (!parsed.success) return undefined;
  const { code, message, msg, details, hint, error, error_code: errorCode, statusCode } = parsed.data;
  const words = { message: message ?? msg ?? '', details: details ?? '', hint: hint ?? '' };
  if (code && /^PGRST/.test(code)) return explainRest(code, words);
  if (code && /^[0-9A-Z]{5}$/.test(code)) return explainState(code, words);
  return (
    explainAccess(status, words.message, errorCode ?? '') ??
    explainStorage(statusCode ?? String(status), error ?? '', words.message)
  );
};

type Words = Parameters<typeof explainState>[1];

function explainRest(code: string, words: Words): Explanation | undefined {
  const [first, second] = namesIn(words.message);
  const near = namesIn(words.hint);
  switch (code) {
    case 'PGRST100':
      return {
        message: 'select, order or a filter is not written as PostgREST takes it; check brackets, commas and names',
        code: 'invalid_input',
      };
    case 'PGRST103':
      return { message: 'there are fewer rows than offset skips; begin at 0', code: 'invalid_input' };
    case 'PGRST106':
      return { message: 'the schema is not exposed; check SUPABASE_SCHEMA', code: 'not_configured' };
    case 'PGRST116':
      return { message: 'one row was expected, and there are none or several', code: 'not_found' };
    case 'PGRST122':
      return { message: unknownPreference, code: 'invalid_input' };
    case 'PGRST124':
      return {
        message: 'more rows would be changed than max_rows allows, so none was; narrow the filters',
        code: 'conflict',
      };
    case 'PGRST200':
      return {
        message: `no relationship between ${first ?? 'the table'} and ${second ?? 'the embedded one'}; see references in describe_tables`,
        code: 'invalid_input',
      };
    case 'PGRST201':
      return {
        message: `more than one relationship fits${near.length > 0 ? `; name one: ${near.join(', ')}` : '; name one as table!constraint(...)'}`,
        code: 'invalid_input',
      };
    case 'PGRST202':
      return {
        message: `no function ${first ?? ''} with these arguments${near[0] ? `; there is ${near[0]}` : missingFunctionHelp(first)}`,
        code: 'not_found',
      };
    case 'PGRST204':
      return {
        message: `${second ?? 'the table'} has no column ${first ?? 'of that name'}; see describe_tables`,
        code: 'invalid_input',
        fields: fieldOf(first, 'no such column'),
      };
    case 'PGRST205':
      return {
        message: `no table ${first ?? 'of that name'}${near[0] ? `; there is ${near[0]}` : '; see describe_tables'}`,
        code: 'not_found',
      };
    case 'PGRST301':
    case 'PGRST303':
      return {
        message: /expired/i.test(words.message)
          ? expired
          : 'the project does not accept the access token; set one of this project',
        code: 'unauthenticated',
      };
    case 'PGRST302':
      return {
        message: 'the project lets nobody in without a user; set SUPABASE_ACCESS_TOKEN',
        code: 'unauthenticated',
      };
    default:
      return /^PGRST00/.test(code)
        ? { message: 'the project cannot reach its database; it may be paused', code: 'unavailable' }
        : undefined;
  }
}

function missingFunctionHelp(name = ''): string {
  return name.startsWith('match_')
    ? "; create it with the SQL in this server's README"
    : '; see describe_tables for functions and their arguments';
}

function fieldOf(path: string | undefined, problem: string): Explanation['fields'] {
  return path === undefined ? undefined : [{ path, problem }];
}

/** The gateway in front of all, and Auth. */
function explainAccess(status: number, message: string, errorCode: string): Explanation | undefined {
  if (/jwt expired|token is expired|"exp" claim|exp.{0,10} claim timestamp/i.test(message))
    return { message: expired, code: 'unauthenticated' };
  if (/invalid jwt|bad_jwt|jwt malformed|jws|signature verification/i.test(`${message} ${errorCode}`))
    return {
      message: 'the project does not accept the access token; set one of this project',
      code: 'unauthenticated',
    };
  if (status === 401 && /api key/i.test(message))
    return {
      message: 'the project does not know SUPABASE_ANON_KEY; copy it again from Settings > API Keys',
      code: 'unauthenticated',
    };
  return undefined;
}

/** Storage puts the status that it means into the body. */
function explainStorage(status: string, error: string, message: string): Explanation | undefined {
  const said = `${error} ${message}`;
  if (/bucket not found/i.test(said))
    return {
      message: 'no such bucket, or these credentials may not see it; list_files without a bucket lists them',
      code: 'not_found',
    };
  if (/row-level security|unauthorized|access denied/i.test(said) && status !== '404')
    return {
      message: 'a storage policy (row level security on storage.objects) does not allow this to these credentials',
      code: 'forbidden',
    };
  if (/not.?found/i.test(said) && status === '404')
    return {
      message: 'no such file or function, or these credentials may not see it; see list_files',
      code: 'not_found',
    };
  if (/duplicate|already exists/i.test(said))
    return { message: 'there is a file at this path already; set upsert to replace it', code: 'conflict' };
  if (/exceeded the maximum|payload too large|EntityTooLarge/i.test(said))
    return {
      message:
        "the file is larger than the bucket or the project takes; raise the bucket's limit or send a smaller one",
      code: 'too_large',
    };
  if (/mime.?type/i.test(said))
    return { message: 'the bucket does not take files of this content_type', code: 'invalid_input' };
  if (/invalid.?key/i.test(said))
    return {
      message: 'the path has characters that Storage does not take; use letters, digits, / and - _ .',
      code: 'invalid_input',
    };
  return undefined;
}
