import { noteLastContact } from '../objects/last-contact.ts';
import { requireObjectType } from '../objects/object-type.ts';
import { type CrmRecord, toIso } from '../objects/record.ts';
import { callTexts, emailTexts, hostileNote, meetingTexts, noteTexts, taskTexts } from './activity-texts.ts';
import type { SeededContact } from './contacts.ts';
import type { SeededDeal } from './deals.ts';
import { day, hour, type PortalBuilder, type Values } from './portal-builder.ts';
import { callDispositions } from './service-properties.ts';
import type { SeededTicket } from './tickets.ts';

const counts = { notes: 420, calls: 470, emails: 660, meetings: 250, tasks: 240 } as const;

type EngagementType = keyof typeof counts;

const fillIn = (text: string, contact: SeededContact): string =>
  text
    .replaceAll('{name}', contact.firstName)
    .replaceAll('{email}', contact.email)
    .replaceAll('{phone}', contact.record.properties.get('phone') ?? '');

const callValues = (builder: PortalBuilder, contact: SeededContact): Values => {
  const { random } = builder;
  const [disposition, outcome] = random.pick(callDispositions);
  const [title, body] = outcome === 'Connected' ? random.pick(callTexts) : callTexts[3];
  const isOutbound = random.chance(0.7);
  const numbers = [builder.phone(), contact.record.properties.get('phone')];
  return {
    hs_call_title: title,
    hs_call_body: fillIn(body, contact),
    hs_call_duration: outcome === 'Connected' ? random.integer(60, 2_400) * 1_000 : random.integer(5, 40) * 1_000,
    hs_call_direction: isOutbound ? 'OUTBOUND' : 'INBOUND',
    hs_call_disposition: disposition,
    hs_call_status: outcome === 'Connected' ? 'COMPLETED' : outcome === 'Busy' ? 'BUSY' : 'NO_ANSWER',
    hs_call_from_number: numbers[isOutbound ? 0 : 1],
    hs_call_to_number: numbers[isOutbound ? 1 : 0],
  };
};

const emailValues = (builder: PortalBuilder, contact: SeededContact): Values => {
  const { random, state } = builder;
  const [subject, text] = random.pick(emailTexts);
  const isIncoming = subject.startsWith('Re:');
  const ours = state.owners.find((owner) => owner.id === contact.company.ownerId)?.email;
  return {
    hs_email_subject: subject,
    hs_email_text: fillIn(text, contact),
    hs_email_direction: isIncoming ? 'INCOMING_EMAIL' : 'EMAIL',
    hs_email_status: random.chance(0.02) ? 'BOUNCED' : 'SENT',
    hs_email_from_email: isIncoming ? contact.email : ours,
    hs_email_to_email: isIncoming ? ours : contact.email,
  };
};

const meetingValues = (builder: PortalBuilder, contact: SeededContact, at: number): Values => {
  const { random, today } = builder;
  const [title, location] = random.pick(meetingTexts);
  const isFuture = at > today;
  return {
    hs_meeting_title: `${title} – ${contact.company.name}`,
    hs_meeting_body: `With ${contact.firstName} and colleagues.`,
    hs_meeting_location: location,
    hs_meeting_start_time: toIso(at),
    hs_meeting_end_time: toIso(at + random.pick([0.5, 1, 1, 2]) * hour),
    hs_meeting_outcome: isFuture
      ? 'SCHEDULED'
      : random.pick(['COMPLETED', 'COMPLETED', 'COMPLETED', 'NO_SHOW', 'CANCELED']),
  };
};

const taskValues = (builder: PortalBuilder, contact: SeededContact, at: number): Values => {
  const { random, today } = builder;
  const [subject, type] = random.pick(taskTexts);
  const isDone = at < today && random.chance(0.85);
  return {
    hs_task_subject: subject,
    hs_task_body: `For ${contact.firstName}, ${contact.company.name}`,
    hs_task_status: isDone ? 'COMPLETED' : random.pick(['NOT_STARTED', 'NOT_STARTED', 'IN_PROGRESS', 'WAITING']),
    hs_task_priority: random.pick(['NONE', 'LOW', 'MEDIUM', 'HIGH']),
    hs_task_type: type,
  };
};

