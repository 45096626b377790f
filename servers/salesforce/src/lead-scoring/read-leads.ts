import type * as z from 'zod';
import type { Salesforce } from '../salesforce.ts';
import { day, type Engagement, type FieldChange, type LeadRecord, leadFields, startOfDay } from './lead-record.ts';
import { createRowReader, type ReadRows } from './row-reader.ts';
import { WireChange, WireEvent, WireLead, WireMember, WireTask } from './wire-lead.ts';

/** Leads as they were read. */
export interface LeadHistory {
  leads: LeadRecord[];
  /** Present statuses, by id: only to tell of, never to score by. */
  statuses: ReadonlyMap<string, string>;
  /** Whether it could be read which of them converted, and when. */
  hasOutcomes: boolean;
  /** Of older leads it is not known what was done with them. */
  engagementsSince: number;
  /** What the user may not read, or what was more than is read. */
  gaps: string[];
}

const historyDays = 730;

const wanted = [
  'Id',
  'CreatedDate',
  'IsConverted',
  'ConvertedDate',
  'ConvertedContactId',
  'ConvertedContact.CreatedDate',
  'Status',
];

/** The leads of the last two years with what happened with them. */
export async function readPastLeads(api: Salesforce, now: number): Promise<LeadHistory> {
  const since = new Date(startOfDay(now) - historyDays * day).toISOString();
  const { leads, ...history } = await readLeads(api, `CreatedDate >= ${since}`);
  // Who may not read which leads converted has no history to learn from.
  if (!history.hasOutcomes) return { ...history, leads: [] };
  // Where it is known of lost leads alone, it would tell them apart by that.
  const isTold = leads.some(({ convertedAt, hasEngagements }) => convertedAt !== undefined && hasEngagements);
  const isKnown = (lead: LeadRecord) => isTold && lead.hasEngagements && lead.createdAt >= history.engagementsSince;
  return { ...history, leads: leads.map((lead) => ({ ...lead, hasEngagements: isKnown(lead) })) };
}

/** One lead as it is now. */
export function readOneLead(api: Salesforce, id: string): Promise<LeadHistory> {
  // A RecordId has letters and digits only.
  return readLeads(api, `Id = '${id}'`);
}

async function readLeads(api: Salesforce, which: string): Promise<LeadHistory> {
  const gaps: string[] = [];
  const read = createRowReader(api.gathered(), gaps);
  const leads = read('Lead', WireLead, [...wanted, ...leadFields], which);
  const changes = read(
    'LeadHistory',
    WireChange,
    ['LeadId', 'Field', 'OldValue', 'NewValue', 'CreatedDate'],
    `LeadId IN (SELECT Id FROM Lead WHERE ${which})`,
  );
  const found = await Promise.all([leads, changes, readEngagements(read, leads, which)]);
  return { ...assemble(...found), gaps: [...new Set(gaps)].toSorted() };
}

interface Engaged {
  who: string | null | undefined;
  engagement: Engagement;
}

async function readEngagements(read: ReadRows, leads: Promise<readonly WireLead[]>, which: string): Promise<Engaged[]> {
  // Salesforce moves the activities of a lead to the contact that it became: https://help.salesforce.com/s/articleView?id=000385227&type=1
  const contacts = `(SELECT ConvertedContactId FROM Lead WHERE ConvertedContactId != NULL AND ${which})`;
  const [ofLeads, ofContacts] = await Promise.all([
    readDealings(read, 'LeadId', `(SELECT Id FROM Lead WHERE ${which})`),
    leads.then((found) => {
      const hasContacts = found.some(({ ConvertedContactId }) => ConvertedContactId);
      return hasContacts ? readDealings(read, 'ContactId', contacts) : { activities: [], members: [] };
    }),
  ]);
  // A converted lead's membership may bear both.
  const members = new Map([...ofLeads.members, ...ofContacts.members].map((member) => [member.Id, member]));
  return [...ofLeads.activities, ...ofContacts.activities, ...[...members.values()].flatMap(ofMember)];
}

interface Dealings {
  activities: Engaged[];
  members: z.output<typeof WireMember>[];
}

async function readDealings(read: ReadRows, owner: 'LeadId' | 'ContactId', owners: string): Promise<Dealings> {
  const who = `WhoId IN ${owners}`;
  const fields = ['Id', 'LeadId', 'ContactId', 'CreatedDate', 'LastModifiedDate', 'HasResponded', 'FirstRespondedDate'];
  const [tasks, events, members] = await Promise.all([
    read('Task', WireTask, ['WhoId', 'CreatedDate', 'ActivityDate', 'TaskSubtype'], who),
    read('Event', WireEvent, ['WhoId', 'CreatedDate', 'StartDateTime'], who),
    read('CampaignMember', WireMember, fields, `${owner} IN ${owners}`),
  ]);
  return { activities: [...tasks.flatMap(ofTask), ...events.map(ofEvent)], members };
}

