/** An error with PostgreSQL's SQLSTATE or PostgREST's code, as the REST interface words it. */
export class DatabaseError extends Error {
  readonly code: string;
  readonly details: unknown;
  readonly hint: string | null;
  /** Set where the code alone does not decide the HTTP status. */
  readonly status: number | undefined;
  /** What the header Content-Range says of the rows that there are. */
  readonly range: string | undefined;

  constructor(
    code: string,
    message: string,
    more: { details?: unknown; hint?: string; status?: number; range?: string } = {},
  ) {
    super(message);
    this.name = 'DatabaseError';
    this.code = code;
    this.details = more.details ?? null;
    this.hint = more.hint ?? null;
    this.status = more.status;
    this.range = more.range;
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: invalid_text_representation. */
export const invalidSyntax = (type: string, text: string): DatabaseError =>
  new DatabaseError('22P02', `invalid input syntax for type ${type}: "${text}"`);
