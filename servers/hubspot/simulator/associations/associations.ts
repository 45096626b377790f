import { Refusal, type Route, route, type SimulatedRequest } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { requireScope } from '../authorization.ts';
import { errorReply } from '../error-reply.ts';
import type { HubspotState } from '../hubspot-state.ts';
import { type BatchError, createMultiReply } from '../objects/batch-reply.ts';
import { noteLastContact } from '../objects/last-contact.ts';
import { type ObjectType, requireObjectType } from '../objects/object-type.ts';
import { associationSpec } from '../objects/record-create.ts';
import { requireRecord } from '../objects/record-lookup.ts';
import { readJson, readLimit } from '../request-body.ts';
import { atEachVersion } from '../versions.ts';
import type { RecordReference } from './association-store.ts';
import { type AssociationType, inverseOf, listAssociationTypes } from './association-type.ts';

const renderType = (type: AssociationType) => ({
  category: type.category,
  typeId: type.typeId,
  label: type.label ?? null,
});

const renderSpec = (type: AssociationType) => ({ associationCategory: type.category, associationTypeId: type.typeId });

const listPage = (
  state: HubspotState,
  from: RecordReference,
  to: ObjectType,
  limit: number,
  after: string | undefined,
) => {
  const all = state.associations.list(from, to).sort((left, right) => Number(left.id) - Number(right.id));
  const rest = after === undefined ? all : all.filter(({ id }) => Number(id) > Number(after));
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return {
    results: shown.map(({ id, types }) => ({ toObjectId: id, associationTypes: types.map(renderType) })),
    next: last === undefined || shown.length === rest.length ? undefined : last.id,
  };
};

/** Finds both ends of an association, and refuses types that cannot be associated. */
const requireEnds = (state: HubspotState, request: SimulatedRequest<'fromType' | 'fromId' | 'toType' | 'toId'>) => {
  const fromType = requireObjectType(request.parameter('fromType'));
  const toType = requireObjectType(request.parameter('toType'));
  requireScope(request, fromType.writeScopes);
  requireScope(request, toType.writeScopes);
  const from = { type: fromType, id: requireRecord(state, fromType, request.parameter('fromId')).id };
  const to = { type: toType, id: requireRecord(state, toType, request.parameter('toId')).id };
  if (listAssociationTypes(fromType, toType).length > 0) return { from, to };
  throw new Refusal(
    errorReply(400, 'VALIDATION_ERROR', `${fromType.plural} cannot be associated with ${toType.plural}`),
  );
};

const requireType = (from: ObjectType, to: ObjectType, spec: z.output<typeof associationSpec>): AssociationType => {
  const type = listAssociationTypes(from, to).find(
    ({ category, typeId }) => typeId === spec.associationTypeId && category === spec.associationCategory,
  );
  if (type !== undefined) return type;
  throw new Refusal(
    errorReply(
      400,
      'VALIDATION_ERROR',
      `${spec.associationCategory} association type ${spec.associationTypeId} doesn't exist between ${from.plural} and ${to.plural}`,
    ),
  );
};

/** https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide: at most 500 a page */
const listRoute = (base: string): Route<HubspotState> =>
  route('GET', `${base}/{fromType}/{fromId}/associations/{toType}`, (request, { state }) => {
    const fromType = requireObjectType(request.parameter('fromType'));
    const toType = requireObjectType(request.parameter('toType'));
    requireScope(request, fromType.readScopes);
    requireScope(request, toType.readScopes);
    const record = requireRecord(state, fromType, request.parameter('fromId'));
    const limit = readLimit(request.query, 500, 500);
    const after = request.query.get('after') ?? undefined;
    const { next, results } = listPage(state, { type: fromType, id: record.id }, toType, limit, after);
    return { status: 200, body: { results, ...(next === undefined ? {} : { paging: { next: { after: next } } }) } };
  });

const defaultRoute = (base: string): Route<HubspotState> =>
  route('PUT', `${base}/{fromType}/{fromId}/associations/default/{toType}/{toId}`, (request, { now, state }) => {
    const { from, to } = requireEnds(state, request);
    state.associations.addDefault(from, to);
    for (const end of [from, to]) noteLastContact(state, end, now());
    const results = listAssociationTypes(from.type, to.type)
      .slice(0, 1)
      .flatMap((type) => [
        { from: { id: from.id }, to: { id: to.id }, associationSpec: renderSpec(type) },
        { from: { id: to.id }, to: { id: from.id }, associationSpec: renderSpec(inverseOf(from.type, to.type, type)) },
      ]);
    return createMultiReply(200, results, now(), []);
  });

