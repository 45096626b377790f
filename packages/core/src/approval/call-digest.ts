import { createHash } from 'node:crypto';
import { canonicalJson } from '../json/canonical-json.ts';
import type { Call } from '../pipeline/call.ts';

/** What a person agrees to: the system, the tool, its exact arguments, who calls, and under which policy where that is named. */
export function callDigest(call: Call, policyDigest = ''): string {
  const { name, role } = call.principal;
  const parts = [call.action.system, call.action.name, call.input, name, role, policyDigest];
  return createHash('sha256').update(canonicalJson(parts)).digest('hex');
}
