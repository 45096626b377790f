import type { Explain, Explanation } from '@bizmcp/core';
import * as z from 'zod';
import { explainState, raised } from './database-error.ts';
import type { Words } from './error-words.ts';
import { expiredToken, explainRest, strangeToken } from './rest-error.ts';

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

/** Says in our words what an error answer means; of its text only names of tables, columns, types and constraints get through. */
export const explainError: Explain = ({ url, status, body }) => {
  // https://supabase.com/docs/guides/platform/http-status-codes
  if (status === 540)
    return { message: 'the project is paused; its owner can restore it in the dashboard', isUndone: true };
  const service = /\/(rest|functions)\/v1(?:\/|$)/.exec(url?.pathname ?? '')?.[1];
  // A page is of a gateway, or for a browser.
  if (service === 'functions' && typeof body === 'string' && !/^\s*</.test(body)) return explainFunction(body);
  const parsed = VendorError.safeParse(body);
  if (!parsed.success) return undefined;
  const { message, msg, details, hint, error, error_code: errorCode, statusCode } = parsed.data;
  const words = { message: message ?? msg ?? '', details: details ?? '', hint: hint ?? '' };
  const explanation = service === 'rest' ? explainData(parsed.data, words) : undefined;
  const access = explanation ?? explainAccess(status, words.message, errorCode ?? '');
  if (access) return access;
  if (service === 'functions') return explainFunction(words.message || (error ?? ''));
  return explainStorage(statusCode ?? String(status), error ?? '', words.message);
};

/** PostgREST and the database behind it; an edge function that answers in their words is not believed. */
function explainData({ code, details, hint }: z.output<typeof VendorError>, words: Words): Explanation | undefined {
  if (!code) return undefined;
  if (/^PGRST/.test(code)) return explainRest(code, words);
  if (/^[0-9A-Z]{5}$/.test(code)) return explainState(code, words);
  // All four fields, and a code that a function of the project chose.
  const isRaised = details !== undefined && hint !== undefined;
  return isRaised ? { ...raised(words), code: undefined, isUndone: true } : undefined;
}

/** The gateway in front of all, and Auth. */
function explainAccess(status: number, message: string, errorCode: string): Explanation | undefined {
  if (/jwt expired|token is expired|"exp" claim|exp.{0,10} claim timestamp/i.test(message)) return expiredToken;
  if (/invalid jwt|bad_jwt|jwt malformed|jws|signature verification/i.test(`${message} ${errorCode}`))
    return strangeToken;
  if (status === 402 && /restricted|exceed|overdue/i.test(message))
    return {
      message: 'Supabase has restricted the project, for its quota or its bill; its owner sees why in the dashboard',
    };
  if (status === 401 && /api key/i.test(message))
    return {
      message: 'the project does not know SUPABASE_ANON_KEY; copy it again from Settings > API Keys',
      code: 'unauthenticated',
    };
  return undefined;
}

/** The runtime of edge functions, and what a function says on purpose; its author wrote that. */
function explainFunction(said: string): Explanation | undefined {
  if (/function was not found/i.test(said))
    return { message: 'no edge function of this name is deployed; ask the user which there are', code: 'not_found' };
  if (/missing authorization/i.test(said))
    return { message: 'the function is for users who are signed in', code: 'unauthenticated' };
  if (said === '') return undefined;
  return { message: `in the function's words: "${said.replaceAll('"', "'").slice(0, 200)}"` };
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
      message:
        'a storage policy (row level security on storage.objects) does not allow this to these credentials; often the first folder of a path has to be one of the user or tenant, see list_files',
      code: 'forbidden',
    };
  if (/not.?found/i.test(said) && status === '404')
    return {
      message: 'no such file, or these credentials may not see it; see list_files',
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
