import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readPrivateFile, writePrivateFile } from './private-file.ts';
import { runProgram } from './run-program.ts';

/** A place that keeps the master keys as one text. */
export interface KeyVault {
  /** Where that is, for a person: the end of `The key is ...`. */
  place: string;
  /** The text, null when nothing was put there yet; undefined when the place can't be used. */
  read(): Promise<string | null | undefined>;
  /** Puts a text there. Whether it worked is seen by reading it. */
  write(text: string): Promise<void>;
}

const service = 'bizmcp';

/** PowerShell starts slowly; a keychain that asks its user is not waited for. */
const windowsMilliseconds = 20_000;

/** The keychain that this operating system has; whether it can be used shows when it is read. */
export function systemVault(folder: string, platform: NodeJS.Platform = process.platform): KeyVault {
  const account = `master-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  if (platform === 'darwin') return macVault(account);
  return platform === 'win32' ? windowsVault(join(folder, 'master.dpapi')) : secretServiceVault(account);
}

/** A file beside the credentials, for machines without a keychain. */
export function fileVault(folder: string): KeyVault {
  const path = join(folder, 'master.key');
  return {
    place: `in the file ${path}, which only this user can read: whoever can read this user's files can read the credentials`,
    read: async () => readPrivateFile(path)?.toString('utf8') ?? null,
    write: async (text) => writePrivateFile(path, Buffer.from(text)),
  };
}

/** The command is written to standard input: arguments are seen by every process of the machine. */
function macVault(account: string): KeyVault {
  const program = '/usr/bin/security';
  const notFound = 44;
  return {
    place: 'in the keychain of macOS',
    async read() {
      const result = await runProgram(program, ['find-generic-password', '-s', service, '-a', account, '-w'], '');
      if (result?.code === notFound) return null;
      return result?.code === 0 ? result.output.trim() || null : undefined;
    },
    async write(text) {
      await runProgram(program, ['-i'], `add-generic-password -U -s ${service} -a ${account} -w ${text}\n`);
    },
  };
}

function secretServiceVault(account: string): KeyVault {
  const attributes = ['service', service, 'account', account];
  return {
    place: 'in the keychain of this desktop (Secret Service)',
    async read() {
      const result = await runProgram('secret-tool', ['lookup', ...attributes], '');
      if (result?.code === 0) return result.output.trim() || null;
      // It ends with 1 in silence where there is no such entry, and says so where there is no keychain.
      return result?.code === 1 && !result.hasComplained ? null : undefined;
    },
    async write(text) {
      await runProgram('secret-tool', ['store', '--label=bizmcp master key', ...attributes], text);
    },
  };
}

/** Encrypted for this Windows user by the system (DPAPI), and kept in a file. */
function windowsVault(path: string): KeyVault {
  const root = process.env.SystemRoot ?? 'C:\\Windows';
  const program = join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  const protect = async (verb: 'Protect' | 'Unprotect', base64: string) => {
    const script = `Add-Type -AssemblyName System.Security; $b = [Convert]::FromBase64String([Console]::In.ReadToEnd().Trim()); [Convert]::ToBase64String([Security.Cryptography.ProtectedData]::${verb}($b, $null, 'CurrentUser'))`;
    const args = ['-NoProfile', '-NonInteractive', '-Command', script];
    const result = await runProgram(program, args, base64, windowsMilliseconds);
    return result?.code === 0 ? result.output.trim() || undefined : undefined;
  };
  return {
    place: 'protected for this Windows user by the system (DPAPI)',
    async read() {
      const stored = readPrivateFile(path);
      if (!stored) return null;
      const base64 = await protect('Unprotect', stored.toString('utf8'));
      return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('utf8');
    },
    async write(text) {
      const base64 = await protect('Protect', Buffer.from(text).toString('base64'));
      if (base64 !== undefined) writePrivateFile(path, Buffer.from(base64));
    },
  };
}
