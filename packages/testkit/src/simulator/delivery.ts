import type { Fault } from './fault.ts';
import type { RenderedReply } from './simulated-http.ts';

/** How an answer goes out: whole, in one of the broken ways, or not at all. */
export type Delivery =
  | { readonly manner: 'whole'; readonly reply: RenderedReply }
  | { readonly manner: 'stalled'; readonly reply: RenderedReply }
  | { readonly manner: 'drip'; readonly reply: RenderedReply; readonly everyMilliseconds: number }
  | { readonly manner: 'wrong-gzip'; readonly reply: RenderedReply }
  | { readonly manner: 'hang' }
  | { readonly manner: 'reset' };

const halve = (reply: RenderedReply): RenderedReply => {
  if (reply.body !== '') return { ...reply, body: reply.body.slice(0, Math.ceil(reply.body.length / 2)) };
  return { status: 200, headers: { ...reply.headers, 'content-type': 'application/json' }, body: '{"status":"O' };
};

/** Chooses how an answer goes out when this fault strikes it. */
export const deliveryOf = (fault: Fault | undefined, reply: RenderedReply): Delivery => {
  switch (fault?.kind) {
    case 'hang':
      return { manner: 'hang' };
    case 'reset':
    case 'reset-after-commit':
      return { manner: 'reset' };
    case 'half-json':
      return { manner: 'whole', reply: halve(reply) };
    case 'stalled-body':
      return { manner: 'stalled', reply };
    case 'slow-body':
      return { manner: 'drip', reply, everyMilliseconds: fault.everyMilliseconds };
    case 'wrong-gzip':
      return { manner: 'wrong-gzip', reply: { ...reply, headers: { ...reply.headers, 'content-encoding': 'gzip' } } };
    default:
      return { manner: 'whole', reply };
  }
};
