import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { rememberSecret } from '../masking/known-secrets.ts';
import { noKey, openKeysFolder, readOrCreate } from './audit-keys.ts';

/**
 * The key of a machine's pseudonyms, made at the first use and kept beside the keys of the trail: masked records of different days and
 * processes can be joined. Invented data has a key of its own, so that it says nothing about real values.
 */
export function loadPseudonymKey(folder: string, use: 'real' | 'sandbox'): Buffer {
  const path = join(openKeysFolder(folder), use === 'real' ? 'pseudonym.key' : 'pseudonym-sandbox.key');
  const text = readOrCreate(path, () => randomBytes(32).toString('base64'));
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32) throw noKey(path);
  rememberSecret(text);
  rememberSecret(key.toString('hex'));
  return key;
}
