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

const refusedBySystem = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG', 'ELOOP'];

/** An end of a command for a file that the system does not let us use; undefined for every other error. */
export function systemRefusal(error: unknown): CliError | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return undefined;
  // A folder that can't be made although those above it are there, as in /proc.
  const isUnmade = error.code === 'ENOENT' && 'syscall' in error && error.syscall === 'mkdir';
  if (!isUnmade && !refusedBySystem.includes(String(error.code))) return undefined;
  const hint = 'See what it is, who owns it, its permissions, and whether there is room; then run the command again.';
  return new CliError('refused', `${error.path} can't be used (${error.code}).`, hint);
}
