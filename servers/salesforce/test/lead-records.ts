import type { OrgRecord } from '../simulator/object-definition.ts';
import { type OrgState, recordsOf } from '../simulator/org-state.ts';
import { type Engagement, type LeadRecord, leadFields, startOfDay } from '../src/lead-scoring/lead-record.ts';

const timeOf = (value: unknown): number => Date.parse(String(value));
const plainOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? value : null);

/** The leads of an org straight from its state, as the reader of the server has to bring them. */
export function leadsOf(state: OrgState): LeadRecord[] {
  const all = (object: string): OrgRecord[] => [...recordsOf(state, object).values()];
  const owners = new Map<string, string>();
  for (const lead of all('Lead'))
    for (const id of [lead.Id, lead.ConvertedContactId]) owners.set(String(id), String(lead.Id));
  const engagements = new Map<string, Engagement[]>();
  const add = (who: unknown, engagement: Engagement) => {
    const id = owners.get(String(who));
    if (id !== undefined) engagements.set(id, [...(engagements.get(id) ?? []), engagement]);
  };
  for (const { ActivityDate, CreatedDate, TaskSubtype, WhoId } of all('Task')) {
    const kind = TaskSubtype === 'Call' ? 'call' : 'email';
    add(WhoId, { kind, at: timeOf(ActivityDate), knownAt: timeOf(CreatedDate) });
  }
  for (const { CreatedDate, StartDateTime, WhoId } of all('Event'))
    add(WhoId, { kind: 'meeting', at: timeOf(StartDateTime), knownAt: timeOf(CreatedDate) });
  for (const { ContactId, CreatedDate, FirstRespondedDate, LeadId } of all('CampaignMember')) {
    const created = timeOf(CreatedDate);
    add(LeadId ?? ContactId, { kind: 'campaign', at: created, knownAt: created });
    const responded = timeOf(FirstRespondedDate);
    if (FirstRespondedDate)
      add(LeadId ?? ContactId, { kind: 'response', at: responded, knownAt: Math.max(created, responded) });
  }
  const changes = Map.groupBy(all('LeadHistory'), ({ LeadId }) => String(LeadId));
  return all('Lead').map((lead) => ({
    id: String(lead.Id),
    createdAt: timeOf(lead.CreatedDate),
    convertedAt: lead.IsConverted === true ? startOfDay(timeOf(lead.ConvertedDate)) : undefined,
    fields: Object.fromEntries(leadFields.map((field) => [field, plainOf(lead[field])])),
    changes: (changes.get(String(lead.Id)) ?? []).map(({ CreatedDate, Field, NewValue, OldValue }) => ({
      field: String(Field),
      before: plainOf(OldValue),
      after: plainOf(NewValue),
      at: timeOf(CreatedDate),
    })),
    engagements: engagements.get(String(lead.Id)) ?? [],
    hasEngagements: true,
  }));
}
