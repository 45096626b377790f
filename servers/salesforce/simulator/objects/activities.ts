import { field, lookup, picklist, text } from '../field-definition.ts';
import { defineObject } from '../object-definition.ts';

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

export const event = defineObject({
  name: 'Event',
  labelPlural: 'Events',
  keyPrefix: '00U',
  isSearchable: true,
  hasOwner: ['User'],
  derive: (record) => ({
    ...record,
    ActivityDateTime: record.StartDateTime ?? null,
    ActivityDate: typeof record.StartDateTime === 'string' ? record.StartDateTime.slice(0, 10) : null,
  }),
  fields: [
    ...whoAndWhat('Events'),
    text('Subject', 255, { isNameField: true }),
    text('Location', 255),
    field('IsAllDayEvent', 'boolean', { isNillable: false }),
    field('IsArchived', 'boolean', { ...derived, isNillable: false }),
    field('ActivityDateTime', 'datetime', derived),
    field('ActivityDate', 'date', derived),
    field('DurationInMinutes', 'int'),
    field('StartDateTime', 'datetime'),
    field('EndDateTime', 'datetime'),
    field('Description', 'textarea', { length: 32_000 }),
    lookup('AccountId', ['Account'], undefined, derived),
    picklist('ShowAs', ['Busy', 'OutOfOffice', 'Free'], { initial: 'Busy' }),
  ],
});
