import type { SimulatedReply } from '@bizmcp/testkit/simulator';

/** One of the details of an error. */
export interface ErrorDetail {
  readonly message: string;
  readonly code?: string;
  readonly in?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** What an error may say besides its message. */
export interface ErrorExtras {
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly ErrorDetail[];
  readonly links?: Readonly<Record<string, string>>;
  readonly subCategory?: string;
  readonly errorType?: string;
  readonly policyName?: string;
}

/**
 * Makes an error in HubSpot's shape. The correlation id is added on the way out, to the body and to the header alike.
 * https://developers.hubspot.com/docs/api-reference/error-handling
 */
export const errorReply = (
  status: number,
  category: string,
  message: string,
  extras: ErrorExtras = {},
): SimulatedReply => ({ status, body: { status: 'error', message, category, ...extras } });

const categories: ReadonlyMap<number, readonly [string, string]> = new Map([
  [400, ['VALIDATION_ERROR', 'Invalid input (details will vary based on the error)']],
  [401, ['INVALID_AUTHENTICATION', 'Authentication credentials not found.']],
  [403, ['MISSING_SCOPES', "This app hasn't been granted all required scopes to make this call."]],
  [404, ['OBJECT_NOT_FOUND', 'resource not found']],
  [405, ['METHOD_NOT_ALLOWED', 'HTTP 405 Method Not Allowed']],
  [409, ['CONFLICT', 'The request conflicts with the current state of the resource.']],
  [423, ['LOCKED', 'The resource is locked; wait 2 seconds between requests.']],
  [429, ['RATE_LIMITS', 'You have reached your ten_secondly_rolling limit.']],
  [500, ['INTERNAL_ERROR', 'internal error']],
]);

/** The error that HubSpot would give with this status when nothing more is known. */
export const errorReplyForStatus = (status: number): SimulatedReply => {
  const [category, message] = categories.get(status) ?? ['INTERNAL_ERROR', 'internal error'];
  const limit = status === 429 ? { errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' } : {};
  return errorReply(status, category, message, limit);
};

/** The error for a record that is not there. */
export const notFoundReply = (id: string): SimulatedReply =>
  errorReply(404, 'OBJECT_NOT_FOUND', 'Object not found.  objectId are usually numeric.', { context: { id: [id] } });
