import type { FieldValue } from './field-definition.ts';
import type { OrgRecord } from './object-definition.ts';
import { findRecord, type OrgState, objectNameOf, putRecord, recordsOf } from './org-state.ts';

const subjectsOf = ({ AccountId, WhatId, WhoId }: OrgRecord) => [WhoId ?? null, WhatId ?? null, AccountId ?? null];

/** The last day of each record that a closed task or an event is about; a task that is open is no activity yet. */
const lastDays = (state: OrgState): Map<FieldValue, string> => {
  const days = new Map<FieldValue, string>();
  for (const activity of ['Task', 'Event'].flatMap((name) => [...recordsOf(state, name).values()])) {
    const { ActivityDate: day, IsClosed, IsDeleted } = activity;
    if (typeof day !== 'string' || IsClosed === false || IsDeleted === true) continue;
    for (const id of subjectsOf(activity)) if ((days.get(id) ?? '') < day) days.set(id, day);
  }
  return days;
};

/**
 * Keeps the day of the last activity of the records that activities are or were about: the latest on which a closed task was due or an
 * event starts, be it still to come. https://help.salesforce.com/s/articleView?id=000385365
 */
export const noteActivities = (state: OrgState, activities: readonly OrgRecord[]): void => {
  const days = lastDays(state);
  for (const id of new Set(activities.flatMap(subjectsOf))) {
    const record = findRecord(state, id);
    if (record === undefined) continue;
    putRecord(state, objectNameOf(record), { ...record, LastActivityDate: days.get(id) ?? null });
  }
};
