import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ToolError } from '../define/tool-error.ts';
import { rememberPassingSecret } from '../masking/known-secrets.ts';
import { withFileLock } from './file-lock.ts';
import { type MasterKeys, openMasterKeys } from './master-keys.ts';
import { openPrivateFolder, readPrivateFile, removePrivateFile, writePrivateFile } from './private-file.ts';
import { keyName, readLabel, seal, unseal } from './sealed-record.ts';

/** Whose access it is: nobody else's record opens in its place. */
export interface GrantKey {
  /** Short name of the system: `xero`. */
  vendor: string;
  /** The account, portal or organisation at the vendor, where a person has several. */
  tenant: string;
  /** The user of this machine. */
  principal: string;
  /** The client and the address that the grant is for: no other client, and no other address, is given its tokens. */
  app?: string;
}

/** What is kept of a grant. Times are milliseconds since 1970. */
export const StoredGrant = z.object({
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  /** The token before, kept until the new one was used. */
  formerRefreshToken: z.string().optional(),
  obtainedAt: z.number(),
  expiresAt: z.number(),
  /** Counts the renewals. */
  generation: z.number(),
  /** Set before a renewal is sent and cleared when its answer is on the disk. */
  inFlightAt: z.number().optional(),
  /** The vendor refused the refresh token: only a person can go on. */
  isLost: z.boolean().optional(),
  scope: z.string().optional(),
  /** What else the vendor said of the grant, such as the address of the organisation. */
  details: z.record(z.string(), z.string()),
  /** Digest of the refresh token that the settings gave, so that a new one there takes over. */
  seed: z.string().optional(),
});

/** A grant as it is kept. */
export type StoredGrant = z.output<typeof StoredGrant>;

/** Keeps grants encrypted on this machine. */
export interface TokenStore {
  /** The grant, or undefined. Throws `not_configured` when there is one that does not open. */
  read(key: GrantKey): Promise<StoredGrant | undefined>;
  /** Whether there is a grant, without opening it. */
  has(key: GrantKey): boolean;
  /** The lock must be held, here and for `remove`. */
  write(key: GrantKey, grant: StoredGrant): Promise<void>;
  remove(key: GrantKey): Promise<void>;
  /** Runs an action while no other process renews this grant. */
  withLock<Value>(key: GrantKey, action: () => Promise<Value>): Promise<Value>;
  /** Where the master key is, as one sentence for `health_check` and the log. */
  describeKey(): Promise<string>;
  /** Makes a new master key and seals every record again. Safe to be killed and to be run beside working servers. */
  rotateKeys(): Promise<void>;
}

/** Opens the store in `credentials` below the state folder; the disk is first touched by the first use. */
export function createTokenStore(stateFolder: string, environment: Record<string, string | undefined>): TokenStore {
  let keys: MasterKeys | undefined;
  // The folder is looked at each time: its mode may have been changed since.
  const open = () => {
    const folder = openPrivateFolder(join(stateFolder, 'credentials'));
    keys ??= openMasterKeys(folder, environment);
    return { folder, keys };
  };
  const pathOf = (key: GrantKey) => join(open().folder, `${fileName(key)}.grant`);

  return {
    async read(key) {
      const path = pathOf(key);
      const bytes = readPrivateFile(path);
      if (!bytes) return undefined;
      const masterKey = await open().keys.find(readLabel(bytes)?.key ?? '');
      const text = masterKey && unseal(bytes, subjectOf(key), path, masterKey);
      const grant = text === undefined ? undefined : StoredGrant.safeParse(JSON.parse(text)).data;
      if (!grant) throw doesNotOpen(key, masterKey !== undefined, await open().keys.place());
      rememberTokens(grant);
      return grant;
    },
    has: (key) => existsSync(pathOf(key)),
    async write(key, grant) {
      rememberTokens(grant);
      const masterKey = await open().keys.current();
      const path = pathOf(key);
      writePrivateFile(path, seal(JSON.stringify(grant), subjectOf(key), path, masterKey));
    },
    remove: async (key) => removePrivateFile(pathOf(key)),
    withLock: (key, action) => withFileLock(`${pathOf(key)}.lock`, action),
    describeKey: async () => `The key of the stored credentials is ${await open().keys.place()}.`,
    rotateKeys: () => open().keys.rotate(() => resealAll(open().folder, open().keys)),
  };
}

async function resealAll(folder: string, keys: MasterKeys): Promise<void> {
  const current = await keys.current();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.grant'))) {
    const path = join(folder, name);
    await withFileLock(`${path}.lock`, () => reseal(path, keys, current));
  }
}

/** What does not open stays as it is: it may be opened by a key that is not at hand now. */
async function reseal(path: string, keys: MasterKeys, current: Buffer): Promise<void> {
  const bytes = readPrivateFile(path);
  const label = bytes && readLabel(bytes);
  if (!bytes || !label || label.key === keyName(current)) return;
  const former = await keys.find(label.key);
  const text = former && unseal(bytes, label.subject, path, former);
  if (text !== undefined) writePrivateFile(path, seal(text, label.subject, path, current));
}

function subjectOf({ vendor, tenant, principal, app }: GrantKey): string {
  return JSON.stringify(app === undefined ? [vendor, tenant, principal] : [vendor, tenant, principal, app]);
}

/** The tenant and the principal may have any characters, and none of them is shown by a list of files. */
function fileName(key: GrantKey): string {
  const vendor = key.vendor.replaceAll(/[^a-z0-9-]/g, '-');
  return `${vendor}-${createHash('sha256').update(subjectOf(key)).digest('hex').slice(0, 32)}`;
}

/** Keeps the tokens of a grant in use out of all text: of what was ever remembered, the oldest is forgotten. */
export function rememberTokens(grant: StoredGrant): void {
  for (const token of [grant.accessToken, grant.refreshToken, grant.formerRefreshToken]) {
    if (token !== undefined) rememberPassingSecret(token);
  }
}

function doesNotOpen(key: GrantKey, hasKey: boolean, place: string): ToolError {
  const why = hasKey
    ? 'it was changed, or belongs to another user, account or place'
    : `its key is not there; the key that is there now is ${place}`;
  return new ToolError(
    'not_configured',
    `The stored login for ${key.vendor} does not open: ${why}. Run this server with --login to connect it again.`,
  );
}