const labelledRoute = (base: string): Route<HubspotState> =>
  route('PUT', `${base}/{fromType}/{fromId}/associations/{toType}/{toId}`, (request, { now, state }) => {
    const { from, to } = requireEnds(state, request);
    const types = readJson(request, z.array(associationSpec).min(1)).map((spec) =>
      requireType(from.type, to.type, spec),
    );
    for (const type of types) state.associations.add(from, to, type);
    for (const end of [from, to]) noteLastContact(state, end, now());
    const labels = types.flatMap((type) => type.label ?? []);
    const body = {
      fromObjectTypeId: from.type.id,
      fromObjectId: from.id,
      toObjectTypeId: to.type.id,
      toObjectId: to.id,
      labels,
    };
    return { status: 201, body };
  });

const removeRoute = (base: string): Route<HubspotState> =>
  route('DELETE', `${base}/{fromType}/{fromId}/associations/{toType}/{toId}`, (request, { state }) => {
    const { from, to } = requireEnds(state, request);
    state.associations.remove(from, to);
    return { status: 204 };
  });

const labelsInput = z.strictObject({
  inputs: z.array(
    z.strictObject({
      types: z.array(associationSpec).min(1),
      from: z.strictObject({ id: z.string() }),
      to: z.strictObject({ id: z.string() }),
    }),
  ),
});

/**
 * "Deleting an unlabeled association will also delete all labeled associations between those two objects":
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/batch/delete-association-labels
 */
const removeLabelsRoute = (base: string): Route<HubspotState> =>
  route('POST', `${base}/{fromType}/{toType}/batch/labels/archive`, (request, { state }) => {
    const fromType = requireObjectType(request.parameter('fromType'));
    const toType = requireObjectType(request.parameter('toType'));
    requireScope(request, fromType.writeScopes);
    requireScope(request, toType.writeScopes);
    for (const { from, to, types } of readJson(request, labelsInput).inputs) {
      for (const spec of types) {
        const type = requireType(fromType, toType, spec);
        const remove = type.label === undefined ? state.associations.remove : state.associations.removeType;
        remove({ type: fromType, id: from.id }, { type: toType, id: to.id }, type);
      }
    }
    return { status: 204 };
  });

const batchInput = z.strictObject({
  inputs: z.array(z.strictObject({ id: z.string(), after: z.string().optional() })).max(1_000),
});

const noneFound = (from: RecordReference, to: ObjectType): BatchError => ({
  status: 'error',
  category: 'OBJECT_NOT_FOUND',
  subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
  message: `No ${to.singular} is associated with ${from.type.singular} ${from.id}.`,
  context: { fromObjectId: [from.id], fromObjectType: [from.type.singular], toObjectType: [to.singular] },
});

const batchReadRoute = (base: string): Route<HubspotState> =>
  route('POST', `${base}/{fromType}/{toType}/batch/read`, (request, { now, state }) => {
    const fromType = requireObjectType(request.parameter('fromType'));
    const toType = requireObjectType(request.parameter('toType'));
    requireScope(request, fromType.readScopes);
    const pages = readJson(request, batchInput).inputs.map(({ after, id }) => ({
      from: { type: fromType, id },
      page: listPage(state, { type: fromType, id }, toType, 500, after),
    }));
    const results = pages
      .filter(({ page }) => page.results.length > 0)
      .map(({ from, page }) => ({
        from: { id: from.id },
        to: page.results,
        ...(page.next === undefined ? {} : { paging: { next: { after: page.next } } }),
      }));
    const errors = pages.filter(({ page }) => page.results.length === 0).map(({ from }) => noneFound(from, toType));
    return createMultiReply(200, results, now(), errors);
  });

const labelsRoute = (base: string): Route<HubspotState> =>
  route('GET', `${base}/{fromType}/{toType}/labels`, (request) => {
    const fromType = requireObjectType(request.parameter('fromType'));
    const toType = requireObjectType(request.parameter('toType'));
    requireScope(request, fromType.readScopes);
    return { status: 200, body: { results: listAssociationTypes(fromType, toType).map(renderType) } };
  });

/** https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide */
export const associationRoutes: ReadonlyArray<Route<HubspotState>> = [
  ...atEachVersion('/crm/v4/objects', '/crm/objects/{version}', (base) => [
    listRoute(base),
    defaultRoute(base),
    labelledRoute(base),
    removeRoute(base),
  ]),
  ...atEachVersion('/crm/v4/associations', '/crm/associations/{version}', (base) => [
    batchReadRoute(base),
    removeLabelsRoute(base),
    labelsRoute(base),
  ]),
  labelsRoute('/crm/associations/v4'),
];
