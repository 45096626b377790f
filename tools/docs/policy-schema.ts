import { policyJsonSchema } from '../../packages/core/src/policy/policy-schema.ts';
import { formattedJson } from './formatted-json.ts';

/** The JSON Schema of the policy file, for editors and for other programs. */
export function policySchema(): string {
  return formattedJson(policyJsonSchema());
}
