import { Cursor, requireDayRange } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { ContactKey } from '../identifier.ts';
import { Properties } from '../record/crm-object.ts';
import { Contact, propertyChanges, readContact, toContact } from '../timeline/contact.ts';
import { readRecordEvents } from '../timeline/timeline.ts';
import { newestFirst, pageOfEvents, TimelineEvent } from '../timeline/timeline-event.ts';

const Day = z.string().check(z.iso.date('is no day of the calendar; give YYYY-MM-DD'));

export const getContactTimeline = defineTool({
  name: 'get_contact_timeline',
  title: 'Get the timeline of a contact',
  description:
    'Returns a contact and what happened with it, newest first: notes, calls, logged emails, meetings, tasks, deals, tickets and changes ' +
    'of key properties such as lifecycle stage; no marketing emails or workflows. For one event in full use get_object.',
  effect: 'read',
  data: 'confidential',
  scopes: ['crm:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'contact', workflow: 'crm' },
  input: z.object({
    contact_id: ContactKey.describe('Record id or email'),
    include_activities: z.boolean().default(true).describe('False: only deals, tickets and property changes'),
    date_range: z
      .strictObject({
        start_date: Day.optional().describe('First day, UTC'),
        end_date: Day.optional().describe('Last day, included'),
      })
      .optional()
      .describe('Only events of these days'),
    limit: z.int().min(1).max(100).default(25).describe('Events per page'),
    cursor: Cursor,
  }),
  output: z.object({
    contact: Contact.describe('The contact'),
    events: z.array(TimelineEvent).describe('Newest first'),
    total: z.number().describe('Events in the date range, on all pages'),
    hint: z.string().optional().describe('Set when not everything could be read'),
    next_cursor: z.string().optional().describe('Set when there are older events'),
  }),
  examples: [
    { title: 'The latest events', input: { contact_id: '31204501109' } },
    {
      title: 'Deals and stage changes of a year',
      input: {
        contact_id: '31204501109',
        include_activities: false,
        date_range: { start_date: '2026-01-01', end_date: '2026-12-31' },
      },
    },
  ],
  async handler({ input, api, progress, masked }) {
    const isInRange = rangeOf(input.date_range);
    const contact = await readContact(api, input.contact_id);
    progress(1, 2, 'Contact read');
    // What a property was is hidden as what it is.
    const told = (property: string, value: string) =>
      Properties.parse(masked({ [property]: value }, Properties))[property] ?? '';
    const { events, gaps } = await readRecordEvents(api, contact.id, input.include_activities, input.date_range);
    const all = [...events, ...propertyChanges(contact, told)]
      .filter((event) => isInRange(event.at))
      .toSorted(newestFirst);
    return {
      contact: toContact(contact),
      ...pageOfEvents(all, input),
      total: all.length,
      ...(gaps.length > 0 && { hint: gaps.join(' ') }),
    };
  },
});

function rangeOf(
  range: { start_date?: string | undefined; end_date?: string | undefined } = {},
): (at: string) => boolean {
  const { start_date: start = '0000', end_date: end = '9999' } = range;
  requireDayRange(range.start_date, range.end_date, ['date_range.start_date', 'date_range.end_date']);
  return (at) => at >= start && at.slice(0, 10) <= end;
}
