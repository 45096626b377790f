import { type Route, route, type SimulatedRequest } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { requireScope } from '../authorization.ts';
import { type HubspotState, knowsProperty } from '../hubspot-state.ts';
import { requireSensitiveScopes } from '../portal/sensitive-data.ts';
import { readJson } from '../request-body.ts';
import { atEachVersion } from '../versions.ts';
import { createBatchReply } from './batch-reply.ts';
import { type ObjectType, requireObjectType } from './object-type.ts';
import { renderRecord } from './record.ts';
import { archiveRecord } from './record-archive.ts';
import { createInput, createRecord, planRecord, planUpdate, propertyValues } from './record-create.ts';
import { findRecord, renderWritten, requireRecord } from './record-lookup.ts';

const largestBatch = 100;

const readInput = z.strictObject({
  inputs: z.array(z.strictObject({ id: z.string() })).max(largestBatch),
  properties: z.array(z.string()).default([]),
  propertiesWithHistory: z.array(z.string()).default([]),
  idProperty: z.string().optional(),
});

const updateInput = z.strictObject({
  id: z.string(),
  idProperty: z.string().optional(),
  properties: propertyValues,
  objectWriteTraceId: z.string().optional(),
});

const inputsOf = <Input extends z.ZodType>(input: Input) =>
  z.strictObject({ inputs: z.array(input).min(1).max(largestBatch) });

const requireWritable = (
  request: SimulatedRequest<never>,
  state: HubspotState,
  type: ObjectType,
  inputs: ReadonlyArray<{ properties: Readonly<Record<string, unknown>> }>,
): void => {
  const names = inputs.flatMap(({ properties }) => Object.keys(properties));
  requireSensitiveScopes(request, state, type, { names, verb: 'write' });
};

const readRoute = (base: string): Route<HubspotState> =>
  route('POST', `${base}/{objectType}/batch/read`, (request, { now, state }) => {
    const type = requireObjectType(request.parameter('objectType'));
    requireScope(request, type.readScopes);
    const { idProperty, inputs, ...view } = readJson(request, readInput);
    requireSensitiveScopes(request, state, type, { names: [...view.properties, ...view.propertiesWithHistory] });
    const wantsArchived = request.query.get('archived') === 'true';
    const found = inputs.map(({ id }) => ({ id, record: findRecord(state, type, id, idProperty) }));
    const isShown = (entry: (typeof found)[number]): boolean =>
      entry.record !== undefined && (entry.record.archivedAt !== undefined) === wantsArchived;
    const missing = found.filter((entry) => !isShown(entry)).map(({ id }) => id);
    const results = found
      .filter(isShown)
      .flatMap(({ record }) =>
        record === undefined ? [] : [renderRecord(record, type, view, knowsProperty(state, type))],
      );
    return createBatchReply(200, results, now(), missing, type);
  });

const createRoute = (base: string): Route<HubspotState> =>
  route('POST', `${base}/{objectType}/batch/create`, (request, { now, state }) => {
    const type = requireObjectType(request.parameter('objectType'));
    requireScope(request, type.writeScopes);
    const { inputs } = readJson(request, inputsOf(createInput));
    requireWritable(request, state, type, inputs);
    const planned = inputs.map((input) => planRecord(state, type, input));
    const results = planned.map((plan) => renderWritten(request, state, type, createRecord(state, type, plan, now())));
    return createBatchReply(201, results, now());
  });

const updateRoute = (base: string): Route<HubspotState> =>
  route('POST', `${base}/{objectType}/batch/update`, (request, { now, state }) => {
    const type = requireObjectType(request.parameter('objectType'));
    requireScope(request, type.writeScopes);
    const { inputs } = readJson(request, inputsOf(updateInput));
    requireWritable(request, state, type, inputs);
    const changes = inputs.map(({ id, idProperty, properties }) =>
      planUpdate(state, type, requireRecord(state, type, id, { idProperty }), properties),
    );
    const results = changes.map((change) => renderWritten(request, state, type, change(now())));
    return createBatchReply(200, results, now());
  });

const upsertRoute = (base: string): Route<HubspotState> =>
  route('POST', `${base}/{objectType}/batch/upsert`, (request, { now, state }) => {
    const type = requireObjectType(request.parameter('objectType'));
    requireScope(request, type.writeScopes);
    const { inputs } = readJson(request, inputsOf(updateInput));
    requireWritable(request, state, type, inputs);
    const changes = inputs.map(({ id, idProperty, properties }) => {
      const known = findRecord(state, type, id, idProperty);
      if (known !== undefined) return { isNew: false, write: planUpdate(state, type, known, properties) };
      const named = idProperty === undefined ? properties : { ...properties, [idProperty]: id };
      const plan = planRecord(state, type, { properties: named });
      return { isNew: true, write: (at: number) => createRecord(state, type, plan, at) };
    });
    const results = changes.map(({ isNew, write }) => ({
      ...renderWritten(request, state, type, write(now())),
      new: isNew,
    }));
    return createBatchReply(200, results, now());
  });

const archiveRoute = (base: string): Route<HubspotState> =>
  route('POST', `${base}/{objectType}/batch/archive`, (request, { now, state }) => {
    const type = requireObjectType(request.parameter('objectType'));
    requireScope(request, type.writeScopes);
    for (const { id } of readJson(request, inputsOf(z.strictObject({ id: z.string() }))).inputs) {
      archiveRecord(state, type, id, now());
    }
    return { status: 204 };
  });

/** https://developers.hubspot.com/docs/guides/crm/using-object-apis (batch endpoints: 100 records; all or none are written) */
export const batchRoutes: ReadonlyArray<Route<HubspotState>> = atEachVersion(
  '/crm/v3/objects',
  '/crm/objects/{version}',
  (base) => [readRoute(base), createRoute(base), updateRoute(base), upsertRoute(base), archiveRoute(base)],
);
