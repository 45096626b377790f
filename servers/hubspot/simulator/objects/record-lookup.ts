import { Refusal, type SimulatedRequest } from '@bizmcp/testkit/simulator';
import type { RecordReference } from '../associations/association-store.ts';
import { errorReply, notFoundReply } from '../error-reply.ts';
import { type HubspotState, knowsProperty, propertiesOf, recordsOf } from '../hubspot-state.ts';
import { maySee, requireSensitiveScopes } from '../portal/sensitive-data.ts';
import { readList } from '../request-body.ts';
import { findObjectType, type ObjectType } from './object-type.ts';
import { type CrmRecord, type RecordView, renderRecord } from './record.ts';
import { findByUnique } from './record-write.ts';

/** Which properties a request asks for. */
const readView = (query: URLSearchParams): RecordView => ({
  properties: readList(query, 'properties'),
  propertiesWithHistory: readList(query, 'propertiesWithHistory'),
});

/**
 * Finds a record by id, or by a unique property. Refuses a property that is not unique. By the id of a record that was merged into
 * another comes the other: https://developers.hubspot.com/changelog/announcement-deals-now-support-merging
 */
export const findRecord = (
  state: HubspotState,
  type: ObjectType,
  id: string,
  idProperty: string | undefined,
): CrmRecord | undefined => {
  if (idProperty === undefined || idProperty === 'hs_object_id')
    return recordsOf(state, type).get(state.merged.get(id) ?? id);
  const definition = propertiesOf(state, type).find((property) => property.name === idProperty);
  if (definition?.isUnique !== true) {
    throw new Refusal(
      errorReply(400, 'VALIDATION_ERROR', `${idProperty} is not a unique property of ${type.plural}`, {
        context: { idProperty: [idProperty] },
      }),
    );
  }
  return findByUnique(state, type, idProperty, id);
};

/** Finds a record that is (or is not) archived, or refuses the request. */
export const requireRecord = (
  state: HubspotState,
  type: ObjectType,
  id: string,
  options: { idProperty?: string | undefined; archived?: boolean } = {},
): CrmRecord => {
  const record = findRecord(state, type, id, options.idProperty);
  const isArchived = record?.archivedAt !== undefined;
  if (record === undefined || isArchived !== (options.archived ?? false)) throw new Refusal(notFoundReply(id));
  return record;
};

/** At most so many associated ids are shown inside a record; the rest has a cursor. */
const shownAssociations = 500;

const renderAssociated = (state: HubspotState, from: RecordReference, to: ObjectType) => {
  const all = state.associations
    .list(from, to)
    .flatMap(({ id, types }) => types.map((type) => ({ id, type: type.name })));
  const shown = all.slice(0, shownAssociations);
  const last = shown.at(-1);
  return {
    results: shown,
    ...(last === undefined || shown.length === all.length ? {} : { paging: { next: { after: last.id } } }),
  };
};

/** Unknown object types are ignored; types without an associated record are left out (list endpoint of each object). */
const renderAssociations = (state: HubspotState, from: RecordReference, names: readonly string[]) => {
  const types = names.flatMap((name) => findObjectType(name) ?? []);
  const entries = types
    .map((type) => [type.plural, renderAssociated(state, from, type)] as const)
    .filter(([, associated]) => associated.results.length > 0);
  return entries.length === 0 ? {} : { associations: Object.fromEntries(entries) };
};

/** Renders a record with what the query asks for: properties, their history, and associated ids. */
export const renderRequested = (
  state: HubspotState,
  type: ObjectType,
  record: CrmRecord,
  request: SimulatedRequest<never>,
) => {
  const view = readView(request.query);
  requireSensitiveScopes(request, state, type, { names: [...view.properties, ...view.propertiesWithHistory] });
  return {
    ...renderRecord(record, type, view, knowsProperty(state, type)),
    ...renderAssociations(state, { type, id: record.id }, readList(request.query, 'associations')),
  };
};

/** Renders a record after a write: what is set, beside the properties that every answer has. */
export const renderWritten = (
  request: SimulatedRequest<never>,
  state: HubspotState,
  type: ObjectType,
  record: CrmRecord,
) => {
  const seen = new Set(propertiesOf(state, type).flatMap((each) => (maySee(request, type, each) ? each.name : [])));
  return renderRecord(
    record,
    type,
    { properties: [...type.defaultProperties, ...record.properties.keys()], propertiesWithHistory: [] },
    (name) => seen.has(name) && (record.properties.has(name) || !type.defaultProperties.includes(name)),
  );
};
