import type { Random } from '@bizmcp/testkit/simulator';
import { type HubspotState, recordsOf } from '../hubspot-state.ts';
import { type ObjectType, requireObjectType } from '../objects/object-type.ts';
import { type CrmRecord, type HistoryEntry, noteStageDate } from '../objects/record.ts';

/** A day in milliseconds. */
export const day = 86_400_000;

/** An hour in milliseconds. */
export const hour = 3_600_000;

/** Values for a new record; undefined ones are left out. */
export type Values = Readonly<Record<string, string | number | undefined>>;

/** What a seed works with. */
export interface PortalBuilder {
  readonly state: HubspotState;
  readonly random: Random;
  /** Midnight UTC of the day that all dates are relative to. */
  readonly today: number;
  /** Adds a record that was created at this time, and not changed since unless `updatedAt` says so. */
  add(typeName: string, values: Values, createdAt: number, updatedAt?: number): CrmRecord;
  /** Associates two records with the default type. */
  link(from: readonly [typeName: string, record: CrmRecord], to: readonly [typeName: string, record: CrmRecord]): void;
  /** Gives a property the values that it had, oldest first; the last one is its value now. */
  writeHistory(record: CrmRecord, name: string, values: ReadonlyArray<readonly [value: string, at: number]>): void;
  /** A telephone number that nobody has. */
  phone(): string;
  /** A time on a working day, in office hours, between two times. */
  workingTime(from: number, to: number): number;
}

const types = new Map<string, ObjectType>();

const typeOf = (name: string): ObjectType => {
  const known = types.get(name);
  if (known !== undefined) return known;
  const type = requireObjectType(name);
  types.set(name, type);
  return type;
};

const toEntry = (value: string, at: number): HistoryEntry => ({
  value,
  at,
  sourceType: 'CRM_UI',
  sourceId: 'userId:7001',
  updatedByUserId: 7001,
});

const pickWorkingTime = (random: Random, from: number, to: number): number => {
  const raw = from + Math.floor(random.next() * Math.max(1, to - from));
  const midnight = raw - (raw % day);
  const weekday = new Date(midnight).getUTCDay();
  const moved = weekday === 6 ? midnight - day : weekday === 0 ? midnight + day : midnight;
  const time = moved + 8 * hour + random.integer(0, 539) * 60_000;
  return Math.min(Math.max(time, from), to);
};

/** Makes a builder over an empty portal. */
export const createPortalBuilder = (state: HubspotState, random: Random, today: number): PortalBuilder => ({
  state,
  random,
  today,
  add: (typeName, values, createdAt, updatedAt = createdAt) => {
    const properties = new Map<string, string>();
    for (const [name, value] of Object.entries(values)) {
      if (value !== undefined && value !== '') properties.set(name, String(value));
    }
    const record: CrmRecord = {
      id: state.ids.next(),
      properties,
      history: new Map(),
      createdAt,
      updatedAt,
      archivedAt: undefined,
    };
    noteStageDate(record, 'lifecyclestage', { value: properties.get('lifecyclestage') ?? '', at: createdAt });
    recordsOf(state, typeOf(typeName)).set(record.id, record);
    return record;
  },
  link: ([fromType, from], [toType, to]) =>
    state.associations.addDefault({ type: typeOf(fromType), id: from.id }, { type: typeOf(toType), id: to.id }),
  writeHistory: (record, name, values) => {
    const entries = values.map(([value, at]) => toEntry(value, at)).reverse();
    const [latest] = entries;
    if (latest === undefined) return;
    record.history.set(name, entries);
    record.properties.set(name, latest.value);
    for (const entry of entries) noteStageDate(record, name, entry);
    record.updatedAt = Math.max(record.updatedAt, latest.at);
  },
  phone: () =>
    `+1 ${random.pick(['206', '415', '512', '617', '720'])}-555-01${String(random.integer(0, 99)).padStart(2, '0')}`,
  workingTime: (from, to) => pickWorkingTime(random, from, to),
});
