import { parsePolicy } from '../../src/policy/parse-policy.ts';
import type { Policy } from '../../src/policy/policy.ts';

/** The policy of a file that says this. */
export async function policyOf(text: string): Promise<Policy> {
  const parsed = await parsePolicy(`version: 1\n${text}`);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.policy;
}
