import { createHash } from 'node:crypto';
import { canonicalJson } from '../json/canonical-json.ts';
import type { Call } from '../pipeline/call.ts';

/** Which call it is, also after another login: the system and the account there by the settings, the tool, its exact arguments, who calls. */
export function callDigest({ principal: { name, role }, action, input }: Call): string {
  return digestOf([action.system, action.account ?? '', action.name, input, name, role]);
}

/** What a person agrees to: a call, under a policy, with the login there is, for the next may be of another account. */
export async function agreementDigest(call: Call, policyDigest = ''): Promise<string> {
  return digestOf([callDigest(call), policyDigest, (await call.action.login?.()) ?? '']);
}

function digestOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(canonicalJson(parts)).digest('hex');
}
