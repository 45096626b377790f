import { createHmac, timingSafeEqual } from 'node:crypto';
import { isJsonObject, type JsonObject, toJsonValue } from '../schema/json-value.ts';

/** What a token turned out to be. */
export type TokenReading =
  | { readonly kind: 'valid'; readonly claims: JsonObject }
  | { readonly kind: 'expired' }
  | { readonly kind: 'malformed'; readonly parts: number }
  | { readonly kind: 'wrong-signature' };

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const signatureOf = (content: string, secret: string): Buffer => createHmac('sha256', secret).update(content).digest();

/** Signs claims with HS256, as a Supabase project's legacy secret does. */
export const signToken = (claims: JsonObject, secret: string): string => {
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${content}.${signatureOf(content, secret).toString('base64url')}`;
};

const parseClaims = (text: string): JsonObject => {
  try {
    const claims = toJsonValue(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return isJsonObject(claims) ? claims : {};
  } catch {
    return {};
  }
};

/** PostgREST lets clocks differ by 30 seconds. */
const allowedSkewSeconds = 30;

/** Checks a token's signature and time; `now` is in milliseconds since 1970. */
export const readToken = (token: string, secret: string, now: number): TokenReading => {
  const parts = token.split('.');
  const [header = '', body = '', signature = ''] = parts;
  if (parts.length !== 3) return { kind: 'malformed', parts: parts.length };
  const expected = signatureOf(`${header}.${body}`, secret);
  const actual = Buffer.from(signature, 'base64url');
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return { kind: 'wrong-signature' };
  const claims = parseClaims(body);
  const isExpired = typeof claims.exp === 'number' && claims.exp * 1000 <= now - allowedSkewSeconds * 1000;
  return isExpired ? { kind: 'expired' } : { kind: 'valid', claims };
};
