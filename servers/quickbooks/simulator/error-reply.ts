import { Refusal, type SimulatedReply } from '@bizmcp/testkit/simulator';

/** https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes and /handling-common-errors */
const messages = {
  '500': 'Unsupported Operation',
  '610': 'Object Not Found',
  '620': 'Transaction cannot be linked',
  '2010': 'Request has invalid or unsupported property',
  '2020': 'Required param missing, need to supply the required value for the API',
  '2050': 'Invalid String Length',
  '2090': 'Invalid Number',
  '2170': 'Invalid Enumeration',
  '2210': 'Invalid Email Address format',
  '2500': 'Invalid Reference Id',
  '4000': 'Error parsing query',
  '4001': 'Invalid query',
  '5010': 'Stale Object Error',
  '6000': 'A business validation error has occurred while processing your request',
  '6070': 'Amount calculation incorrect in the request',
  '6100': 'Invalid Line TaxCode in the request',
  '6140': 'Duplicate Document Number Error',
  '6210': 'Account Period Closed, Cannot Update Through Services API',
  '6240': 'Duplicate Name Exists Error',
} as const;

export type FaultCode = keyof typeof messages;

/** One thing that is wrong with a request. */
export interface Problem {
  code: FaultCode;
  detail: string;
  element?: string;
}

/** The answer to a request that is refused by the accounting service; the time is put in on the way out. */
export function faultReply(problems: readonly Problem[]): SimulatedReply {
  const errors = problems.map(({ code, detail, element = '' }) => ({
    ...{ Message: messages[code], Detail: detail, code, element },
  }));
  return { status: 400, body: { Fault: { Error: errors, type: 'ValidationFault' } } };
}

/** Refuses a request for one reason. */
export function refuse(code: FaultCode, detail: string, element?: string): never {
  throw new Refusal(faultReply([{ code, detail, ...(element !== undefined && { element }) }]));
}

/** Refuses what is not there, or no longer: the page has one sentence for both. */
export function refuseMissing(): never {
  const what = "Something you're trying to use has been made inactive.";
  const where = 'Check the fields with accounts, customers, items, vendors or employees.';
  return refuse('610', `Object Not Found : ${what} ${where}`);
}

/** Refuses an operation that the entity, or the path, does not have. */
export function refuseOperation(what: string): never {
  return refuse('500', `Operation ${what} is not supported.`);
}

/**
 * The gateway before the service refuses in a form of its own, with small letters: the answers quoted in
 * https://github.com/intuit/oauth-jsclient/issues/2 (403), https://github.com/routablehq/python-quickbooks/issues/250 (401).
 */
function gatewayReply(status: number, problem: { message: string; code: string; type: string; detail?: string }) {
  const { message, code, type, detail = null } = problem;
  const text = `message=${message}; errorCode=00${code}; statusCode=${status}`;
  const body = {
    ...{ warnings: null, intuitObject: null },
    fault: { error: [{ message: text, detail, code, element: null }], type },
    ...{ report: null, queryResponse: null, batchItemResponse: [], attachableResponse: [], syncErrorResponse: null },
    ...{ requestId: null, status: null, cdcresponse: [] },
  };
  return { status, body };
}

const unauthenticated = { message: 'AuthenticationFailed', code: '3200', type: 'AUTHENTICATION' };

export const unauthorizedReply = gatewayReply(401, { ...unauthenticated, detail: 'Token revoked or unknown' });
export const expiredReply = gatewayReply(401, { ...unauthenticated, detail: 'Token expired' });
export const malformedReply = gatewayReply(401, {
  ...unauthenticated,
  detail: 'Malformed bearer token: too short or too long',
});
export const forbiddenReply = gatewayReply(403, { message: 'AuthorizationFailed', code: '3100', type: 'SERVICE' });
/** As quoted in https://github.com/intuit/QuickBooks-V3-PHP-SDK/issues/54; no header says when to come again. */
export const throttledReply = gatewayReply(429, {
  ...{ message: 'ThrottleExceeded', code: '3001', type: 'SERVICE' },
  detail: 'The request limit was reached.  Try again later',
});

/** The error that is given with a status when nothing more is known. */
export function errorReplyForStatus(status: number, what: string): SimulatedReply {
  if (status === 401) return unauthorizedReply;
  if (status === 403) return forbiddenReply;
  if (status === 429) return throttledReply;
  if (status === 404 || status === 405) {
    return faultReply([
      { code: '500', detail: `Operation Could not find resource for relative : ${what} is not supported.` },
    ]);
  }
  const detail = `System Failure Error: ${what}`;
  const error = { Message: 'An application error has occurred while processing your request', Detail: detail };
  return { status, body: { Fault: { Error: [{ ...error, code: '10000', element: '' }], type: 'SystemFault' } } };
}
