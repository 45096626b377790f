import { field, lookup, picklist, text } from '../field-definition.ts';
import { defineObject, type OrgRecord } from '../object-definition.ts';

const derived = { writable: 'never' } as const;

const whoAndWhat = (childRelationship: string) => [
  lookup('WhoId', ['Contact', 'Lead'], childRelationship),
  // What is deleted takes its activities into the recycle bin.
  lookup('WhatId', ['Account', 'Opportunity', 'Campaign'], childRelationship, { isCascadeDelete: true }),
];

export const task = defineObject({
  name: 'Task',
  labelPlural: 'Tasks',
  keyPrefix: '00T',
  isSearchable: true,
  hasOwner: ['User'],
  derive: (record) => ({
    ...record,
    IsClosed: record.Status === 'Completed',
    IsHighPriority: record.Priority === 'High',
  }),
  fields: [
    ...whoAndWhat('Tasks'),
    text('Subject', 255, { isNameField: true }),
    field('ActivityDate', 'date'),
    picklist('Status', ['Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'], {
      isNillable: false,
      initial: 'Not Started',
    }),
    picklist('Priority', ['High', 'Normal', 'Low'], { isNillable: false, initial: 'Normal' }),
    field('IsHighPriority', 'boolean', { ...derived, isNillable: false }),
    field('Description', 'textarea', { length: 32_000 }),
    lookup('AccountId', ['Account'], undefined, derived),
    field('IsClosed', 'boolean', { ...derived, isNillable: false }),
    field('IsArchived', 'boolean', { ...derived, isNillable: false }),
    picklist('TaskSubtype', ['Task', 'Email', 'Call', 'ListEmail'], { initial: 'Task', writable: 'create' }),
    picklist('CallType', ['Internal', 'Inbound', 'Outbound']),
    field('CallDurationInSeconds', 'int'),
  ],
});

const dayMinutes = 1440;
const minute = 60_000;

/** The duration of an event that has an end, or the end of one that has a duration; none where the end lies before the start. */
const withEnd = ({ DurationInMinutes: minutes = null, EndDateTime: end = null, StartDateTime: from }: OrgRecord) => {
  const start = Date.parse(String(from));
  const length = minutes === null ? (Date.parse(String(end)) - start) / minute : Number(minutes);
  if (!(length >= 0)) return {};
  return { DurationInMinutes: length, EndDateTime: end ?? new Date(start + length * minute).toISOString() };
};

/**
 * The day of an event of whole days may stand in ActivityDate, the time of another in ActivityDateTime, in place of StartDateTime; one
 * of whole days without an end takes a day. Of any other the end and the duration add up.
 * https://developer.salesforce.com/docs/platform/object-reference/guide/sforce-api-objects-event.html
 */
const withTimes = (record: OrgRecord): OrgRecord => {
  const isWholeDay = record.IsAllDayEvent === true;
  const day = isWholeDay && typeof record.ActivityDate === 'string' ? `${record.ActivityDate}T00:00:00.000Z` : null;
  const start = record.StartDateTime ?? day ?? record.ActivityDateTime ?? null;
  const hasEnd = (record.DurationInMinutes ?? record.EndDateTime ?? null) !== null;
  return {
    ...record,
    ...(!isWholeDay && start !== null && withEnd({ ...record, StartDateTime: start })),
    StartDateTime: start,
    ActivityDateTime: start,
    ActivityDate: typeof start === 'string' ? start.slice(0, 10) : null,
    ...(isWholeDay && start !== null && !hasEnd && { DurationInMinutes: dayMinutes }),
  };
};

export const event = defineObject({
  name: 'Event',
  labelPlural: 'Events',
  keyPrefix: '00U',
  isSearchable: true,
  hasOwner: ['User'],
  derive: withTimes,
  fields: [
    ...whoAndWhat('Events'),
    text('Subject', 255, { isNameField: true }),
    text('Location', 255),
    field('IsAllDayEvent', 'boolean', { isNillable: false }),
    field('IsArchived', 'boolean', { ...derived, isNillable: false }),
    field('ActivityDateTime', 'datetime'),
    field('ActivityDate', 'date'),
    field('DurationInMinutes', 'int'),
    field('StartDateTime', 'datetime'),
    field('EndDateTime', 'datetime'),
    field('Description', 'textarea', { length: 32_000 }),
    lookup('AccountId', ['Account'], undefined, derived),
    picklist('ShowAs', ['Busy', 'OutOfOffice', 'Free'], { initial: 'Busy' }),
  ],
});
