import type {
  JSONRPCErrorResponse,
  JSONRPCMessage,
  JSONRPCNotification,
  JSONRPCRequest,
  JSONRPCResultResponse,
} from '@modelcontextprotocol/server';
import { isJsonObject, type JsonObject } from '../../json/json-object.ts';
import { type JsonProblem, type JsonScan, scanJson } from '../../json/json-scan.ts';
import { parseJson } from '../../json/parse-json.ts';
import { legacyVersions, modernVersion, versionKey } from '../mcp/protocol-version.ts';
import { type Rejection, rejections, unsupportedVersion } from './rejection.ts';
import { findFormFault } from './request-params.ts';

/**
 * What becomes of a line: a message, an error as its answer, or nothing because nobody waits for an answer.
 * `responseTo`: the request of ours that it was to answer.
 */
export type ParsedLine =
  | { kind: 'message'; message: JSONRPCMessage }
  | ({ kind: 'reject'; id: RequestId | null } & Rejection)
  | { kind: 'ignore'; reason: string | undefined; responseTo?: RequestId };

type RequestId = JSONRPCRequest['id'];

const byteOrderMark = 0xfeff;
const messageMembers = new Set(['jsonrpc', 'id', 'method', 'params']);
const relatedTask = 'io.modelcontextprotocol/related-task';
/** The SDK asks for the version of a connection's first request alone. */
const knownVersions = new Set<string>([modernVersion, ...legacyVersions]);
const methodsBefore2026 = new Set(['initialize', 'resources/subscribe', 'resources/unsubscribe']);

const problemRejections: Record<JsonProblem, Rejection> = {
  too_deep: rejections.tooDeep,
  duplicate_key: rejections.duplicateKey,
  forbidden_key: rejections.forbiddenKey,
  lone_surrogate: rejections.loneSurrogate,
};

/**
 * Reads one line. A byte order mark in front is dropped: some shells and editors put it there, and it means nothing.
 * A notification, or a response to a request of ours, is never answered, whatever is wrong with it.
 */
export function parseMessageLine(line: string): ParsedLine {
  const text = line.charCodeAt(0) === byteOrderMark ? line.slice(1) : line;
  if (text.trim() === '') return { kind: 'ignore', reason: undefined };
  const scan = scanJson(text);
  // Too deep a text is not given to JSON.parse: it would cost many times its own size.
  if (scan.problem === 'too_deep') return refuseUnread(scan, rejections.tooDeep);
  const value = parseJson(text);
  if (value === undefined) return refuseUnread(scan, rejections.notJson);
  if (Array.isArray(value)) return { kind: 'reject', id: null, ...rejections.batch };
  if (!isJsonObject(value)) return { kind: 'reject', id: null, ...rejections.notObject };
  const rejection = scan.problem ? problemRejections[scan.problem] : findFault(value);
  if (rejection) return refuseRead(value, scan, rejection);
  if (isResponse(value) || isCall(value)) return { kind: 'message', message: value };
  return passOverResponse(scan, 'Passed over a response that is neither a result nor an error.');
}

/** Answers a line that is not read at all. With `tail`, `text` is only its beginning and `tail` its end. */
export function rejectLine(text: string, rejection: Rejection, tail?: string): ParsedLine {
  if (text.trim() === '' && tail === undefined) return { kind: 'ignore', reason: undefined };
  return refuseUnread(scanJson(text), rejection, tail);
}

function refuseUnread(scan: JsonScan, rejection: Rejection, tail = ''): ParsedLine {
  if (isResponseLike(scan)) return passOverResponse(scan, passOver('response', rejection).reason);
  // Without a method it may be the beginning of a response, whose id is that of a request of ours.
  if (!scan.rootKeys.includes('method')) return { kind: 'reject', id: null, ...rejection };
  if (scan.rootKeys.includes('id')) return { kind: 'reject', id: onlyId(scan), ...rejection };
  // In JSON that is broken an id may have been overlooked.
  if (scan.isClosed && rejection.code !== -32700) return passOver('notification', rejection);
  return { kind: 'reject', id: readTrailingId(tail), ...rejection };
}

