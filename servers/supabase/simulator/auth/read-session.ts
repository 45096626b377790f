import { DatabaseError } from '../schema/database-error.ts';
import type { Role, Session } from '../schema/session.ts';
import { readToken } from './json-web-token.ts';
import type { ProjectKeys } from './project-keys.ts';

const roles: readonly Role[] = ['anon', 'authenticated', 'service_role'];

const anonymous: Session = { role: 'anon', claims: { role: 'anon' } };

const refuse = (message: string): DatabaseError => new DatabaseError('PGRST301', message, { status: 401 });

/** Reads a token as PostgREST 12 does, with its words for what is wrong. */
export const sessionOfToken = (token: string, { secret }: ProjectKeys, now: number): Session => {
  const reading = readToken(token, secret, now);
  switch (reading.kind) {
    case 'expired':
      throw refuse('JWT expired');
    case 'malformed':
      throw refuse(`JWSError (CompactDecodeError Invalid number of parts: Expected 3 parts; got ${reading.parts})`);
    case 'wrong-signature':
      throw refuse('JWSError JWSInvalidSignature');
    case 'valid': {
      const named = reading.claims.role;
      if (named === undefined) return { ...anonymous, claims: reading.claims };
      const role = roles.find((known) => known === named);
      if (role !== undefined) return { role, claims: reading.claims };
      throw new DatabaseError('22023', `role "${String(named)}" does not exist`, { status: 401 });
    }
  }
};

/** The project's key in a request's header or, for what opens no headers, its query. */
export const apiKeyOf = (headers: Headers, query: URLSearchParams): string | null =>
  headers.get('apikey') ?? query.get('apikey');

export const isProjectKey = (keys: ProjectKeys, key: string): boolean =>
  [keys.anonKey, keys.serviceRoleKey, keys.publishableKey, keys.secretKey].includes(key);

/** The new keys are no tokens: the gateway puts the token of their role in their place. */
const tokenOfKey = (keys: ProjectKeys, key: string): string => {
  if (key === keys.publishableKey) return keys.anonKey;
  return key === keys.secretKey ? keys.serviceRoleKey : key;
};

/** Who a request comes from: its bearer token, or without one its project key. */
export const sessionOf = (headers: Headers, query: URLSearchParams, keys: ProjectKeys, now: number): Session => {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const key = bearer ?? apiKeyOf(headers, query);
  return key === null ? anonymous : sessionOfToken(tokenOfKey(keys, key), keys, now);
};
