import { createHash } from 'node:crypto';
import * as z from 'zod';
import { ToolError } from '../../define/tool-error.ts';
import { rememberPassingSecret } from '../../masking/known-secrets.ts';
import { createSealedFolder } from '../sealed/sealed-folder.ts';

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
  /** Of which login it is; renewals keep it. */
  login: z.string().optional(),
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
  /** Another text after each change; undefined where there is no grant. Opens none. */
  version(key: GrantKey): string | undefined;
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
  const folder = createSealedFolder(stateFolder, environment);
  const placeOf = (key: GrantKey) => ({ file: fileName(key), subject: subjectOf(key) });

  return {
    async read(key) {
      const opened = await folder.read(placeOf(key));
      if (!opened) return undefined;
      const grant = 'text' in opened ? StoredGrant.safeParse(JSON.parse(opened.text)).data : undefined;
      if (!grant) throw doesNotOpen(key, 'why' in opened ? opened.why : 'it has another form');
      rememberTokens(grant);
      return grant;
    },
    version: (key) => folder.version(fileName(key)),
    async write(key, grant) {
      rememberTokens(grant);
      await folder.write(placeOf(key), JSON.stringify(grant));
    },
    remove: (key) => folder.remove(fileName(key)),
    withLock: (key, action) => folder.withLock(fileName(key), action),
    describeKey: async () => `The key of the stored credentials is ${await folder.keyPlace()}.`,
    rotateKeys: () => folder.rotateKeys(),
  };
}

function subjectOf({ vendor, tenant, principal, app }: GrantKey): string {
  return JSON.stringify(app === undefined ? [vendor, tenant, principal] : [vendor, tenant, principal, app]);
}

/** The tenant and the principal may have any characters, and none of them is shown by a list of files. */
function fileName(key: GrantKey): string {
  const vendor = key.vendor.replaceAll(/[^a-z0-9-]/g, '-');
  return `${vendor}-${createHash('sha256').update(subjectOf(key)).digest('hex').slice(0, 32)}.grant`;
}

/** Keeps the tokens of a grant in use out of all text: of what was ever remembered, the oldest is forgotten. */
export function rememberTokens(grant: StoredGrant): void {
  for (const token of [grant.accessToken, grant.refreshToken, grant.formerRefreshToken]) {
    if (token !== undefined) rememberPassingSecret(token);
  }
}

function doesNotOpen(key: GrantKey, why: string): ToolError {
  return new ToolError(
    'not_configured',
    `The stored login for ${key.vendor} does not open: ${why}. Run this server with --login to connect it again.`,
  );
}
