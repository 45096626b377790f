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
