import { CliError } from '../cli-error.ts';
import { ownFolder, type Surroundings } from '../surroundings.ts';
import type { LaunchVariable } from './launch.ts';

/** What an entry says so that its server finds the store that was written here, whatever environment its client starts it with. */
export function storeVariables(surroundings: Surroundings): LaunchVariable[] {
  const { environment } = surroundings;
  const folder = ownFolder(surroundings);
  const usualFolder = ownFolder({ ...surroundings, environment: {} });
  return [
    variable('BIZMCP_SETTINGS', 'stored'),
    ...(folder === usualFolder ? [] : [variable('BIZMCP_HOME', folder)]),
    ...(environment.BIZMCP_KEY_PLACE ? [variable('BIZMCP_KEY_PLACE', environment.BIZMCP_KEY_PLACE)] : []),
    // Looked up by the client: written down, it would open the store to whoever reads the file.
    ...(environment.BIZMCP_MASTER_PASSPHRASE ? [{ ...variable('BIZMCP_MASTER_PASSPHRASE'), isSecret: true }] : []),
  ];
}

export const tenantName = 'BIZMCP_TENANT';

/** The customer of `--tenant`, as servers read it. An empty one, as of a shell's variable that is not set, would be nobody in particular. */
export function givenTenant(value: string | undefined): string | undefined {
  const tenant = value?.trim();
  if (tenant !== '') return tenant;
  throw new CliError('usage', '--tenant has no name.', 'Name the customer or company, or leave --tenant out.');
}

/** The customer that a server works for, as its entry says it. */
export function tenantVariable(tenant: string): LaunchVariable {
  return variable(tenantName, tenant);
}

function variable(name: string, value?: string): LaunchVariable {
  const known = { name, description: 'Where bizmcp keeps settings', isSecret: false, isRequired: false };
  return value === undefined ? known : { ...known, value };
}
