import type { Random } from '@bizmcp/testkit/simulator';
import type { FieldValue } from '../field-definition.ts';
import type { ObjectDefinition, OrgRecord } from '../object-definition.ts';
import { nextId, type OrgState, putRecord, recordsOf, recordTypeId } from '../org-state.ts';

/** A day in milliseconds. */
export const day = 86_400_000;

/** Writes the first records of an org; nothing is checked, so that history can be told. */
export interface OrgBuilder {
  readonly state: OrgState;
  readonly random: Random;
  /** The start of the day that all dates are relative to, in milliseconds since 1970. */
  readonly today: number;
  /** A moment of work so many days ago. */
  moment(daysAgo: number): number;
  /** Adds a record that was made at a moment by its owner, and not changed before `changedAt`. */
  add(definition: ObjectDefinition, values: OrgRecord, at: number, changedAt?: number): OrgRecord;
  owner(): string;
  recordType(object: string, name: string): FieldValue;
}

/** A moment as it is stored. */
export const timeText = (time: number): string => new Date(Math.floor(time / 1000) * 1000).toISOString();

/** The day of a moment as it is stored. */
export const dayText = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A record with the initial value of every field, and what is given. */
const completeRecord = (definition: ObjectDefinition, values: OrgRecord): OrgRecord => {
  const record: OrgRecord = {};
  for (const { initial, name } of definition.fields) record[name] = values[name] ?? initial;
  return definition.derive(record);
};

/** Makes a builder for an empty org. */
export const createOrgBuilder = (state: OrgState, random: Random, today: number): OrgBuilder => ({
  state,
  random,
  today,
  moment: (daysAgo) => today - Math.round(daysAgo) * day + random.integer(8 * 60, 17 * 60) * 60_000,
  add: (definition, values, at, changedAt = at) => {
    const author = values.OwnerId ?? state.userId;
    const created = timeText(at);
    const changed = changedAt === at ? created : timeText(changedAt);
    const record = completeRecord(definition, {
      Id: nextId(state, definition),
      CreatedDate: created,
      CreatedById: author,
      LastModifiedDate: changed,
      LastModifiedById: author,
      SystemModstamp: changed,
      ...values,
    });
    putRecord(state, definition.name, record);
    return record;
  },
  owner: () => {
    const sellers = [...recordsOf(state, 'User').keys()].slice(1);
    return sellers[random.integer(0, sellers.length - 1)] ?? state.userId;
  },
  recordType: (object, name) => recordTypeId(state, object, name),
});
