import { Refusal, type SimulatedReply } from '@bizmcp/testkit/simulator';

/** One error as Salesforce writes it; more fields than these are for single codes. */
export interface OrgError {
  readonly message: string;
  readonly errorCode: string;
  readonly fields?: readonly string[];
}

/** Makes an answer with errors: https://developer.salesforce.com/docs/platform/api-rest/guide/errorcodes.html */
export const errorReply = (status: number, ...errors: readonly OrgError[]): SimulatedReply => ({
  status,
  body: errors,
});

/** A refusal with one error. */
export const refuse = (status: number, errorCode: string, message: string, fields?: readonly string[]): Refusal =>
  new Refusal(errorReply(status, { message, errorCode, ...(fields === undefined ? {} : { fields }) }));

const known: ReadonlyMap<number, readonly [errorCode: string, message: string]> = new Map([
  [400, ['JSON_PARSER_ERROR', 'The request could not be read']],
  [401, ['INVALID_SESSION_ID', 'Session expired or invalid']],
  [403, ['REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.']],
  [404, ['NOT_FOUND', 'The requested resource does not exist']],
  [405, ['METHOD_NOT_ALLOWED', 'HTTP Method not allowed. Allowed are GET,HEAD']],
  [500, ['UNKNOWN_EXCEPTION', 'An unexpected error occurred. Please include this ErrorId if you contact support']],
  [503, ['SERVER_UNAVAILABLE', 'Servers are currently busy. Please try again later']],
]);

/** The error that Salesforce would give with this status when nothing more is known. */
export const errorReplyForStatus = (status: number): SimulatedReply => {
  const [errorCode, message] = known.get(status) ?? ['UNKNOWN_EXCEPTION', 'An unexpected error occurred.'];
  return errorReply(status, { message, errorCode });
};

/** The error for a record that is not there. */
export const notFound = (): Refusal => refuse(404, 'NOT_FOUND', 'The requested resource does not exist');
