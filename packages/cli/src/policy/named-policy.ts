import { resolve } from 'node:path';
import { type Policy, readPolicy } from '@bizmcp/core/operate';
import { CliError } from '../cli-error.ts';
import type { Surroundings } from '../surroundings.ts';

/** The path of the policy file that was named. */
export function policyPath(named: string | undefined, { folder }: Surroundings): string {
  if (named !== undefined) return resolve(folder, named);
  throw new CliError('usage', 'No policy file was named.', 'For example: bizmcp policy check policy.yaml');
}

/** The policy of that file, as a server reads it. Throws `refused` where it can't be used. */
export async function namedPolicy(named: string | undefined, surroundings: Surroundings): Promise<Policy> {
  const path = policyPath(named, surroundings);
  const { policy, problem } = await readPolicy(path, { userConfigFolder: '' });
  if (problem === undefined) return policy;
  throw new CliError('refused', problem, `See \`bizmcp policy check ${named}\`.`);
}
