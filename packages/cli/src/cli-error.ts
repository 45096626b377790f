import { ToolError } from '@bizmcp/core/operate';

/** Why a command ended: `usage` is a wrong command line (exit code 2), `refused` anything that was not done (exit code 1). */
type CliErrorKind = 'usage' | 'refused';

/** An end of a command that a person can act on: what is wrong, and what to do next. */
export class CliError extends Error {
  readonly kind: CliErrorKind;
  readonly hint: string;
  readonly exitCode: number;

  constructor(kind: CliErrorKind, message: string, hint: string, exitCode = kind === 'usage' ? 2 : 1) {
    super(message);
    this.name = 'CliError';
    this.kind = kind;
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

const refusedBySystem = [
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'EBUSY',
  'ENOTDIR',
  'EEXIST',
  'ENAMETOOLONG',
  'ELOOP',
];

/** An end of a command for what the system does not let us use, or a file that can't be; undefined for every other error. */
export function systemRefusal(error: unknown): CliError | undefined {
  if (error instanceof ToolError)
    return new CliError('refused', error.message, 'Mend that, then run the command again.');
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { code, message } = error;
  const isOfDatabase = code === 'ERR_SQLITE_ERROR';
  // A folder that can't be made although those above it are there, as in /proc.
  const isUnmade = code === 'ENOENT' && 'syscall' in error && error.syscall === 'mkdir';
  if (!isOfDatabase && !isUnmade && !refusedBySystem.includes(String(code))) return undefined;
  const hint = 'See what it is, who owns it, its permissions, and whether there is room; then run the command again.';
  // A full disk tells of no path.
  const what = 'path' in error ? error.path : 'A file';
  return new CliError('refused', `${what} can't be used (${isOfDatabase ? message : code}).`, hint);
}
