import { createHash } from 'node:crypto';
import { canonicalJson } from '../json/canonical-json.ts';
import type { Call } from '../pipeline/call.ts';

/** What a person agrees to: the system and the account there, the tool, its exact arguments, who calls, and under which policy where that is named. */
export function callDigest(call: Call, policyDigest = ''): string {
  const { name, role } = call.principal;
  const { system, account = '', name: tool } = call.action;
  const parts = [system, account, tool, call.input, name, role, policyDigest];
  return createHash('sha256').update(canonicalJson(parts)).digest('hex');
}
