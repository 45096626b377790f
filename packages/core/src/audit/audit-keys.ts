import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../define/tool-error.ts';
import { linkOrCopy } from '../state/link-or-copy.ts';
import { makePrivateFolder } from '../state/make-private-folder.ts';
import { type NoteKey, noteKey, publicTextOf } from './signed-note.ts';

/** The keys of an audit trail. */
export interface AuditKeys extends NoteKey {
  privateKey: KeyObject;
  /** HMAC-SHA-256 under the trail's own key: a short value can't be found by trying all. */
  digest(text: string): string;
}

const signingFile = 'signing.pem';
const digestFile = 'digest.key';

/** Where the keys of a trail are: beside its folder, never in it, so that the trail can be handed out. */
export function keysFolder(folder: string): string {
  return `${folder.replace(/[/\\]+$/, '')}-keys`;
}

/**
 * The folder with the keys, made where there is none. Throws `not_configured` where every user of the computer can read or replace one:
 * what it signs is no proof.
 */
export function openKeysFolder(folder: string): string {
  const place = keysFolder(folder);
  makePrivateFolder(place);
  if (process.platform === 'win32' || !isOpenToAll(place)) return place;
  throw new ToolError(
    'not_configured',
    `Every user of this computer can reach the keys of the audit trail, so nothing is put on record; run: chmod -R go-rwx ${place}`,
  );
}

function isOpenToAll(place: string): boolean {
  const { mode } = statSync(place);
  if ((mode & 0o002) !== 0) return true;
  const keys = (mode & 0o001) === 0 ? [] : readdirSync(place).filter((name) => /\.(?:key|pem)$/.test(name));
  return keys.some((name) => (statSync(join(place, name)).mode & 0o006) !== 0);
}

/** Reads the keys of a trail and makes them at the first use. Processes that start at once end with the same. */
export function loadAuditKeys(folder: string): AuditKeys {
  const place = openKeysFolder(folder);
  const pem = readOrCreate(join(place, signingFile), () =>
    generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  );
  const secret = Buffer.from(
    readOrCreate(join(place, digestFile), () => randomBytes(32).toString('base64')),
    'base64',
  );
  if (secret.length !== 32) throw noKey(join(place, digestFile));
  const privateKey = keyOf(join(place, signingFile), () => createPrivateKey(pem));
  const publicKey = noteKey(publicTextOf(createPublicKey(privateKey)));
  readOrCreate(join(place, `${publicKey.id}.pub`), () => publicKey.publicText);
  // Made into a key once: that costs more than the digest of a call.
  const digestKey = createSecretKey(secret);
  return { ...publicKey, privateKey, digest: (text) => createHmac('sha256', digestKey).update(text).digest('hex') };
}

/** The public keys that are kept beside a trail, the retired ones too. */
export function readPublicKeys(folder: string): NoteKey[] {
  const place = keysFolder(folder);
  const names = readdirSync(place).filter((name) => name.endsWith('.pub'));
  return names.map((name) => {
    const path = join(place, name);
    const text = readFileSync(path, 'utf8').trim();
    return keyOf(path, () => noteKey(text));
  });
}

/** The parser's own words name neither the file nor what to do. */
function keyOf<Key>(path: string, parse: () => Key): Key {
  try {
    return parse();
  } catch {
    throw noKey(path);
  }
}

/** What to do about a file that should hold a key. */
export function noKey(path: string): Error {
  return new Error(`${path} is not a key; restore it from a backup`);
}

/** A file is written whole under another name first: nobody ever reads half a key, and the first one made stays. */
export function readOrCreate(path: string, make: () => string): string {
  const known = readIfThere(path);
  if (known !== undefined) return known;
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeSync(file, make());
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    linkOrCopy(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8');
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Whether an error of the operating system has this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
