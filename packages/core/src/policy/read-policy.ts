import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { defaultPolicy, type Policy } from './policy.ts';

/** Largest policy file, in bytes. */
const maxBytes = 256 * 1024;
const fileNames = ['policy.yaml', 'policy.yml', 'policy.json'];

/** A policy that is in force, and where it comes from. */
export interface PolicyReading {
  /** Denies everything where the file can't be used. */
  policy: Policy;
  /** The file; none where there is none, and then the default holds. */
  path?: string;
  /** Why the file can't be used. */
  problem?: string;
}

/** A policy that denies everything and says why. */
function brokenPolicy(problem: string): Policy {
  return { version: 1, roles: {}, readOnly: true, broken: problem };
}

/**
 * Reads the policy file that was named, by its full path, else `bizmcp/policy.yaml` (or .yml, .json) in the user's
 * configuration folder; the current folder is never looked at. Never throws: a file that can't be used denies everything.
 */
export async function readPolicy(
  named: string | undefined,
  { userConfigFolder }: { userConfigFolder: string },
): Promise<PolicyReading> {
  const candidates = named === undefined ? fileNames.map((name) => join(userConfigFolder, 'bizmcp', name)) : [named];
  const found = named === undefined ? candidates.filter(mayExist) : candidates;
  const [path] = found;
  if (path === undefined) return { policy: defaultPolicy };
  const refuse = (why: string): PolicyReading => {
    const problem = `The policy file ${path} can't be used, so nothing is allowed: ${why}. Mend it and restart the client.`;
    return { policy: brokenPolicy(problem), path, problem };
  };
  if (!isAbsolute(path)) return refuse('--policy takes a full path, from the root of the file system');
  try {
    const text = readRegularFile(path);
    if (found.length > 1) return refuse(`there is also ${found.slice(1).join(' and ')}; keep one`);
    const { parsePolicy } = await import('./parse-policy.ts');
    const parsed = await parsePolicy(text);
    return 'problem' in parsed ? refuse(parsed.problem) : { policy: parsed.policy, path };
  } catch (error) {
    return refuse(error instanceof Error ? reasonOf(error) : 'unknown reason');
  }
}

/** Only a file that is known not to be there is none: one that can't be looked at is a broken one. */
function mayExist(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // What is below a file is not there.
    return !(error instanceof Error && 'code' in error && error.code === 'ENOTDIR');
  }
}

/** The text of a policy file. Reads through one handle, so that what was checked is what is read. Throws where it may not be used. */
export function readRegularFile(path: string): string {
  if (lstatSync(path).isSymbolicLink()) throw new Error('it is a symbolic link; name the file itself');
  const handle = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const status = fstatSync(handle);
    if (!status.isFile()) throw new Error('it is not a regular file');
    if (process.platform !== 'win32' && (status.mode & 0o002) !== 0)
      throw new Error('every user of this computer may write it (chmod o-w)');
    if (status.size > maxBytes) throw new Error(`it is larger than ${maxBytes} bytes`);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(handle));
  } finally {
    closeSync(handle);
  }
}

const systemReasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'it can not be read by this user',
  EPERM: 'it can not be read by this user',
  ELOOP: 'it is a symbolic link; name the file itself',
  ENOTDIR: 'a part of its path is no folder',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};

/** Why a policy file can't be read, in words. */
export function reasonOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (error instanceof RangeError) return 'it is nested too deeply';
  return systemReasons[code] ?? (error.message.split('\n')[0] || 'unknown reason');
}
