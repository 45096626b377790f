import { refuse } from '../error-reply.ts';
import { noteHistory } from '../history.ts';
import { noteActivities } from '../last-activity.ts';
import type { ObjectDefinition, OrgRecord } from '../object-definition.ts';
import { childRelationshipsOf } from '../org-schema.ts';
import { findRecord, nextId, type OrgState, putRecord, recordsOf } from '../org-state.ts';
import { withAccount } from './activity-account.ts';
import {
  checkAbout,
  checkAncestors,
  checkDuplicates,
  checkDuration,
  checkMembership,
  checkRequired,
  checkRules,
  checkUnique,
} from './org-rules.ts';
import { readRecordValues } from './record-values.ts';

/** What a write needs to know of its request. */
export interface WriteContext {
  readonly state: OrgState;
  readonly now: number;
  readonly version: string;
  /** From the header Sforce-Duplicate-Rule-Header. */
  readonly allowsDuplicates: boolean;
}

type Body = Readonly<Record<string, unknown>>;

const refuseSetting = (definition: ObjectDefinition): void => {
  if (!definition.isSetting) return;
  const message = `entity type ${definition.name} does not support create, update or delete`;
  throw refuse(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, []);
};

const check = (context: WriteContext, definition: ObjectDefinition, record: OrgRecord): void => {
  const { allowsDuplicates, state, version } = context;
  checkRequired(definition, record);
  checkDuration(definition, record);
  checkAbout(record);
  checkAncestors(state, definition, record);
  checkRules(definition, record);
  checkUnique(state, definition, record);
  checkMembership(state, definition, record);
  checkDuplicates(state, definition, record, { allowSave: allowsDuplicates, version });
};

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunitycontactrole.htm, "IsPrimary" */
const keepOnePrimary = (state: OrgState, role: OrgRecord): void => {
  if (role.IsPrimary !== true || role.IsDeleted === true) return;
  for (const other of recordsOf(state, 'OpportunityContactRole').values()) {
    if (other.Id === role.Id || other.OpportunityId !== role.OpportunityId || other.IsPrimary !== true) continue;
    putRecord(state, 'OpportunityContactRole', {
      ...other,
      IsPrimary: false,
      SystemModstamp: role.SystemModstamp ?? null,
    });
  }
};

/** Stores a record; an activity is noted with those that it is about, and with those that it was about before. */
const keepRecord = (state: OrgState, definition: ObjectDefinition, record: OrgRecord): void => {
  const isActivity = definition.name === 'Task' || definition.name === 'Event';
  const before = findRecord(state, record.Id) ?? {};
  const after = isActivity ? withAccount(state, record) : record;
  putRecord(state, definition.name, after);
  if (isActivity) noteActivities(state, [before, after]);
  if (definition.name === 'OpportunityContactRole') keepOnePrimary(state, after);
};

/** Makes a record; gives its id. */
export const createRecord = (context: WriteContext, definition: ObjectDefinition, body: Body): string => {
  const { now, state } = context;
  refuseSetting(definition);
  const values = readRecordValues(state, definition, body, 'create');
  const moment = new Date(now).toISOString();
  const defaults = Object.fromEntries(definition.fields.map(({ initial, name }) => [name, initial]));
  const hasOwner = definition.fields.some(({ name }) => name === 'OwnerId');
  const id = nextId(state, definition);
  const record = definition.derive({
    ...defaults,
    ...(hasOwner ? { OwnerId: state.userId } : {}),
    ...values,
    Id: id,
    CreatedDate: moment,
    CreatedById: state.userId,
    LastModifiedDate: moment,
    LastModifiedById: state.userId,
    SystemModstamp: moment,
  });
  check(context, definition, record);
  keepRecord(state, definition, record);
  noteHistory(state, definition.name, undefined, record);
  return id;
};

const starts = ['StartDateTime', 'ActivityDateTime', 'ActivityDate'];

/**
 * An event that is moved by one of its starts has no longer the others, and its duration follows its end, or its end the duration that
 * is given. What becomes of an end that is not given is not documented: here it stays.
 */
const otherTimes = (definition: ObjectDefinition, existing: OrgRecord, values: OrgRecord): OrgRecord => {
  if (definition.name !== 'Event') return {};
  const isMoved = starts.some((name) => name in values);
  const hasEnd = 'EndDateTime' in values;
  const hasDuration = 'DurationInMinutes' in values;
  const isOfHours = (values.IsAllDayEvent ?? existing.IsAllDayEvent) !== true;
  const dropped = [
    ...(isMoved ? starts : []),
    ...(hasDuration && !hasEnd ? ['EndDateTime'] : []),
    ...(!hasDuration && (hasEnd || (isMoved && isOfHours)) ? ['DurationInMinutes'] : []),
  ];
  return Object.fromEntries(dropped.map((name) => [name, null]));
};

/** Changes a record. A converted lead cannot be changed any more. */
export const updateRecord = (
  context: WriteContext,
  definition: ObjectDefinition,
  existing: OrgRecord,
  body: Body,
): void => {
  const { now, state } = context;
  refuseSetting(definition);
  if (existing.IsConverted === true)
    throw refuse(400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', []);
  const values = readRecordValues(state, definition, body, 'update');
  const moment = new Date(now).toISOString();
  // A new stage brings its own probability, unless one is given.
  const isNewStage = 'StageName' in values && values.StageName !== existing.StageName;
  const reset = isNewStage && !('Probability' in values) ? { Probability: null } : {};
  const record = definition.derive({
    ...existing,
    ...reset,
    ...otherTimes(definition, existing, values),
    ...values,
    LastModifiedDate: moment,
    LastModifiedById: state.userId,
    SystemModstamp: moment,
  });
  check(context, definition, record);
  keepRecord(state, definition, record);
  noteHistory(state, definition.name, existing, record);
};

/**
 * Deletes a record and what cannot be without it; all stay in the recycle bin. What else leads to it does so no more.
 * https://help.salesforce.com/s/articleView?id=000383277
 */
export const deleteRecord = (context: WriteContext, definition: ObjectDefinition, existing: OrgRecord): void => {
  const { now, state } = context;
  refuseSetting(definition);
  const moment = new Date(now).toISOString();
  keepRecord(state, definition, { ...existing, IsDeleted: true, LastModifiedDate: moment, SystemModstamp: moment });
  for (const { child, field } of childRelationshipsOf(definition)) {
    if (child.isSetting) continue;
    const dependents = [...recordsOf(state, child.name).values()].filter(
      (record) => record[field.name] === existing.Id && record.IsDeleted !== true,
    );
    for (const record of dependents) {
      if (field.isCascadeDelete) deleteRecord(context, child, record);
      else putRecord(state, child.name, { ...record, [field.name]: null, SystemModstamp: moment });
    }
  }
};

/** Takes back what was written since a mark. */
export const rollBack = (state: OrgState, mark: number): void => {
  while (state.undo.length > mark) state.undo.pop()?.();
};
