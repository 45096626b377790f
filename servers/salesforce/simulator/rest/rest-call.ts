import type { Refusal, SimulatedReply, SimulatedRequest } from '@bizmcp/testkit/simulator';
import { errorReplyForStatus, notFound, refuse } from '../error-reply.ts';
import type { FieldDefinition } from '../field-definition.ts';
import { findField, type ObjectDefinition, type OrgRecord } from '../object-definition.ts';
import { findObject } from '../org-schema.ts';
import { type OrgState, recordsOf } from '../org-state.ts';
import { readRecordId } from '../record-id.ts';
import type { WriteContext } from './record-write.ts';

/** How many of the day's calls were made. */
export interface ApiUsage {
  readonly used: number;
  readonly max: number;
}

/** One call of the REST interface, from the network or from within a composite call. */
export interface RestCall {
  readonly method: string;
  /** What follows `/services/data/v66.0/`, decoded: `['sobjects', 'Account']`. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: unknown;
  readonly version: string;
  readonly state: OrgState;
  readonly now: number;
  readonly usage: ApiUsage;
}

/** Answers calls whose path begins with a resource's name. */
export type RestResource = (call: RestCall) => SimulatedReply;

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The body as an object, or the vendor's refusal. */
export const bodyOf = ({ body }: RestCall): Record<string, unknown> => {
  if (isPlain(body)) return body;
  throw refuse(400, 'JSON_PARSER_ERROR', 'The HTTP entity body is required, but this request has no entity body.');
};

/** A list of objects in the body, or the vendor's refusal. */
export const listOf = (body: Readonly<Record<string, unknown>>, name: string): readonly Record<string, unknown>[] => {
  const list = body[name];
  if (Array.isArray(list) && list.every(isPlain)) return list;
  throw refuse(400, 'JSON_PARSER_ERROR', `${name} must be an array of objects`);
};

/** The object that a path names. */
export const objectInPath = (name: string | undefined): ObjectDefinition => {
  const definition = findObject(name ?? '');
  if (definition === undefined) throw notFound();
  return definition;
};

/** The record that a path names; one that was deleted is refused in its own way. */
export const recordInPath = ({ state }: RestCall, definition: ObjectDefinition, text: string): OrgRecord => {
  const id = readRecordId(text);
  const record = id === undefined ? undefined : recordsOf(state, definition.name).get(id);
  if (record === undefined)
    throw refuse(404, 'NOT_FOUND', 'Provided external ID field does not exist or is not accessible: '.concat(text));
  if (record.IsDeleted === true) throw refuse(404, 'ENTITY_IS_DELETED', 'entity is deleted', []);
  return record;
};

/** The external id field that a path names. */
export const externalIdInPath = (definition: ObjectDefinition, name: string): FieldDefinition => {
  const field = findField(definition, name);
  if (field !== undefined && (field.isExternalId || field.type === 'id')) return field;
  throw refuse(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${name}`);
};

/** https://developer.salesforce.com/docs/platform/api-rest/guide/headers-duplicaterules.html */
export const writeContext = ({ headers, now, state, version }: RestCall): WriteContext => ({
  state,
  now,
  version,
  allowsDuplicates: /allowSave\s*=\s*true/i.test(headers.get('sforce-duplicate-rule-header') ?? ''),
});

/** Refuses a method that a resource does not know. */
export const wrongMethod = (method: string, ...allowed: readonly string[]): Refusal =>
  refuse(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(',')}`);

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** Reads a request of the network as a call; a body that is not JSON is refused. */
export const toCall = (request: SimulatedRequest<never>, state: OrgState, now: number, usage: ApiUsage): RestCall => {
  const [, , , version = '', ...path] = request.path.split('/');
  const { body } = request;
  if (body.kind === 'text') throw refuse(400, 'JSON_PARSER_ERROR', 'Unexpected character at [line:1, column:1]');
  return {
    method: request.method,
    path: path.map(decode),
    query: request.query,
    headers: request.headers,
    body: body.kind === 'json' ? body.value : undefined,
    version,
    state,
    now,
    usage,
  };
};

/** The answer for a path that leads nowhere. */
export const unknownResource = (): SimulatedReply => errorReplyForStatus(404);
