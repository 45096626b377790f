import { signToken } from '../../simulator/auth/json-web-token.ts';
import type { SupabaseSimulator } from '../../simulator/supabase-simulator.ts';
import { parseExactly } from '../../src/exact-number.ts';
import type { RestCase } from './rest-case.ts';

/** What is compared of an answer. */
export interface Outcome {
  readonly status: number;
  readonly range: string | null;
  readonly type: string | null;
  readonly body: unknown;
}

const tokenOf = (simulator: SupabaseSimulator, as: NonNullable<RestCase['as']>): string => {
  switch (as) {
    case 'anon':
      return simulator.anonKey;
    case 'service':
      return simulator.serviceRoleKey;
    case 'other':
      return simulator.userToken('ines@quayside.example');
    case 'member':
      return simulator.userToken('omar@harborline.example');
    case 'expired':
      return simulator.userToken('mara@harborline.example', -600);
    case 'forged':
      return signToken({ role: 'service_role' }, 'another secret, long enough to be one of them');
    case 'admin':
      return simulator.userToken('mara@harborline.example');
  }
};

/** What Parsec found at the place is worded by the parser; hints about similar names are PostgreSQL's guesses. */
const comparable = (body: unknown): unknown => {
  if (typeof body !== 'object' || body === null || !('code' in body)) return body;
  if (body.code === 'PGRST100') return { code: body.code };
  const hint = 'hint' in body && typeof body.hint === 'string' && body.hint.startsWith('Perhaps') ? null : undefined;
  return { ...body, ...(hint === null && { hint }) };
};

const parse = (text: string, type: string | null): unknown => {
  if (text === '') return '';
  return type?.includes('json') === true ? parseExactly(text) : text;
};

type Send = (input: string, init: RequestInit) => Promise<Response>;

/** Sends a case to one of the two; `root` is the address of its REST interface. */
export const sendCase = async (
  { as = 'admin', body, headers = {}, method = 'GET', path }: RestCase,
  { root, send, simulator }: { readonly root: string; readonly send: Send; readonly simulator: SupabaseSimulator },
): Promise<Outcome> => {
  const response = await send(`${root}/${path}`, {
    method,
    headers: {
      apikey: simulator.anonKey,
      authorization: `Bearer ${tokenOf(simulator, as)}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const type = text === '' ? null : response.headers.get('content-type');
  return {
    status: response.status,
    range: response.headers.get('content-range'),
    type: response.status < 400 ? type : null,
    body: comparable(parse(text, type)),
  };
};
