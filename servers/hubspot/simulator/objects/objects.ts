import { type Route, route } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { requireScope } from '../authorization.ts';
import { type HubspotState, recordsOf } from '../hubspot-state.ts';
import { idPage } from '../id-page.ts';
import { requireSensitiveScopes } from '../portal/sensitive-data.ts';
import { readJson, readLimit } from '../request-body.ts';
import { atEachVersion } from '../versions.ts';
import { requireObjectType } from './object-type.ts';
import { archiveRecord } from './record-archive.ts';
import { createInput, createRecord, planRecord, planUpdate, propertyValues } from './record-create.ts';
import { renderRequested, renderWritten, requireRecord } from './record-lookup.ts';

/** The body of an update. */
const updateInput = z.strictObject({ properties: propertyValues, objectWriteTraceId: z.string().optional() });

const listRoute = (base: string): Route<HubspotState> =>
  route('GET', `${base}/{objectType}`, (request, { state }) => {
    const type = requireObjectType(request.parameter('objectType'));
    requireScope(request, type.readScopes);
    const wantsArchived = request.query.get('archived') === 'true';
    const records = [...recordsOf(state, type).values()].filter(
      (record) => (record.archivedAt !== undefined) === wantsArchived,
    );
    const limit = readLimit(request.query, 10, request.query.has('propertiesWithHistory') ? 50 : 100);
    const { found, paging } = idPage(records, ({ id }) => id, { query: request.query, limit });
    const results = found.map((record) => renderRequested(state, type, record, request));
    return { status: 200, body: { results, ...paging } };
  });

const readRoute = (base: string): Route<HubspotState> =>
  route('GET', `${base}/{objectType}/{objectId}`, (request, { state }) => {
    const type = requireObjectType(request.parameter('objectType'));
    requireScope(request, type.readScopes);
    const record = requireRecord(state, type, request.parameter('objectId'), {
      idProperty: request.query.get('idProperty') ?? undefined,
      archived: request.query.get('archived') === 'true',
    });
    return { status: 200, body: renderRequested(state, type, record, request) };
  });

const createRoute = (base: string): Route<HubspotState> =>
  route('POST', `${base}/{objectType}`, (request, { now, state }) => {
    const type = requireObjectType(request.parameter('objectType'));
    requireScope(request, type.writeScopes);
    const input = readJson(request, createInput);
    requireSensitiveScopes(request, state, type, { names: Object.keys(input.properties), verb: 'write' });
    const record = createRecord(state, type, planRecord(state, type, input), now());
    return { status: 201, body: renderWritten(request, state, type, record) };
  });

const updateRoute = (base: string): Route<HubspotState> =>
  route('PATCH', `${base}/{objectType}/{objectId}`, (request, { now, state }) => {
    const type = requireObjectType(request.parameter('objectType'));
    requireScope(request, type.writeScopes);
    const idProperty = request.query.get('idProperty') ?? undefined;
    const record = requireRecord(state, type, request.parameter('objectId'), { idProperty });
    const { properties } = readJson(request, updateInput);
    requireSensitiveScopes(request, state, type, { names: Object.keys(properties), verb: 'write' });
    planUpdate(state, type, record, properties)(now());
    return { status: 200, body: renderWritten(request, state, type, record) };
  });

/** Archiving what is not there answers 204 too. */
const archiveRoute = (base: string): Route<HubspotState> =>
  route('DELETE', `${base}/{objectType}/{objectId}`, (request, { now, state }) => {
    const type = requireObjectType(request.parameter('objectType'));
    requireScope(request, type.writeScopes);
    archiveRecord(state, type, request.parameter('objectId'), now());
    return { status: 204 };
  });

/** https://developers.hubspot.com/docs/guides/crm/using-object-apis: a page has at most 100 records, 50 with history. */
export const objectRoutes: ReadonlyArray<Route<HubspotState>> = atEachVersion(
  '/crm/v3/objects',
  '/crm/objects/{version}',
  (base) => [listRoute(base), readRoute(base), createRoute(base), updateRoute(base), archiveRoute(base)],
);
