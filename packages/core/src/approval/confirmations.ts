import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { ToolError } from '../define/tool-error.ts';
import type { Call } from '../pipeline/call.ts';
import type { State } from '../state/state.ts';
import type { Grant } from './approval.ts';
import { agreementDigest } from './call-digest.ts';
import type { Idempotency } from './idempotency.ts';

/** How a yes comes back: inside a question's state, or as a token among the arguments. */
export type ProofKind = 'question' | 'token';

/** Single-use proofs that a person was asked about exactly this call. */
export interface Confirmations {
  /**
   * A proof for this call. It says nothing by itself: it must come back with the same call. A write that is asked about again,
   * because nobody knows what became of it, keeps its approval's identifier. It is good for as long as `last` is the last of its kind.
   */
  issue(kind: ProofKind, call: Call, asked?: { approvalId?: string; last?: string }): Promise<string>;
  /** What a proof grants. Throws `approval_required` if it does not fit or was used. */
  check(kind: ProofKind, proof: string, call: Call): Promise<Grant>;
}

/** What proofs are bound to beside the call. */
export interface ConfirmationOptions {
  /** A proof that was given under other rules is refused. */
  policyDigest?: string;
  /** Tells what became of the write that a used proof had let through. */
  idempotency?: Idempotency;
  now?: () => number;
}

/** How long a person has to decide. */
const validMilliseconds = 10 * 60 * 1000;
const space = 'confirmation';
const otherCall =
  'it was given for another call, or before another login; the arguments must be exactly those the user saw';

const Claims = z.object({
  nonce: z.string(),
  id: z.string(),
  kind: z.enum(['question', 'token']),
  call: z.string(),
  until: z.number(),
  last: z.string().optional(),
});

/** Proofs sealed with a key of the state and counted in it: each is good once, in one of all processes, also after a restart. */
export function createConfirmations(state: State, options: ConfirmationOptions = {}): Confirmations {
  const { policyDigest, idempotency, now = Date.now } = options;
  const claimsOf = async (kind: ProofKind, proof: string, call: Call) => {
    const claims = unseal(await sealingKey(state), proof);
    if (!claims || claims.kind !== kind) throw refused('it is not one of this server, or it was changed');
    if (claims.call !== (await agreementDigest(call, policyDigest))) throw refused(otherCall);
    if (claims.until < now()) throw refused('it is older than ten minutes');
    return claims;
  };
  const usedBefore = async (id: string) => {
    await idempotency?.refuseRepeat(id);
    return refused('it was used before; each is good for one call');
  };
  return {
    async issue(kind, call, { approvalId = randomUUID(), last } = {}) {
      const nonce = randomUUID();
      const until = now() + validMilliseconds;
      const claims = { nonce, id: approvalId, kind, call: await agreementDigest(call, policyDigest), until, last };
      const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
      const proof = `${body}.${seal(await sealingKey(state), body)}`;
      await state.put(space, nonce, '', { ttlMilliseconds: validMilliseconds });
      return proof;
    },
    async check(kind, proof, call) {
      const { nonce, id, last } = await claimsOf(kind, proof, call);
      if (!(await state.get(space, nonce))) throw await usedBefore(id);
      return {
        approval: { id, mode: kind === 'token' ? 'confirm_token' : 'elicitation' },
        known: { last },
        async use() {
          if (!(await state.delete(space, nonce))) throw await usedBefore(id);
        },
        async giveBack() {
          await state.put(space, nonce, '', { ttlMilliseconds: validMilliseconds });
        },
      };
    },
  };
}

/** Made by the first process that needs it. It lives where the counts live: who can change those needs no key. */
async function sealingKey(state: State): Promise<Buffer> {
  const name = 'confirmations';
  const known = await state.get('key', name);
  if (known) return Buffer.from(known.value, 'base64');
  const key = randomBytes(32);
  const isFirst = await state.put('key', name, key.toString('base64'), { ifVersion: null });
  return isFirst === undefined ? sealingKey(state) : key;
}

function seal(key: Buffer, body: string): string {
  return createHmac('sha256', key).update(body).digest('base64url');
}

function unseal(key: Buffer, proof: string): z.output<typeof Claims> | undefined {
  const [body = '', signature = '', ...rest] = proof.split('.');
  const expected = Buffer.from(seal(key, body));
  const given = Buffer.from(signature);
  if (rest.length > 0 || expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  return Claims.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
}

function refused(why: string): ToolError {
  return new ToolError(
    'approval_required',
    `This confirmation can't be used: ${why}. Nothing was changed. Call again without it to ask the user anew.`,
  );
}
