import { type PolicyFault, readPolicySource } from '../parse-policy.ts';
import type { Policy } from '../policy.ts';
import { readRegularFile, reasonOf } from '../read-policy.ts';
import { callerWarnings } from './caller-warnings.ts';
import type { PolicyCatalogue } from './policy-catalogue.ts';
import { ruleWarnings } from './rule-warnings.ts';
import { unknownNames } from './unknown-names.ts';

/** Something in a policy file, or about one that can't be read, which has no lines: an error makes servers deny everything, a warning is likely not what its writer meant. */
export interface PolicyFinding
  extends Pick<PolicyFault, 'field' | 'message'>,
    Partial<Pick<PolicyFault, 'line' | 'column'>> {
  level: 'error' | 'warning';
}

/** What was found in a policy file, in the order of its lines. */
export interface PolicyInspection {
  findings: PolicyFinding[];
  /** Where there is no error. */
  policy?: Policy;
}

/** Looks through a policy file, given by its full path, for those who write it. Never throws: what can't be read is an error. */
export async function inspectPolicyFile(path: string, catalogue: PolicyCatalogue): Promise<PolicyInspection> {
  try {
    return await inspect(readRegularFile(path), catalogue);
  } catch (error) {
    const message = error instanceof Error ? reasonOf(error) : 'it cannot be read';
    return { findings: [{ level: 'error', message }] };
  }
}

async function inspect(text: string, catalogue: PolicyCatalogue): Promise<PolicyInspection> {
  const { faults, file, policy, placeOf } = await readPolicySource(text);
  if (!file || !policy) return { findings: inOrder(faults.map((fault) => ({ level: 'error' as const, ...fault }))) };
  const warnings = [
    ...callerWarnings(file, catalogue),
    ...unknownNames(file, catalogue),
    ...ruleWarnings(file, policy, catalogue),
  ];
  const findings = warnings.map(({ path, message }) => {
    return { level: 'warning' as const, ...placeOf(path), field: path.join('.') || 'the file', message };
  });
  return { findings: inOrder(findings), policy };
}

function inOrder<Finding extends Pick<PolicyFault, 'line' | 'column'>>(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((one, other) => one.line - other.line || one.column - other.column);
}
