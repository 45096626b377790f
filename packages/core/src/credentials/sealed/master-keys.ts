import { randomBytes, scrypt } from 'node:crypto';
import { join } from 'node:path';
import { isUnset } from '../../define/is-unset.ts';
import { ToolError } from '../../define/tool-error.ts';
import { rememberSecret } from '../../masking/known-secrets.ts';
import { withFileLock } from '../file-lock.ts';
import { fileVault, type KeyVault, systemVault } from './key-vault.ts';
import { readPrivateFile, writePrivateFile } from './private-file.ts';
import { keyName } from './sealed-record.ts';

/** The keys that the data keys of all records are encrypted with. */
export interface MasterKeys {
  /** Where they are, for `health_check` and the log: the end of `The key is ...`. */
  place(): Promise<string>;
  /** The key for new records, made when it is first asked for. */
  current(): Promise<Buffer>;
  /** The key of that name, wherever it was kept; undefined when this process can't get at it. */
  find(name: string): Promise<Buffer | undefined>;
  /** Puts a new key in front, seals all records again by `reseal`, and then forgets the former keys. */
  rotate(reseal: () => Promise<void>): Promise<void>;
}

type Environment = Record<string, string | undefined>;

const keyBytes = 32;

/**
 * The master keys of a folder: in the system's keychain; else derived from BIZMCP_MASTER_PASSPHRASE; else in a file of this user.
 * BIZMCP_KEY_PLACE (`keychain`, `passphrase` or `file`) makes the choice. To change a passphrase, put the former one into
 * BIZMCP_MASTER_PASSPHRASE_FORMER and rotate.
 */
export function openMasterKeys(folder: string, environment: Environment): MasterKeys {
  let chosen: Promise<MasterKeys> | undefined;
  const keys = () => {
    chosen ??= choose(folder, environment).catch((error: unknown) => {
      chosen = undefined;
      throw error;
    });
    return chosen;
  };
  return {
    place: async () => (await keys()).place(),
    current: async () => (await keys()).current(),
    async find(name) {
      const found = await (await keys()).find(name);
      // Sealed when the choice was another, such as before the keychain was there.
      return found ?? (await findIn([fileVault(folder), systemVault(folder)], name));
    },
    // Of two at once, one would forget the key that the other has just sealed with.
    rotate: (reseal) => withFileLock(join(folder, 'rotate.lock'), async () => (await keys()).rotate(reseal)),
  };
}

async function choose(folder: string, environment: Environment): Promise<MasterKeys> {
  const wanted = environment.BIZMCP_KEY_PLACE;
  const passphrase = environment.BIZMCP_MASTER_PASSPHRASE;
  const hasPassphrase = passphrase !== undefined && !isUnset(passphrase);
  if (isUnset(wanted) || wanted === 'keychain') {
    const vault = systemVault(folder);
    if ((await readRing(folder, vault)) !== undefined) return vaultKeys(folder, vault);
    if (wanted === 'keychain') throw unusable(`BIZMCP_KEY_PLACE asks for it ${vault.place}, which can't be reached`);
  }
  if (wanted !== 'file' && hasPassphrase) {
    return passphraseKeys(folder, passphrase, environment.BIZMCP_MASTER_PASSPHRASE_FORMER);
  }
  if (wanted === 'passphrase') throw unusable('BIZMCP_MASTER_PASSPHRASE is not set');
  if (!isUnset(wanted) && wanted !== 'file') throw unusable('BIZMCP_KEY_PLACE is keychain, passphrase or file');
  return vaultKeys(folder, fileVault(folder));
}

function vaultKeys(folder: string, vault: KeyVault): MasterKeys {
  const ring = async () => {
    const keys = await readRing(folder, vault);
    if (!keys) throw unusable(`it is ${vault.place}, which can't be reached now`);
    return keys;
  };
  return {
    place: async () => vault.place,
    // Asked for anew each time: another process may have rotated.
    current: async () => firstOf(await ring()),
    find: async (name) => (await ring()).find((key) => keyName(key) === name),
    async rotate(reseal) {
      const former = await ring();
      await withRingLock(folder, () => writeRing(vault, [randomBytes(keyBytes), ...former]));
      await reseal();
      await withRingLock(folder, async () => writeRing(vault, (await ring()).slice(0, 1)));
    },
  };
}

async function passphraseKeys(folder: string, passphrase: string, former: string | undefined): Promise<MasterKeys> {
  const texts = former === undefined || isUnset(former) ? [passphrase] : [passphrase, former];
  for (const text of texts) rememberSecret(text);
  const salt = await withRingLock(folder, async () => readOrMakeSalt(join(folder, 'master.salt')));
  const ring = await Promise.all(texts.map((text) => derive(text, salt)));
  return {
    place: async () => 'derived from BIZMCP_MASTER_PASSPHRASE and is not stored',
    current: async () => firstOf(ring),
    find: async (name) => ring.find((key) => keyName(key) === name),
    rotate: async (reseal) => reseal(),
  };
}

async function findIn(vaults: readonly KeyVault[], name: string): Promise<Buffer | undefined> {
  for (const vault of vaults) {
    const found = parseRing(await vault.read().catch(() => undefined)).find((key) => keyName(key) === name);
    if (found) return found;
  }
  return undefined;
}

/** The keys of a place, the newest first; made when there are none; undefined when the place does not keep what it is given. */
async function readRing(folder: string, vault: KeyVault): Promise<Buffer[] | undefined> {
  const known = await vault.read();
  if (known === undefined) return undefined;
  if (known !== null) return checkedRing(known, vault);
  return withRingLock(folder, async () => {
    if ((await vault.read()) === null) await writeRing(vault, [randomBytes(keyBytes)]).catch(() => {});
    const written = await vault.read();
    return typeof written === 'string' ? checkedRing(written, vault) : undefined;
  });
}

/** A damaged key is told, never replaced: the credentials that it seals would be lost. */
function checkedRing(text: string, vault: KeyVault): Buffer[] {
  const keys = parseRing(text);
  if (keys.length === 0) throw unusable(`it is ${vault.place}, and is damaged`);
  return keys;
}

function parseRing(text: string | null | undefined): Buffer[] {
  const keys = (text ?? '')
    .trim()
    .split('.')
    .map((part) => Buffer.from(part, 'base64url'));
  return keys.every((key) => key.length === keyBytes) ? keys : [];
}

async function writeRing(vault: KeyVault, keys: readonly Buffer[]): Promise<void> {
  const text = keys.map((key) => key.toString('base64url')).join('.');
  await vault.write(text);
  if ((await vault.read()) !== text) throw unusable(`it could not be written: it would be ${vault.place}`);
}

function withRingLock<Value>(folder: string, action: () => Promise<Value>): Promise<Value> {
  return withFileLock(join(folder, 'master.lock'), action);
}

function readOrMakeSalt(path: string): Buffer {
  const known = readPrivateFile(path);
  if (known) return known;
  const salt = randomBytes(keyBytes);
  writePrivateFile(path, salt);
  return salt;
}

/** About 0.9 s and 128 MB, so that guessing a passphrase is dear. */
function derive(passphrase: string, salt: Buffer): Promise<Buffer> {
  const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, keyBytes, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function firstOf(ring: readonly Buffer[]): Buffer {
  const [key] = ring;
  if (!key) throw unusable('there is none');
  return key;
}

function unusable(why: string): ToolError {
  return new ToolError('not_configured', `The key of the stored credentials can't be used: ${why}.`);
}
