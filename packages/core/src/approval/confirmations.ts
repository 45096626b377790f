import { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { canonicalJson } from '../audit/canonical-json.ts';
import { ToolError } from '../define/tool-error.ts';
import type { Call } from '../pipeline/call.ts';

/** How a yes comes back: inside a question's state, or as a token among the arguments. */
export type ProofKind = 'question' | 'token';

/** Single-use proofs that a person was asked about exactly this call. */
export interface Confirmations {
  /** A proof for this call. It says nothing by itself: it must come back with the same call. */
  issue(kind: ProofKind, call: Call): Promise<string>;
  /** Checks and uses up a proof; returns the approval's identifier. Throws `approval_required` if it does not fit. */
  redeem(kind: ProofKind, proof: string, call: Call): Promise<string>;
}

/** How long a person has to decide. */
const validMilliseconds = 10 * 60 * 1000;

const Claims = z.object({ id: z.string(), kind: z.enum(['question', 'token']), call: z.string(), until: z.number() });

/** Proofs sealed with a key of this process and counted in its memory. */
export function createMemoryConfirmations(now: () => number = Date.now): Confirmations {
  const key = randomBytes(32);
  const open = new Map<string, number>();
  return {
    async issue(kind, call) {
      for (const [id, until] of open) if (until < now()) open.delete(id);
      const claims = { id: randomUUID(), kind, call: digestOf(call), until: now() + validMilliseconds };
      open.set(claims.id, claims.until);
      const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
      return `${body}.${seal(key, body)}`;
    },
    async redeem(kind, proof, call) {
      const claims = unseal(key, proof);
      if (!claims || claims.kind !== kind) throw refused('it is not one of this server, or it was changed');
      if (claims.call !== digestOf(call))
        throw refused('it was given for another call; the arguments must be exactly those the user saw');
      if (claims.until < now()) throw refused('it is older than ten minutes');
      if (!open.delete(claims.id)) throw refused('it was used before; each is good for one call');
      return claims.id;
    },
  };
}

/** What a person agrees to: the tool, its exact arguments and who calls. */
function digestOf(call: Call): string {
  const { name, role } = call.principal;
  return createHash('sha256')
    .update(canonicalJson([call.action.name, call.input, name, role]))
    .digest('base64url');
}

function seal(key: Buffer, body: string): string {
  return createHmac('sha256', key).update(body).digest('base64url');
}

function unseal(key: Buffer, proof: string): z.output<typeof Claims> | undefined {
  const [body = '', signature = ''] = proof.split('.');
  const expected = Buffer.from(seal(key, body));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  return Claims.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
}

function refused(why: string): ToolError {
  return new ToolError(
    'approval_required',
    `This confirmation can't be used: ${why}. Nothing was changed. Call again without it to ask the user anew.`,
  );
}
