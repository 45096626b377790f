import { parseSearch, type Query, type Search, type SearchTarget, SoqlError } from '@bizmcp/soql';

import { refuse } from '../error-reply.ts';
import { objectDefinitions } from '../org-schema.ts';
import { recordsOf } from '../org-state.ts';
import { resolvePath } from '../query/field-reader.ts';
import { orderRows } from '../query/order-rows.ts';
import { findRecords, recordOperands, requireObject } from '../query/query-context.ts';
import { renderRecord } from '../query/render-record.ts';
import { type RestCall, type RestResource, unknownResource, wrongMethod } from './rest-call.ts';
import { compileSearch } from './search-match.ts';

const mostRows = 2_000;

const read = (text: string): Search => {
  try {
    return parseSearch(text);
  } catch (error) {
    if (error instanceof SoqlError) throw refuse(400, 'MALFORMED_SEARCH', error.message);
    throw error;
  }
};

/** What is asked of one object, as a query. */
const asQuery = ({ limit, object, offset, orderBy, where }: SearchTarget): Query => ({
  select: [],
  from: object,
  alias: undefined,
  where,
  access: undefined,
  groupBy: [],
  having: undefined,
  orderBy,
  limit,
  offset,
  purpose: undefined,
});

const searchTarget = (call: RestCall, { scope, term }: Search, target: SearchTarget) => {
  const { now, state, version } = call;
  const definition = requireObject(target.object);
  if (!definition.isSearchable) throw refuse(400, 'INVALID_TYPE', `sObject type '${target.object}' is not searchable`);
  const context = { now, state, version, includesDeleted: false };
  const query = asQuery(target);
  const isFit = compileSearch(term, scope, definition);
  const candidates = [...recordsOf(state, definition.name).values()].filter(isFit);
  const found = findRecords(context, query, definition, candidates);
  const ordered = orderRows(found, query.orderBy, recordOperands(context, query, definition));
  const { limit = mostRows, offset = 0 } = query;
  const paths = (target.fields.length > 0 ? target.fields : [['Id']]).map((path) => resolvePath(definition, path));
  return ordered.slice(offset, offset + limit).map((record) => renderRecord(state, record, paths, version));
};

const everything = (): SearchTarget[] =>
  objectDefinitions
    .filter(({ isSearchable }) => isSearchable)
    .map(({ name }) => ({
      object: name,
      fields: [],
      where: undefined,
      orderBy: [],
      limit: undefined,
      offset: undefined,
    }));

/** Answers /search: https://developer.salesforce.com/docs/platform/api-rest/guide/resources-search.html */
export const search: RestResource = (call) => {
  if (call.method !== 'GET') throw wrongMethod(call.method, 'GET', 'HEAD');
  if (call.path.length > 1) return unknownResource();
  const wanted = read(call.query.get('q') ?? '');
  const targets = wanted.returning.length > 0 ? wanted.returning : everything();
  const searchRecords = targets.flatMap((target) => searchTarget(call, wanted, target));
  return { status: 200, body: { searchRecords: searchRecords.slice(0, wanted.limit ?? mostRows) } };
};