function ofTask({ ActivityDate, CreatedDate, TaskSubtype, WhoId }: z.output<typeof WireTask>): Engaged[] {
  const kind = TaskSubtype === 'Call' ? 'call' : TaskSubtype === 'Email' ? 'email' : undefined;
  // Notes to oneself and mails to a whole list are no dealings with the lead.
  return kind ? [{ who: WhoId, engagement: { kind, at: ActivityDate ?? CreatedDate, knownAt: CreatedDate } }] : [];
}

function ofEvent({ CreatedDate, StartDateTime, WhoId }: z.output<typeof WireEvent>): Engaged {
  return { who: WhoId, engagement: { kind: 'meeting', at: StartDateTime ?? CreatedDate, knownAt: CreatedDate } };
}

function ofMember(member: z.output<typeof WireMember>): Engaged[] {
  const { ContactId, CreatedDate, FirstRespondedDate, HasResponded, LastModifiedDate, LeadId } = member;
  const who = LeadId ?? ContactId;
  const joined: Engaged = { who, engagement: { kind: 'campaign', at: CreatedDate, knownAt: CreatedDate } };
  // A response without its date was there by the last change at the latest.
  const at = FirstRespondedDate ?? (HasResponded ? (LastModifiedDate ?? CreatedDate) : undefined);
  if (at === undefined) return [joined];
  return [joined, { who, engagement: { kind: 'response', at, knownAt: Math.max(CreatedDate, at) } }];
}

function assemble(
  leads: readonly WireLead[],
  changes: readonly z.output<typeof WireChange>[],
  engaged: readonly Engaged[],
): Omit<LeadHistory, 'gaps'> {
  const owners = new Map(
    leads.flatMap(({ ConvertedContactId, Id }) => [[Id, Id] as const, [ConvertedContactId ?? Id, Id] as const]),
  );
  const byLead = Map.groupBy(engaged, ({ who }) => owners.get(who ?? ''));
  const changesOf = Map.groupBy(changes, ({ LeadId }) => LeadId);
  const engagementsSince = readableSince(engaged);
  const records = leads.map((lead): LeadRecord => {
    return {
      id: lead.Id,
      createdAt: lead.CreatedDate,
      convertedAt: conversionOf(lead),
      fields: Object.fromEntries(
        leadFields.flatMap((field) => (lead[field] === undefined ? [] : [[field, lead[field]]])),
      ),
      changes: (changesOf.get(lead.Id) ?? []).map(toChange).sort((one, other) => one.at - other.at),
      engagements: (byLead.get(lead.Id) ?? []).map(({ engagement }) => engagement),
      hasEngagements: !hasLostDealings(lead),
    };
  });
  const statuses = new Map(leads.map(({ Id, Status }) => [Id, Status ?? '']));
  const hasOutcomes = leads.every(
    ({ ConvertedDate, IsConverted }) => ConvertedDate !== undefined && IsConverted !== undefined,
  );
  return {
    leads: records.sort((one, other) => one.createdAt - other.createdAt),
    statuses,
    hasOutcomes,
    engagementsSince,
  };
}

/** A conversion has a day without a time: on the day on which the lead came it was open at first. */
function conversionOf({ ConvertedDate, CreatedDate, IsConverted }: WireLead): number | undefined {
  if (!IsConverted || !ConvertedDate) return undefined;
  return Math.max(startOfDay(ConvertedDate), CreatedDate + 1);
}

/**
 * What was done with a lead is with the contact that it became: it can't be told where that contact is not to be seen, or was there
 * before.
 */
function hasLostDealings({ ConvertedContact, ConvertedDate, IsConverted }: WireLead): boolean {
  if (!IsConverted || !ConvertedDate) return false;
  return !ConvertedContact || ConvertedContact.CreatedDate < ConvertedDate;
}

function toChange({ CreatedDate, Field, NewValue, OldValue }: z.output<typeof WireChange>): FieldChange {
  return { field: Field, before: OldValue, after: NewValue, at: CreatedDate };
}

/**
 * Salesforce archives activities after a year, and what is too much is not read: of leads older than the oldest activity that came,
 * it is not known what was done with them, which is not the same as nothing.
 */
function readableSince(engaged: readonly Engaged[]): number {
  const kept = engaged.flatMap(({ engagement }) => (archived.has(engagement.kind) ? [engagement] : []));
  const oldest = (timeOf: (engagement: Engagement) => number) =>
    kept.reduce((least, one) => Math.min(least, timeOf(one)), Number.POSITIVE_INFINITY);
  // The archive goes by when they happened, what is read at most by when they were entered.
  return Math.max(
    oldest(({ at }) => at),
    oldest(({ knownAt }) => knownAt),
  );
}

const archived: ReadonlySet<Engagement['kind']> = new Set(['call', 'email', 'meeting']);
