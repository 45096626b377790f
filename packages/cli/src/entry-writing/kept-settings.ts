import { createStoredSettings, ToolError } from '@bizmcp/core/operate';
import { CliError } from '../cli-error.ts';
import { ownFolder, type Surroundings } from '../surroundings.ts';

/** Settings by server and by variable. */
export type ServerValues = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** The settings that the servers of this machine find in the encrypted store. Every function throws `CliError`. */
export function keptSettings(surroundings: Surroundings, tenant: string | undefined) {
  const settings = createStoredSettings(ownFolder(surroundings), surroundings.environment);
  const keyOf = (server: string) => ({ server, ...(tenant !== undefined && { tenant }) });
  return {
    read: (server: string) => told(() => settings.read(keyOf(server))),
    async put(values: ServerValues): Promise<void> {
      for (const [server, own] of values) await told(() => settings.put(keyOf(server), { ...own }));
    },
    forget: (server: string) => told(() => settings.remove(keyOf(server))),
    describeKey: () => told(() => settings.describeKey()),
  };
}

async function told<Value>(action: () => Promise<Value>): Promise<Value> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const hint =
      'Mend that, and run the command again. Without a keychain BIZMCP_KEY_PLACE=file keeps the key in a file.';
    throw new CliError('refused', error.message, hint);
  }
}
