import type { FieldValue } from '../field-definition.ts';
import type { OrgRecord } from '../object-definition.ts';
import { event, task } from '../objects/activities.ts';
import type { SeededLead } from './leads.ts';
import { day, dayText, type OrgBuilder, timeText } from './org-builder.ts';

/** Who and what an activity is about. */
interface Subject {
  readonly who: OrgRecord;
  readonly what: FieldValue;
  readonly account: FieldValue;
}

const addTask = (builder: OrgBuilder, { account, what, who }: Subject, kind: 'Call' | 'Email', at: number): void => {
  const { random } = builder;
  const isDone = at < builder.today;
  const values = {
    WhoId: who.Id ?? null,
    WhatId: what,
    AccountId: account,
    Subject: kind === 'Call' ? 'Call' : 'Email: Your question about controllers',
    ActivityDate: dayText(at),
    Status: isDone ? 'Completed' : 'Not Started',
    Priority: random.chance(0.15) ? 'High' : 'Normal',
    TaskSubtype: kind,
    CallType: kind === 'Call' ? 'Outbound' : null,
    CallDurationInSeconds: kind === 'Call' && isDone ? random.integer(40, 1_500) : null,
    OwnerId: who.OwnerId ?? null,
  };
  builder.add(task, values, Math.min(at, builder.today));
};

const addMeeting = (builder: OrgBuilder, { account, what, who }: Subject, at: number): void => {
  const minutes = builder.random.pick([30, 45, 60]);
  const values = {
    WhoId: who.Id ?? null,
    WhatId: what,
    AccountId: account,
    Subject: builder.random.pick(['Meeting', 'Demonstration', 'Site visit']),
    DurationInMinutes: minutes,
    StartDateTime: timeText(at),
    EndDateTime: timeText(at + minutes * 60_000),
    OwnerId: who.OwnerId ?? null,
  };
  builder.add(event, values, Math.min(at - 2 * day, builder.today));
};

/** What was done with a lead before its fate was decided; some lost ones are called once more long after. */
const seedForLead = (
  builder: OrgBuilder,
  { createdAt, outcome, record, traits }: SeededLead,
  contact: OrgRecord | undefined,
): void => {
  const { random } = builder;
  // A conversion moves all activities to what the lead became: https://help.salesforce.com/s/articleView?id=000385227&type=1
  const subject = {
    who: contact ?? record,
    what: contact === undefined ? null : (record.ConvertedOpportunityId ?? null),
    account: contact === undefined ? null : (record.ConvertedAccountId ?? null),
  };
  const soon = (): number => createdAt + random.integer(1, 24) * day + random.integer(0, 5) * 3_600_000;
  const past = (at: number): boolean => at < builder.today;
  for (let call = 0; call < traits.calls; call += 1) {
    const at = soon();
    if (past(at)) addTask(builder, subject, 'Call', at);
  }
  for (let mail = 0; mail < traits.mails; mail += 1) {
    const at = soon();
    if (past(at)) addTask(builder, subject, 'Email', at);
  }
  for (let meeting = 0; meeting < traits.meetings; meeting += 1) {
    const at = soon();
    if (past(at)) addMeeting(builder, subject, at);
  }
  const later = createdAt + random.integer(90, 200) * day;
  if (outcome === 'lost' && random.chance(0.12) && past(later)) addTask(builder, subject, 'Call', later);
};

/** Writes calls, mails and meetings with leads and with the people of opportunities. */
export const seedActivities = (
  builder: OrgBuilder,
  leads: readonly SeededLead[],
  byLead: ReadonlyMap<string, OrgRecord>,
  deals: ReadonlyArray<{ readonly deal: OrgRecord; readonly person: OrgRecord }>,
): void => {
  const { random } = builder;
  for (const seeded of leads) seedForLead(builder, seeded, byLead.get(String(seeded.record.Id)));
  for (const { deal, person } of deals) {
    const subject = { who: person, what: deal.Id ?? null, account: deal.AccountId ?? null };
    const start = Date.parse(String(deal.CreatedDate));
    for (let count = random.integer(0, 3); count > 0; count -= 1) {
      addTask(builder, subject, random.pick(['Call', 'Email']), start + random.integer(1, 60) * day);
    }
    if (random.chance(0.5)) addMeeting(builder, subject, start + random.integer(3, 60) * day);
  }
};
