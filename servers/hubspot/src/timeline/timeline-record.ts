import { cutText } from '@bizmcp/core';
import { storedTime } from '../identifier.ts';
import { plainText } from '../record/plain-text.ts';
import type { Turn } from './record-closing.ts';
import type { TimelineEvent } from './timeline-event.ts';
import type { NameOfValue } from './value-name.ts';

type Properties = Record<string, string | null>;

/** How records of a type become events of a contact's timeline. */
interface TimelineRecord {
  type: TimelineEvent['type'];
  /** Whether `include_activities` decides on it. */
  isActivity: boolean;
  /** Property that holds the time. */
  time: string;
  /** Property that holds the end, for records that are closed some day. */
  closed?: string;
  /** Property that holds the title, and what stands for it in a record without one. */
  title: string;
  unnamed: string;
  text?: string;
  /** Property whose value tells that nothing is to come, whatever its time, and those values. */
  over?: { property: string; values: readonly string[] };
  /** Shown name of each further property. */
  details: Readonly<Record<string, string>>;
}

const longestText = 500;
const longestTitle = 200;

/** https://developers.hubspot.com/docs/api-reference/crm-notes-v3/guide and its sisters for calls, emails, meetings, tasks */
export const timelineRecords: Readonly<Record<string, TimelineRecord>> = {
  notes: {
    type: 'note',
    isActivity: true,
    time: 'hs_timestamp',
    title: '',
    unnamed: 'Note',
    text: 'hs_note_body',
    details: {},
  },
  calls: {
    type: 'call',
    isActivity: true,
    time: 'hs_timestamp',
    title: 'hs_call_title',
    unnamed: 'Call',
    text: 'hs_call_body',
    details: {
      hs_call_direction: 'direction',
      hs_call_status: 'status',
      hs_call_disposition: 'outcome',
      hs_call_duration: 'duration_ms',
    },
  },
  emails: {
    type: 'email',
    isActivity: true,
    time: 'hs_timestamp',
    title: 'hs_email_subject',
    unnamed: 'Email without a subject',
    text: 'hs_email_text',
    details: { hs_email_direction: 'direction', hs_email_status: 'status' },
  },
  meetings: {
    type: 'meeting',
    isActivity: true,
    time: 'hs_timestamp',
    title: 'hs_meeting_title',
    unnamed: 'Meeting',
    text: 'hs_meeting_body',
    over: { property: 'hs_meeting_outcome', values: ['COMPLETED', 'CANCELED', 'NO_SHOW', 'RESCHEDULED'] },
    details: { hs_meeting_outcome: 'outcome', hs_meeting_start_time: 'start', hs_meeting_end_time: 'end' },
  },
  tasks: {
    type: 'task',
    isActivity: true,
    time: 'hs_timestamp',
    title: 'hs_task_subject',
    unnamed: 'Task',
    text: 'hs_task_body',
    over: { property: 'hs_task_status', values: ['COMPLETED'] },
    details: { hs_task_status: 'status', hs_task_priority: 'priority', hs_task_type: 'kind' },
  },
  deals: {
    type: 'deal',
    isActivity: false,
    time: 'createdate',
    closed: 'closedate',
    title: 'dealname',
    unnamed: 'Deal',
    details: { amount: 'amount', deal_currency_code: 'currency', dealstage: 'stage', pipeline: 'pipeline' },
  },
  tickets: {
    type: 'ticket',
    isActivity: false,
    time: 'createdate',
    closed: 'closed_date',
    title: 'subject',
    unnamed: 'Ticket',
    text: 'content',
    details: { hs_pipeline_stage: 'stage', hs_ticket_priority: 'priority' },
  },
};

/** The properties that a type's events are made of. */
export function timelineProperties(record: TimelineRecord): string[] {
  const named = [
    record.time,
    record.closed,
    record.title,
    record.text,
    ...Object.keys(record.details),
    'hubspot_owner_id',
  ];
  const outcome = record.type === 'deal' ? ['hs_is_closed', 'hs_is_closed_won'] : [];
  return [...named, ...outcome].filter((name) => name !== undefined && name !== '').map(String);
}

/** The events of one record: one, and more when it was closed and opened again. */
export function eventsOf(
  record: TimelineRecord,
  { id, properties }: { id: string; properties: Properties },
  turns: readonly Turn[],
  nameOf: NameOfValue,
): TimelineEvent[] {
  const moments: Moment[] = [
    { time: properties[record.time], ...(!record.isActivity && { action: 'created' }) },
    ...turns.map(({ at, became }) => ({ time: at, action: became })),
  ];
  const latest = moments.findLast(({ time }) => time);
  return moments.flatMap((moment, index) => {
    const at = storedTime(moment.time);
    if (at === undefined) return [];
    // What a record is today it was not when it was made, or closed for a while.
    const isToday = moment === latest && moment.action !== 'created';
    const suffix = isToday || moment.action === undefined ? '' : '_now';
    const times = moments.slice(0, index + 1).filter(({ action }) => action === moment.action).length;
    return [eventAt(record, { id, properties }, { at, action: moment.action, times, suffix }, nameOf)];
  });
}

/** When something became of a record. */
interface Moment {
  time: string | null | undefined;
  action?: string;
}

function eventAt(
  record: TimelineRecord,
  { id, properties }: { id: string; properties: Properties },
  { at, action, times, suffix }: { at: string; action: string | undefined; times: number; suffix: string },
  nameOf: NameOfValue,
): TimelineEvent {
  const text = cutText(plainText(properties[record.text ?? ''] ?? ''), longestText);
  const title = plainText(properties[record.title] ?? '') || record.unnamed;
  const details = Object.entries(record.details).flatMap(([property, name]) => {
    const value = properties[property];
    return value ? [[name + suffix, nameOf(property, value) ?? value]] : [];
  });
  const did = action ?? (isAhead(record, properties, at) ? 'still to come' : undefined);
  if (did !== undefined) details.unshift(['action', did]);
  return {
    id: [record.type, id, action, times > 1 && times].filter(Boolean).join('-'),
    type: record.type,
    object_id: id,
    at,
    title: cutText(title, longestTitle),
    ...(text && { text }),
    ...(details.length > 0 && { details: Object.fromEntries(details) }),
    ...(properties.hubspot_owner_id && { owner_id: properties.hubspot_owner_id }),
  };
}

function isAhead({ over }: TimelineRecord, properties: Properties, at: string): boolean {
  const isOver = over?.values.includes(properties[over.property] ?? '') ?? false;
  return !isOver && Date.parse(at) > Date.now();
}
