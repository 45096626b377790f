import { Refusal, type SimulatedReply } from '@bizmcp/testkit/simulator';
import { guidOf } from './guid.ts';

/** Refusals of the gateway before the API: https://developer.xero.com/documentation/api/accounting/responsecodes, with `Instance` as in https://github.com/freakboy3742/pyxero/pull/337 */
function gatewayReply(status: number, title: string, detail: string): SimulatedReply {
  const body = {
    Type: null,
    Title: title,
    Status: status,
    Detail: detail,
    Instance: guidOf('request', detail),
    Extensions: {},
  };
  return { status, body };
}

export const unauthorizedReply = gatewayReply(401, 'Unauthorized', 'AuthenticationUnsuccessful');
export const expiredReply = gatewayReply(401, 'Unauthorized', 'TokenExpired: token expired');
export const missingScopeReply = gatewayReply(401, 'Unauthorized', 'AuthorizationUnsuccessful');
export const forbiddenReply = gatewayReply(403, 'Forbidden', 'AuthenticationUnsuccessful');

const plain: ReadonlyMap<number, readonly [type: string, message: string]> = new Map([
  [400, ['ValidationException', 'A validation exception occurred']],
  [405, ['MethodNotAllowedException', 'The method is not allowed for the resource']],
  [412, ['PreconditionFailedException', 'One or more conditions given in the request header fields were invalid']],
  [500, ['InternalServerException', 'An unexpected error occurred']],
  [503, ['ServiceUnavailableException', 'The organisation is offline, or the service is temporarily unavailable']],
]);

/** The one error that is no JSON, whatever was asked for: https://github.com/XeroAPI/Xero-OpenAPI/issues/163 */
const missingReply: SimulatedReply = {
  status: 404,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: "The resource you're looking for cannot be found",
};

/** The error that Xero gives with a status when nothing more is known. */
export function errorReplyForStatus(status: number): SimulatedReply {
  if (status === 401) return unauthorizedReply;
  if (status === 403) return forbiddenReply;
  if (status === 404) return missingReply;
  if (status === 429) return { status, headers: { 'x-rate-limit-problem': 'minute', 'retry-after': '1' }, body: '' };
  const [type, message] = plain.get(status) ?? ['InternalServerException', 'An unexpected error occurred'];
  return { status, body: { ErrorNumber: status === 400 ? 10 : 0, Type: type, Message: message } };
}

/** One message of a refused document; `line` is the place of the line it is about. */
export interface Problem {
  message: string;
  line?: number;
}

/** Refuses a document with what is wrong with it: https://developer.xero.com/documentation/api/accounting/responsecodes#400-validation-exception */
export function refuseDocument(problems: readonly Problem[]): never {
  const messagesOf = (line: number | undefined) =>
    problems.filter((problem) => problem.line === line).map(({ message }) => ({ Message: message }));
  const count = Math.max(0, ...problems.map(({ line }) => (line ?? -1) + 1));
  const lines = Array.from({ length: count }, (_, index) => ({ ValidationErrors: messagesOf(index) }));
  const all = problems.map(({ message }) => ({ Message: message }));
  throw new Refusal({
    status: 400,
    body: {
      ErrorNumber: 10,
      Type: 'ValidationException',
      Message: 'A validation exception occurred',
      Elements: [{ ...(count > 0 && { LineItems: lines }), ValidationErrors: all }],
    },
  });
}

/** Refuses a filter or an order that cannot be read. */
export function refuseQuery(message: string): never {
  throw new Refusal({ status: 400, body: { ErrorNumber: 16, Type: 'QueryParseException', Message: message } });
}

/** Refuses an identifier that names nothing. */
export function refuseMissing(): never {
  throw new Refusal(missingReply);
}
