import { catchRefusal, type SimulatedReply } from '@bizmcp/testkit/simulator';
import { refuse } from '../error-reply.ts';
import { recordCollections } from './record-collections.ts';
import { rollBack } from './record-write.ts';
import { fillReferences } from './reference.ts';
import { bodyOf, listOf, type RestCall, type RestResource, unknownResource, wrongMethod } from './rest-call.ts';

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

/** These come from the request as a whole. */
const inherited = new Set(['accept', 'authorization', 'content-type']);

const headersOf = (call: RestCall, extra: unknown): Headers => {
  const headers = new Headers(call.headers);
  for (const [name, value] of Object.entries(extra ?? {})) {
    if (inherited.has(name.toLowerCase())) throw refuse(400, 'INVALID_INPUT', `${name} is inherited by subrequests`);
    headers.set(name, String(value));
  }
  return headers;
};

/** What a url leads to: `/services/data/v67.0/sobjects/Account`, or `v67.0/sobjects/Account` in a batch. */
const readUrl = (url: string) => {
  const [, version, path = '', query = ''] = /^(?:\/?services\/data)?\/?(v\d+\.\d)\/([^?]*)\??(.*)$/.exec(url) ?? [];
  const segments = path.split('/').map((segment) => decodeURIComponent(segment));
  return { version, path: segments, query: new URLSearchParams(query) };
};

/** What can be called from within, by the first part of its path. */
const ofComposite: ReadonlySet<string> = new Set(['sobjects', 'query', 'queryAll', 'composite']);
const ofBatch: ReadonlySet<string> = new Set(['sobjects', 'query', 'queryAll', 'search', 'limits']);

const isCollection = (path: readonly string[]): boolean => path[0] === 'composite' && path[1] === 'sobjects';

const callWithin = (
  dispatch: RestResource,
  call: RestCall,
  { body, headers, method, url }: SubCall,
  allowed: ReadonlySet<string>,
): SimulatedReply =>
  catchRefusal(() => {
    const { path, query, version } = readUrl(url);
    if (version === undefined) throw refuse(400, 'INVALID_INPUT', `The url ${url} is not a REST resource`);
    const isAllowed = allowed.has(path[0] ?? '') && (path[0] !== 'composite' || isCollection(path));
    if (!isAllowed) throw refuse(400, 'INVALID_INPUT', `The resource ${url} cannot be called from within`);
    return dispatch({ ...call, method, version, path, query, headers, body });
  });

const isFailed = ({ status }: SimulatedReply): boolean => status >= 400;

const rolledBack = {
  errorCode: 'PROCESSING_HALTED',
  message: 'The transaction was rolled back since another operation in the same transaction failed.',
};

const mostQueries = 5;

/** As Salesforce wrote it in https://github.com/guardian/support-service-lambdas/pull/766 */
const limitExceeded = (message: string): SimulatedReply => {
  const body = [{ errorCode: 'LIMIT_EXCEEDED', message }];
  return {
    status: 400,
    body: { compositeResponse: [{ body, httpHeaders: {}, httpStatusCode: 400, referenceId: null }] },
  };
};

/** What is wrong with the request as a whole: too much in it, or parts that nothing can be told of. */
const refusalOf = (parts: readonly Readonly<Record<string, unknown>>[]): SimulatedReply | undefined => {
  if (parts.length > mostCalls) return limitExceeded(`The request can’t contain more than ${mostCalls} operations.`);
  const paths = parts.map((part) => readUrl(textOf(part, 'url')).path);
  const queries = paths.filter((path) => /^query/.test(path[0] ?? '') || isCollection(path));
  if (queries.length > mostQueries)
    return limitExceeded(`The request can’t contain more than ${mostQueries} query or collection operations.`);
  const names = parts.map((part) => textOf(part, 'referenceId'));
  const wrong = names.find((name, index) => !/^\w+$/.test(name) || names.indexOf(name) !== index);
  if (wrong === undefined) return undefined;
  throw refuse(400, 'INVALID_INPUT', `The referenceId ${wrong} is not unique, or has other signs than A-Z, 0-9 and _`);
};

/** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-composite-post.html */
const answerComposite = (dispatch: RestResource, call: RestCall): SimulatedReply => {
  const body = bodyOf(call);
  const parts = listOf(body, 'compositeRequest');
  const refusal = refusalOf(parts);
  if (refusal !== undefined) return refusal;
  const headers = parts.map((part) => headersOf(call, part.httpHeaders));
  const mark = call.state.undo.length;
  const results = new Map<string, unknown>();
  const replies = parts.map((part, index) => {
    const reply = catchRefusal(() => {
      const url = String(fillReferences(textOf(part, 'url'), results));
      const inner = { method: textOf(part, 'method'), url, body: fillReferences(part.body, results) };
      return callWithin(dispatch, call, { ...inner, headers: headers[index] ?? call.headers }, ofComposite);
    });
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

/** How many of the org's calls a request is: each part of a batch counts, a composite request is one. */
export const countedCalls = (path: string, body: unknown): number => {
  if (!path.endsWith('/composite/batch')) return 1;
  const parts = body !== null && typeof body === 'object' && 'batchRequests' in body ? body.batchRequests : undefined;
  return Array.isArray(parts) ? Math.max(1, parts.length) : 1;
};

const halted = {
  statusCode: 412,
  result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted by request' }],
};

/** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-batch.html */
const answerBatch = (dispatch: RestResource, call: RestCall): SimulatedReply => {
  const body = bodyOf(call);
  const parts = listOf(body, 'batchRequests');
  if (parts.length > mostCalls) throw refuse(400, 'LIMIT_EXCEEDED', `A batch takes ${mostCalls} subrequests`);
  let hasErrors = false;
  const results = parts.map((part) => {
    if (hasErrors && body.haltOnError === true) return halted;
    const inner = { method: textOf(part, 'method'), url: textOf(part, 'url'), body: part.richInput };
    const reply = callWithin(dispatch, call, { ...inner, headers: call.headers }, ofBatch);
    hasErrors ||= isFailed(reply);
    return { statusCode: reply.status, result: reply.body ?? null };
  });
  return { status: 200, body: { hasErrors, results } };
};

/** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-composite-get.html */
const listComposites = ({ version }: RestCall): SimulatedReply => {
  const links = ['batch', 'sobjects'].map((name) => [name, `/services/data/${version}/composite/${name}`]);
  return { status: 200, body: Object.fromEntries(links) };
};

/** Makes what answers /composite; `dispatch` answers the calls within it. */
export const createComposite =
  (dispatch: RestResource): RestResource =>
  (call) => {
    const [, kind] = call.path;
    if (kind === 'sobjects') return recordCollections(call);
    if (call.path.length > 2 || (kind !== undefined && kind !== 'batch')) return unknownResource();
    if (kind === undefined && call.method === 'GET') return listComposites(call);
    if (call.method !== 'POST') throw wrongMethod(call.method, 'POST');
    return kind === 'batch' ? answerBatch(dispatch, call) : answerComposite(dispatch, call);
  };
