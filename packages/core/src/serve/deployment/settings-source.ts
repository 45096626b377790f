import { createStoredSettings } from '../../credentials/stored-settings.ts';
import { isUnset } from '../../define/is-unset.ts';
import type { Server } from '../../define/server.ts';
import type { SettingsSource } from '../../define/settings.ts';
import { ToolError } from '../../define/tool-error.ts';
import type { Deployment } from './deployment.ts';
import { stateFolder } from './state-folder.ts';

/**
 * Where this process gets the settings of a server from: in the sandbox from its invented ones alone. The stored ones are opened only
 * where BIZMCP_SETTINGS asks for them and something that they could give is not set otherwise: to open them may take a second, and
 * ask the keychain.
 */
export async function settingsSourceOf(
  { name, api }: Pick<Server, 'name' | 'api'>,
  { file, tenant, problem }: Pick<Deployment, 'file' | 'tenant' | 'problem'>,
  invented?: Record<string, string>,
  environment: Record<string, string | undefined> = process.env,
): Promise<SettingsSource> {
  const refusal = problem === undefined ? {} : { problem };
  if (invented) return { environment: invented, isSandbox: true, ...refusal };
  const source = { environment, file, ...refusal };
  const wanted = environment.BIZMCP_SETTINGS;
  if (isUnset(wanted)) return source;
  if (wanted !== 'stored') return { problem: 'BIZMCP_SETTINGS is "stored" or not set at all.', ...source };
  const isGiven = (setting: string) => !isUnset(environment[setting]) || !isUnset(file[setting]);
  if (Object.keys(api.settings.shape).every(isGiven)) return source;
  try {
    const settings = createStoredSettings(stateFolder(environment), environment);
    return { ...source, stored: await settings.read({ server: name, ...(tenant !== undefined && { tenant }) }) };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { ...source, storedProblem: error.message };
  }
}