function refuseRead(value: JsonObject, scan: JsonScan, rejection: Rejection): ParsedLine {
  if (isResponseLike(scan)) return passOverResponse(scan, passOver('response', rejection).reason);
  if (typeof value.method === 'string' && !Object.hasOwn(value, 'id')) return passOver('notification', rejection);
  return { kind: 'reject', id: onlyId(scan), ...rejection };
}

function passOver(what: string, rejection: Rejection) {
  return { kind: 'ignore' as const, reason: `Passed over a ${what}. ${rejection.message}` };
}

function passOverResponse(scan: JsonScan, reason: string): ParsedLine {
  const id = onlyId(scan);
  return { kind: 'ignore', reason, ...(id !== null && { responseTo: id }) };
}

function isResponseLike({ rootKeys }: JsonScan): boolean {
  return !rootKeys.includes('method') && (rootKeys.includes('result') || rootKeys.includes('error'));
}

/** The outermost id, if there is exactly one and it is usable. */
function onlyId({ rootKeys, idText }: JsonScan): RequestId | null {
  if (idText === undefined || rootKeys.indexOf('id') !== rootKeys.lastIndexOf('id')) return null;
  const id = parseJson(idText);
  return isRequestId(id) ? id : null;
}

/**
 * An id that is the last or last but one member, where the SDK's own clients put it.
 * Anchored at the end of the text, it is never a part of a string or of the arguments.
 */
const trailingId = /[,{]\s*"id"\s*:\s*(-?\d{1,16}|"[^"\\]{1,256}")\s*(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*$/;

function readTrailingId(tail: string): RequestId | null {
  const id = parseJson(trailingId.exec(tail.slice(-400))?.[1] ?? 'null');
  return isRequestId(id) ? id : null;
}

/** What is wrong with the outermost object as a request, a notification or a response. */
function findFault(value: JsonObject): Rejection | undefined {
  if (value.jsonrpc !== '2.0') return rejections.version;
  const isCall = Object.hasOwn(value, 'method');
  if (!isCall && (Object.hasOwn(value, 'result') || Object.hasOwn(value, 'error'))) return undefined;
  if (typeof value.method !== 'string') return rejections.method;
  if (Object.hasOwn(value, 'id') && !isRequestId(value.id)) return rejections.id;
  if (Object.keys(value).some((key) => !messageMembers.has(key))) return rejections.member;
  return findParamsFault(value.method, value.params);
}

function findParamsFault(method: string, params: unknown): Rejection | undefined {
  if (params === undefined) return findFormFault(method);
  if (!isJsonObject(params)) return rejections.params;
  if (!isMetaFine(params._meta)) return rejections.meta;
  const version = isJsonObject(params._meta) ? params._meta[versionKey] : undefined;
  if (typeof version === 'string' && !knownVersions.has(version)) return unsupportedVersion(version);
  // The SDK knows which methods are left in that version, and has them in no other form.
  return version === modernVersion && methodsBefore2026.has(method) ? undefined : findFormFault(method, params);
}

/** The SDK drops a request with other `_meta` without a word, and its sender would wait for ever. */
function isMetaFine(meta: unknown): boolean {
  if (meta === undefined) return true;
  if (!isJsonObject(meta)) return false;
  const { progressToken, [relatedTask]: task } = meta;
  const isTokenFine = progressToken === undefined || isRequestId(progressToken);
  return isTokenFine && (task === undefined || (isJsonObject(task) && typeof task.taskId === 'string'));
}

/** Holds for every object with a method in which `findFault` finds nothing. */
function isCall(value: JsonObject): value is JsonObject & (JSONRPCRequest | JSONRPCNotification) {
  return typeof value.method === 'string';
}

function isResponse(value: JsonObject): value is JsonObject & (JSONRPCResultResponse | JSONRPCErrorResponse) {
  if (Object.hasOwn(value, 'method') || Object.keys(value).length !== 3 || !isRequestId(value.id)) return false;
  const { result, error } = value;
  if (isJsonObject(result)) return result._meta === undefined || isJsonObject(result._meta);
  return isJsonObject(error) && Number.isSafeInteger(error.code) && typeof error.message === 'string';
}

function isRequestId(value: unknown): value is RequestId {
  return typeof value === 'string' || Number.isSafeInteger(value);
}