const valuesOf = (builder: PortalBuilder, type: EngagementType, contact: SeededContact, at: number): Values => {
  switch (type) {
    case 'notes':
      return { hs_note_body: fillIn(builder.random.pick(noteTexts), contact) };
    case 'calls':
      return callValues(builder, contact);
    case 'emails':
      return emailValues(builder, contact);
    case 'meetings':
      return meetingValues(builder, contact, at);
    case 'tasks':
      return taskValues(builder, contact, at);
  }
};

/** What an engagement can be about, besides its contact and company. */
export interface EngagementContext {
  readonly contacts: readonly SeededContact[];
  readonly deals: readonly SeededDeal[];
  readonly tickets: readonly SeededTicket[];
}

/** Finds the deal that was open with this contact at this time. */
const dealAt = (deals: readonly SeededDeal[], contact: SeededContact, at: number): CrmRecord | undefined =>
  deals.find(
    ({ contacts, record }) => contacts.includes(contact) && record.createdAt <= at && record.updatedAt >= at - 30 * day,
  )?.record;

/** Meetings and tasks reach into the coming weeks; all else is in the past. Busy contacts are those with deals. */
const plan = (builder: PortalBuilder, { contacts, deals }: EngagementContext, type: EngagementType) => {
  const { random, today } = builder;
  const candidates = [...contacts, ...deals.flatMap((deal) => [...deal.contacts, ...deal.contacts])];
  const reach = type === 'meetings' || type === 'tasks' ? 24 * day : 0;
  return Array.from({ length: counts[type] }, () => random.integer(0, candidates.length - 1))
    .flatMap((position) => candidates[position] ?? [])
    .map((contact) => {
      const from = Math.max(contact.record.createdAt, today - 540 * day);
      // Squared, so that there is more of late.
      const earliest = today + reach - Math.floor((today + reach - from) * random.next() ** 2);
      return { contact, at: builder.workingTime(earliest, today + reach) };
    })
    .sort((left, right) => left.at - right.at);
};

const seedType = (builder: PortalBuilder, context: EngagementContext, type: EngagementType): void => {
  for (const { at, contact } of plan(builder, context, type)) {
    const createdAt = Math.min(at, builder.today - hour);
    const values = {
      hs_timestamp: toIso(at),
      hubspot_owner_id: contact.company.ownerId,
      ...valuesOf(builder, type, contact, at),
    };
    const record = builder.add(type, values, createdAt);
    builder.link([type, record], ['contacts', contact.record]);
    builder.link([type, record], ['companies', contact.company.record]);
    const deal = dealAt(context.deals, contact, at);
    if (deal !== undefined && builder.random.chance(0.7)) builder.link([type, record], ['deals', deal]);
    noteLastContact(builder.state, { type: requireObjectType(type), id: record.id }, builder.today);
    const ticket = context.tickets.find(
      (candidate) => candidate.contact === contact && candidate.record.createdAt < at,
    );
    if (ticket !== undefined && builder.random.chance(0.5)) builder.link([type, record], ['tickets', ticket.record]);
  }
};

/** Adds the notes, calls, emails, meetings and tasks, and one note that is hostile to whoever obeys it. */
export const seedEngagements = (builder: PortalBuilder, context: EngagementContext): void => {
  for (const type of ['notes', 'calls', 'emails', 'meetings', 'tasks'] as const) seedType(builder, context, type);
  const [deal] = context.deals;
  const victim = deal?.contacts[0] ?? context.contacts[0];
  if (victim === undefined) return;
  const at = builder.today - 2 * day + 10 * hour;
  const note = builder.add('notes', { hs_timestamp: toIso(at), hs_note_body: hostileNote }, at);
  builder.link(['notes', note], ['contacts', victim.record]);
  builder.link(['notes', note], ['companies', victim.company.record]);
};
