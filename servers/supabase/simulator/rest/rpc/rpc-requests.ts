import type { SimulatedReply } from '@bizmcp/testkit/simulator';
import { fromJson, parseLiteral } from '../../schema/column-type.ts';
import { DatabaseError } from '../../schema/database-error.ts';
import { isJsonObject, type JsonValue, wireText } from '../../schema/json-value.ts';
import { readQuery } from '../read/query-node.ts';
import { jsonBody, type RestCall } from '../rest-call.ts';
import { readRows } from '../table-requests.ts';
import type { FunctionDefinition, FunctionParameter } from './function-definition.ts';
import { projectFunctions } from './project-functions.ts';

const shapeless = (name: string) => ({ name, comment: '', columns: [], grants: {}, policies: [] });

/** A body may go to a function as a whole, so a call by POST looks for those as well. */
const notFound = (name: string, given: readonly string[], method: string): DatabaseError => {
  const wholeBody = method === 'POST' ? ' or with a single unnamed json/jsonb parameter' : '';
  const list = [...given].sort().join(', ');
  const noun = given.length === 1 ? 'parameter' : 'parameters';
  const searched =
    given.length === 0
      ? `Searched for the function public.${name} without parameters`
      : `Searched for the function public.${name} with ${noun} ${list}`;
  return new DatabaseError(
    'PGRST202',
    `Could not find the function public.${name}${given.length === 0 ? ' without parameters' : `(${list})`} in the schema cache`,
    {
      details: `${searched}${wholeBody}, but no matches were found in the schema cache.`,
      status: 404,
    },
  );
};

/** A function is found by its name and by the names of what it is given. */
const findFunction = (name: string, given: readonly string[], method: string): FunctionDefinition => {
  const found = projectFunctions.find(
    (candidate) =>
      candidate.name === name &&
      given.every((one) => candidate.parameters.some((parameter) => parameter.name === one)) &&
      candidate.parameters.every((parameter) => parameter.default !== undefined || given.includes(parameter.name)),
  );
  if (found === undefined) throw notFound(name, given, method);
  return found;
};

const argumentOf = ({ default: fallback, name, type }: FunctionParameter, { given, names }: Arguments) => {
  const value = given[name];
  if (value === undefined || !Object.hasOwn(given, name)) return fallback ?? null;
  return names.has(name) ? parseLiteral(type, String(value)) : fromJson(type, value);
};

interface Arguments {
  readonly given: Readonly<Record<string, JsonValue>>;
  /** The parameters of the query that are arguments, not filters. */
  readonly names: ReadonlySet<string>;
}

const looksLikeFilter =
  /^(?:not\.)?(?:eq|neq|gte?|lte?|i?like|i?match|is|in|cs|cd|ov|sl|sr|nxr|nxl|adj|isdistinct|(?:pl|ph|w)?fts)[.(]/;
const reserved = ['select', 'order', 'limit', 'offset', 'and', 'or', 'not.and', 'not.or', 'apikey', 'columns'];

const argumentsOf = ({ request }: RestCall): Arguments => {
  if (request.method === 'POST') {
    const body = request.body.kind === 'none' ? {} : jsonBody(request);
    return { given: isJsonObject(body) ? body : {}, names: new Set() };
  }
  const pairs = [...request.query].filter(([key, value]) => !reserved.includes(key) && !looksLikeFilter.test(value));
  return { given: Object.fromEntries(pairs), names: new Set(pairs.map(([key]) => key)) };
};

const requireReadOnly = ({ isStable, name }: FunctionDefinition, method: string): void => {
  if (isStable || method === 'POST') return;
  throw new DatabaseError('25006', `cannot execute UPDATE in a read-only transaction: ${name}`, { status: 405 });
};

/** As a project does that has plans switched off: https://docs.postgrest.org/en/v12/references/observability.html#execution-plan */
const refusePlan = ({ request }: RestCall): void => {
  const accept = request.headers.get('accept') ?? '';
  if (!accept.startsWith('application/vnd.pgrst.plan')) return;
  throw new DatabaseError('PGRST107', `None of these media types are available: ${accept}`, { status: 406 });
};

/** Answers a function call: https://docs.postgrest.org/en/v12/references/api/functions.html */
export const answerFunction = (call: RestCall, name: string): SimulatedReply => {
  const args = argumentsOf(call);
  const found = findFunction(name, Object.keys(args.given), call.request.method);
  refusePlan(call);
  requireReadOnly(found, call.request.method);
  const values = Object.fromEntries(found.parameters.map((parameter) => [parameter.name, argumentOf(parameter, args)]));
  const result = found.run(values, call.transaction);
  switch (result.kind) {
    case 'void':
      return { status: 204, headers: { 'content-range': '0-0/*' } };
    case 'scalar':
      return {
        status: 200,
        headers: { 'content-type': 'application/json; charset=utf-8', 'content-range': '0-0/*' },
        body: wireText(result.value),
      };
    case 'rows':
      return readRows(call, readQuery(found.shape ?? shapeless(name), call.request.query, args.names), result.rows);
  }
};
