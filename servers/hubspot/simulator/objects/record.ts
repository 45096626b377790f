import { stagePropertyOf } from '../portal/pipelines.ts';
import type { ObjectType } from './object-type.ts';
import { isStageTime, stageTime } from './stage-time.ts';

/** One value that a property had. Times are milliseconds since 1970. */
export interface HistoryEntry {
  readonly value: string;
  readonly at: number;
  readonly sourceType: string;
  readonly sourceId?: string;
  readonly updatedByUserId?: number;
}

/** A CRM record. An empty value is no value: its property is not in the map. */
export interface CrmRecord {
  readonly id: string;
  readonly properties: Map<string, string>;
  /** Newest first; only for properties that changed after the record was created. */
  readonly history: Map<string, HistoryEntry[]>;
  readonly createdAt: number;
  updatedAt: number;
  archivedAt: number | undefined;
}

/** Formats a time as HubSpot does. */
export const toIso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Reads a property, with those that HubSpot keeps itself. */
export const readProperty = (record: CrmRecord, type: ObjectType, name: string): string | undefined => {
  if (name === 'hs_object_id') return record.id;
  if (name === type.createdProperty) return toIso(record.createdAt);
  if (name === type.modifiedProperty) return toIso(record.updatedAt);
  if (isStageTime(name)) return readStageTime(record, type, name);
  return record.properties.get(name);
};

/** The values that a property had, newest first. */
const readHistory = (record: CrmRecord, type: ObjectType, name: string): HistoryEntry[] => {
  const kept = record.history.get(name);
  if (kept !== undefined) return kept;
  const value = readProperty(record, type, name);
  return value === undefined ? [] : [{ value, at: record.createdAt, sourceType: 'CRM_UI' }];
};

const readStageTime = (record: CrmRecord, type: ObjectType, name: string): string | undefined => {
  const time = stageTime(name, readHistory(record, type, stagePropertyOf(type)?.stage ?? ''));
  return time === undefined ? undefined : toIso(time);
};

/** Sets a property; an empty value removes it. Keeps the value before in the history. */
export const writeProperty = (record: CrmRecord, type: ObjectType, name: string, entry: HistoryEntry): void => {
  const before = record.properties.get(name) ?? '';
  if (before === entry.value) return;
  record.history.set(name, [entry, ...readHistory(record, type, name)]);
  if (entry.value === '') record.properties.delete(name);
  else record.properties.set(name, entry.value);
  noteStageDate(record, name, entry);
};

/** HubSpot keeps when a record came to each lifecycle stage. */
export const noteStageDate = (
  record: CrmRecord,
  name: string,
  { value, at }: Pick<HistoryEntry, 'value' | 'at'>,
): void => {
  if (name === 'lifecyclestage' && value !== '') record.properties.set(`hs_lifecyclestage_${value}_date`, toIso(at));
};

/** Which parts of a record an answer shows. */
export interface RecordView {
  readonly properties: readonly string[];
  readonly propertiesWithHistory: readonly string[];
}

const renderHistory = (entry: HistoryEntry) => ({
  value: entry.value,
  timestamp: toIso(entry.at),
  sourceType: entry.sourceType,
  ...(entry.sourceId === undefined ? {} : { sourceId: entry.sourceId }),
  ...(entry.updatedByUserId === undefined ? {} : { updatedByUserId: entry.updatedByUserId }),
});

/** Adds the properties that every answer has: https://developers.hubspot.com/docs/api-reference/2026-03/crm/search-the-crm */
const shownProperties = (type: ObjectType, view: RecordView): string[] => {
  const chosen = view.properties.length > 0 ? view.properties : type.defaultProperties;
  return [
    ...new Set([...chosen, 'hs_object_id', type.createdProperty, type.modifiedProperty, ...view.propertiesWithHistory]),
  ];
};

/** Renders a record as HubSpot's SimplePublicObject; a known property without a value is null, an unknown one is left out. */
export const renderRecord = (
  record: CrmRecord,
  type: ObjectType,
  view: RecordView,
  isKnown: (property: string) => boolean,
) => {
  const names = shownProperties(type, view).filter(isKnown).sort();
  const history = view.propertiesWithHistory.filter(isKnown);
  return {
    id: record.id,
    properties: Object.fromEntries(names.map((name) => [name, readProperty(record, type, name) ?? null])),
    ...(history.length === 0
      ? {}
      : {
          propertiesWithHistory: Object.fromEntries(
            history.map((name) => [name, readHistory(record, type, name).map(renderHistory)]),
          ),
        }),
    createdAt: toIso(record.createdAt),
    updatedAt: toIso(record.updatedAt),
    archived: record.archivedAt !== undefined,
    ...(record.archivedAt === undefined ? {} : { archivedAt: toIso(record.archivedAt) }),
  };
};
