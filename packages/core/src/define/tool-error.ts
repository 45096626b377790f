/**
 * The closed list of error codes. Each says who can mend it:
 * the caller (`invalid_input`, `not_found`, `conflict`, `too_large`), a person (`not_configured`, `unauthenticated`, `forbidden`,
 * `approval_required`, `approval_declined`), time (`rate_limited`, `unavailable`, `timeout`, `cancelled`), or us (`bad_answer`, `internal`).
 * `unknown_outcome`: a write was sent and no answer came; it may or may not have happened.
 */
export const errorCodes = [
  'invalid_input',
  'not_found',
  'conflict',
  'too_large',
  'not_configured',
  'unauthenticated',
  'forbidden',
  'approval_required',
  'approval_declined',
  'rate_limited',
  'unavailable',
  'timeout',
  'cancelled',
  'unknown_outcome',
  'bad_answer',
  'internal',
] as const;

/** One of {@link errorCodes}. */
export type ErrorCode = (typeof errorCodes)[number];

/** What is wrong with one field. */
export interface FieldProblem {
  path: string;
  problem: string;
  /** Right input. */
  example?: unknown;
}

/** What may accompany an error; all of it is safe to show to a model. */
export interface ErrorDetails {
  /** What a server's `explain` calls the failure, for its own code to know it again; not shown. */
  reason?: string;
  /** What to do next, where the message does not say it already. */
  hint?: string;
  /** One entry per wrong field. */
  fields?: readonly FieldProblem[];
  /** Seconds to wait before trying again. */
  retryAfterSeconds?: number;
  /** The vendor's own identifier of the failed request, for its support. */
  vendorRequestId?: string;
  /** Single-use token that confirms a write for a client that cannot ask its user. */
  confirmToken?: string;
  /** What would be done, in our words, for the person who decides. */
  preview?: string;
}

/** The only error a tool or an adapter throws on purpose. Its message is shown to the model: it says what to do next. */
export class ToolError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ToolError';
    this.code = code;
    this.details = details;
  }
}

/** Whether a failure is one that a server's `explain` gave one of these reasons. */
export function hasReason(error: unknown, ...reasons: readonly string[]): error is ToolError {
  return error instanceof ToolError && reasons.includes(error.details.reason ?? '');
}

const passing: readonly ErrorCode[] = ['rate_limited', 'unavailable', 'timeout'];

/** Whether a failure passes by itself. */
export function isPassing(error: unknown): error is ToolError {
  return error instanceof ToolError && passing.includes(error.code);
}

/** Whether the same may succeed in a while: what passes by itself may, and an answer that can't be read, as a gateway's page in an outage. */
export function mayPass(error: unknown): error is ToolError {
  return isPassing(error) || (error instanceof ToolError && error.code === 'bad_answer');
}
