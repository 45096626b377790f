import type { ServerResponse } from 'node:http';
import { sendJson } from './vendor.ts';

/** What a request came to at a vendor that fails: how the fault answers, and whether the write was carried out before. */
interface Reply {
  response: ServerResponse;
  /** Counted from 1, for each call. */
  count: number;
  /** Carries the write out, once for each idempotency key. Does nothing for a read. */
  commit(): void;
}

/** One way in which a vendor fails, and what its caller has to be told. */
export interface VendorFault {
  name: string;
  answer(reply: Reply): void;
  /** The code of a read's failure, or `ok`. */
  read: string;
  /** The same for a write with a key and for one without. */
  keyed: string;
  unkeyed: string;
  /** Seconds that the vendor asks to wait. */
  asksToWait?: number;
  /** Nothing is ever answered whole, so a short time limit will do. */
  isSilent?: boolean;
}

const json = { 'content-type': 'application/json' };
const good = ({ response, commit }: Reply) => {
  commit();
  sendJson(response, 200, { id: '1' });
};

function refusal(status: number, code: string, headers: Record<string, string> = {}): VendorFault {
  const shown = Object.entries(headers).map(([name, value]) => `, ${name} ${value}`);
  return {
    name: `${status}${shown.join('')}`,
    answer: ({ response }) => sendJson(response, status, { message: 'canary' }, headers),
    read: code,
    keyed: code,
    unkeyed: code,
  };
}

/** A status after which a write may have happened. */
function collapse(status: number, headers: Record<string, string> = {}): VendorFault {
  const fault = refusal(status, status === 408 ? 'timeout' : 'unavailable', headers);
  return { ...fault, keyed: 'unknown_outcome', unkeyed: 'unknown_outcome' };
}

/** A complete answer that is not what was asked for. */
function nonsense(
  name: string,
  headers: Record<string, string>,
  body: string | Buffer,
  code = 'bad_answer',
): VendorFault {
  const answer = ({ response, commit }: Reply) => {
    commit();
    response.writeHead(200, headers).end(body);
  };
  return { name, answer, read: code, keyed: 'unknown_outcome', unkeyed: 'unknown_outcome' };
}

/** An answer that breaks off or never comes. */
function lost(name: string, answer: VendorFault['answer'], read: string): VendorFault {
  return {
    name,
    answer,
    read,
    keyed: 'unknown_outcome',
    unkeyed: 'unknown_outcome',
    ...(read === 'timeout' && { isSilent: true }),
  };
}

/** A fault of the first attempt alone. */
function once(fault: VendorFault, unkeyed: string): VendorFault {
  const answer = (reply: Reply) => (reply.count === 1 ? fault.answer(reply) : good(reply));
  return { ...fault, name: `${fault.name}, then a good answer`, answer, read: 'ok', keyed: 'ok', unkeyed };
}

function afterCommit(fault: VendorFault): VendorFault {
  const answer = (reply: Reply) => {
    reply.commit();
    fault.answer(reply);
  };
  return { ...fault, name: `${fault.name} after the write was carried out`, answer };
}

const reset = lost('a reset', ({ response }) => response.destroy(), 'unavailable');

const limits: VendorFault[] = [
  refusal(429, 'rate_limited'),
  { ...refusal(429, 'rate_limited', { 'retry-after': '7' }), asksToWait: 7 },
  { ...refusal(429, 'rate_limited', { 'retry-after': '1.5' }), asksToWait: 1.5 },
  {
    ...refusal(429, 'rate_limited', {
      'retry-after': 'Fri, 20 Nov 2026 09:00:09 GMT',
      date: 'Fri, 20 Nov 2026 09:00:00 GMT',
    }),
    asksToWait: 9,
  },
  {
    ...refusal(429, 'rate_limited', {
      'retry-after': 'Fri, 20 Nov 2026 12:10:04 GMT',
      date: 'Fri, 20 Nov 2026 12:10:00 GMT',
    }),
    name: '429 of a vendor whose clock is 10 minutes ahead',
    asksToWait: 4,
  },
  refusal(429, 'rate_limited', { 'retry-after': '-5' }),
  { ...refusal(429, 'rate_limited', { 'retry-after': '99999999999' }), asksToWait: 86_400 },
  { ...once(refusal(429, 'rate_limited', { 'retry-after': '5' }), 'rate_limited'), asksToWait: 5 },
];

const refusals: VendorFault[] = [
  refusal(400, 'invalid_input'),
  refusal(401, 'unauthenticated'),
  once(refusal(401, 'unauthenticated'), 'ok'),
  refusal(402, 'forbidden'),
  refusal(403, 'forbidden'),
  refusal(404, 'not_found'),
  refusal(405, 'invalid_input'),
  refusal(406, 'invalid_input'),
  refusal(409, 'conflict'),
  refusal(410, 'not_found'),
  refusal(412, 'conflict'),
  refusal(413, 'too_large'),
  refusal(415, 'invalid_input'),
  refusal(422, 'invalid_input'),
  refusal(423, 'conflict'),
  refusal(425, 'unavailable'),
  refusal(451, 'forbidden'),
  refusal(501, 'unavailable'),
];

const collapses: VendorFault[] = [
  collapse(408),
  collapse(500),
  afterCommit(collapse(500)),
  once(collapse(500), 'unknown_outcome'),
  once(afterCommit(collapse(500)), 'unknown_outcome'),
  collapse(502),
  { ...collapse(503, { 'retry-after': '20' }), asksToWait: 20 },
  once(collapse(503), 'unknown_outcome'),
  afterCommit(collapse(504)),
  collapse(507),
  collapse(520),
  collapse(521),
];

const losses: VendorFault[] = [
  reset,
  afterCommit(reset),
  once(reset, 'unknown_outcome'),
  once(afterCommit(reset), 'unknown_outcome'),
  lost(
    'a reset inside the body',
    ({ response, commit }) => {
      commit();
      response.writeHead(200, { ...json, 'content-length': '500' }).write('{"id":"canary');
      setTimeout(() => response.destroy(), 5);
    },
    'unavailable',
  ),
  afterCommit(lost('silence', () => undefined, 'timeout')),
  lost('a body that stalls', ({ response }) => void response.writeHead(200, json).write('{"id":"canary"'), 'timeout'),
  lost('a slow drip', drip, 'timeout'),
];

const nonsenses: VendorFault[] = [
  nonsense('half a JSON', json, '{"id":"canary'),
  nonsense('wrong gzip', { ...json, 'content-encoding': 'gzip' }, 'canary, not gzip'),
  nonsense('HTML', { 'content-type': 'text/html' }, '<html>canary'),
  nonsense('an empty body', json, ''),
  nonsense('another shape', json, '{"id":7}'),
  nonsense('JSON nested too deeply', json, '['.repeat(500) + ']'.repeat(500)),
  nonsense('more bytes than are read', json, Buffer.alloc(200_000, 32), 'too_large'),
  {
    ...refusal(307, 'bad_answer', { location: 'https://canary.example/' }),
    name: 'a redirect to another place',
  },
  { ...refusal(308, 'bad_answer', { location: '/items' }), name: 'a redirect in a loop' },
];

function drip({ response }: Reply) {
  response.writeHead(200, json).write('{');
  const timer = setInterval(() => response.write(' '), 10);
  response.on('close', () => clearInterval(timer));
}

/** All of them. */
export const vendorFaults: readonly VendorFault[] = [...limits, ...refusals, ...collapses, ...losses, ...nonsenses];
