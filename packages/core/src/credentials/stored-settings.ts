import { createHash } from 'node:crypto';
import * as z from 'zod';
import { ToolError } from '../define/tool-error.ts';
import { rememberSecret } from '../masking/known-secrets.ts';
import { createSealedFolder } from './sealed/sealed-folder.ts';

/** Whose settings: those of a server, and of one customer where it works for several. */
export interface SettingsKey {
  server: string;
  tenant?: string;
}

/** Values by the names of their environment variables. */
const Values = z.record(z.string(), z.string());

/** Keeps secret settings of servers encrypted on this machine, beside the logins and under the same key. */
export interface StoredSettings {
  /** The values; empty where none are kept. Throws `not_configured` when they do not open. */
  read(key: SettingsKey): Promise<Record<string, string>>;
  /** Adds values to those that are kept, in the place of any of the same names. */
  put(key: SettingsKey, values: Record<string, string>): Promise<void>;
  /** Forgets all of a server's; false where none were kept. */
  remove(key: SettingsKey): Promise<boolean>;
  /** Where the master key is, as one sentence. */
  describeKey(): Promise<string>;
}

/** Opens the settings in `credentials` below the state folder; the disk is first touched by the first use. */
export function createStoredSettings(
  stateFolder: string,
  environment: Record<string, string | undefined>,
): StoredSettings {
  const folder = createSealedFolder(stateFolder, environment);
  const read = async (key: SettingsKey) => {
    const opened = await folder.read(placeOf(key));
    if (!opened) return {};
    const values = 'text' in opened ? Values.safeParse(JSON.parse(opened.text)).data : undefined;
    if (!values) throw doesNotOpen(key, 'why' in opened ? opened.why : 'they have another form');
    for (const value of Object.values(values)) rememberSecret(value);
    return values;
  };

  return {
    read,
    async put(key, values) {
      for (const value of Object.values(values)) rememberSecret(value);
      const place = placeOf(key);
      await folder.withLock(place.file, async () => {
        // What does not open is replaced: its owner has just been told to give the values again.
        const kept = await read(key).catch(() => ({}));
        await folder.write(place, JSON.stringify({ ...kept, ...values }));
      });
    },
    async remove(key) {
      const { file } = placeOf(key);
      if (folder.version(file) === undefined) return false;
      await folder.withLock(file, () => folder.remove(file));
      return true;
    },
    describeKey: async () => `The key of the stored settings is ${await folder.keyPlace()}.`,
  };
}

/** The tenant may have any characters, and is not shown by a list of files. */
function placeOf({ server, tenant }: SettingsKey): { file: string; subject: string } {
  const subject = JSON.stringify(['settings', server, tenant ?? null]);
  const digest = createHash('sha256').update(subject).digest('hex').slice(0, 32);
  return { file: `${server.replaceAll(/[^a-z0-9-]/g, '-')}-${digest}.settings`, subject };
}

function doesNotOpen({ server }: SettingsKey, why: string): ToolError {
  return new ToolError(
    'not_configured',
    `The stored settings of ${server} do not open: ${why}. Give them again with \`bizmcp init\` or \`bizmcp add\`.`,
  );
}
