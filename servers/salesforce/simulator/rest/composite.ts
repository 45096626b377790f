import type { SimulatedReply } from '@bizmcp/testkit/simulator';
import { refuse } from '../error-reply.ts';
import { recordCollections } from './record-collections.ts';
import { rollBack } from './record-write.ts';
import { fillReferences } from './reference.ts';
import type { RestCall, RestResource } from './rest-call.ts';
import { answerOf, bodyOf, listOf, unknownResource, wrongMethod } from './rest-call.ts';

const mostCalls = 25;

interface SubCall {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly headers: Headers;
}

const textOf = (part: Readonly<Record<string, unknown>>, name: string): string => {
  const value = part[name];
  if (typeof value === 'string') return value;
  throw refuse(400, 'JSON_PARSER_ERROR', `${name} is missing in a subrequest`);
};

const headersOf = (call: RestCall, extra: unknown): Headers => {
  const headers = new Headers(call.headers);
  for (const [name, value] of Object.entries(extra ?? {})) headers.set(name, String(value));
  return headers;
};

/** Calls a resource from within: `/services/data/v67.0/sobjects/Account` or `v67.0/sobjects/Account`. */
const callWithin = (dispatch: RestResource, call: RestCall, { body, headers, method, url }: SubCall): SimulatedReply =>
  answerOf(() => {
    const [, version, path = '', query = ''] = /^(?:\/?services\/data)?\/?(v\d+\.\d)\/([^?]*)\??(.*)$/.exec(url) ?? [];
    if (version === undefined) throw refuse(400, 'INVALID_INPUT', `The url ${url} is not a REST resource`);
    const segments = path.split('/').map((segment) => decodeURIComponent(segment));
    if (segments[0] === 'composite' && segments[1] !== 'sobjects')
      throw refuse(400, 'INVALID_INPUT', 'Composite resources cannot be nested');
    return dispatch({ ...call, method, version, path: segments, query: new URLSearchParams(query), headers, body });
  });

const isFailed = ({ status }: SimulatedReply): boolean => status >= 400;

const rolledBack = {
  errorCode: 'PROCESSING_HALTED',
  message: 'The transaction was rolled back since another operation in the same transaction failed.',
};

const checkCount = (parts: readonly unknown[]): void => {
  if (parts.length > mostCalls)
    throw refuse(400, 'LIMIT_EXCEEDED', `Limit exceeded: ${mostCalls} subrequests are the most`);
};

/** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-composite.html */
const answerComposite = (dispatch: RestResource, call: RestCall): SimulatedReply => {
  const body = bodyOf(call);
  const parts = listOf(body, 'compositeRequest');
  checkCount(parts);
  const mark = call.state.undo.length;
  const results = new Map<string, unknown>();
  const replies = parts.map((part) => {
    const reply = answerOf(() =>
      callWithin(dispatch, call, {
        method: textOf(part, 'method'),
        url: String(fillReferences(textOf(part, 'url'), results)),
        body: fillReferences(part.body, results),
        headers: headersOf(call, part.httpHeaders),
      }),
    );
    if (!isFailed(reply)) results.set(textOf(part, 'referenceId'), reply.body);
    return reply;
  });
  const isUndone = body.allOrNone === true && replies.some(isFailed);
  if (isUndone) rollBack(call.state, mark);
  const compositeResponse = replies.map((reply, index) => ({
    body: isUndone && !isFailed(reply) ? [rolledBack] : (reply.body ?? null),
    httpHeaders: {},
    httpStatusCode: isUndone && !isFailed(reply) ? 400 : reply.status,
    referenceId: parts[index]?.referenceId ?? null,
  }));
  return { status: 200, body: { compositeResponse } };
};

const halted = {
  statusCode: 412,
  result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted by request' }],
};

/** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-batch.html */
const answerBatch = (dispatch: RestResource, call: RestCall): SimulatedReply => {
  const body = bodyOf(call);
  const parts = listOf(body, 'batchRequests');
  checkCount(parts);
  let hasErrors = false;
  const results = parts.map((part) => {
    if (hasErrors && body.haltOnError === true) return halted;
    const reply = callWithin(dispatch, call, {
      method: textOf(part, 'method'),
      url: textOf(part, 'url'),
      body: part.richInput,
      headers: call.headers,
    });
    hasErrors ||= isFailed(reply);
    return { statusCode: reply.status, result: reply.body ?? null };
  });
  return { status: 200, body: { hasErrors, results } };
};

/** Makes what answers /composite; `dispatch` answers the calls within it. */
export const createComposite =
  (dispatch: RestResource): RestResource =>
  (call) => {
    const [, kind] = call.path;
    if (kind === 'sobjects') return recordCollections(call);
    if (call.path.length > 2 || (kind !== undefined && kind !== 'batch')) return unknownResource();
    if (call.method !== 'POST') throw wrongMethod(call.method, 'POST');
    return kind === 'batch' ? answerBatch(dispatch, call) : answerComposite(dispatch, call);
  };
