import type { LoggedRequest } from '@bizmcp/testkit/simulator';
import type { Contract } from './contract.ts';

/** What a request is about. */
export type Place =
  | { readonly kind: 'read' | 'write' | 'send'; readonly entity: string }
  | { readonly kind: 'query' | 'report' | 'exchange-rate' | 'login' | 'unknown' };

const logins = ['/oauth2/v1/tokens/bearer', '/v2/oauth2/tokens/revoke'];

/** Where a request goes: https://developer.intuit.com/app/developer/qbo/docs/learn/rest-api-features */
export function placeOf(contract: Contract, { method, path }: LoggedRequest): Place {
  if (logins.includes(path)) return { kind: method === 'POST' ? 'login' : 'unknown' };
  const [, name = '', id, last, more] =
    /^\/v3\/company\/\d+\/(\w+)(?:\/([\w-]+))?(?:\/(\w+))?(\/.*)?$/.exec(path) ?? [];
  if (more !== undefined) return { kind: 'unknown' };
  if (name === 'query' && id === undefined) return { kind: method === 'GET' ? 'query' : 'unknown' };
  if (name === 'reports' && id !== undefined && method === 'GET') return { kind: 'report' };
  if (name === 'exchangerate' && id === undefined && method === 'GET') return { kind: 'exchange-rate' };
  const entity = Object.keys(contract.types).find((type) => type.toLowerCase() === name);
  if (entity === undefined) return { kind: 'unknown' };
  if (method === 'GET') {
    const isWhole = name === 'preferences' ? id === undefined : id !== undefined && last === undefined;
    return isWhole ? { kind: 'read', entity } : { kind: 'unknown' };
  }
  if (last === 'send') return { kind: 'send', entity };
  return id === undefined ? { kind: 'write', entity } : { kind: 'unknown' };
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
