import type { OrgRecord } from '../object-definition.ts';
import { campaign, campaignMember } from '../objects/sales.ts';
import type { SeededLead } from './leads.ts';
import { day, dayText, type OrgBuilder } from './org-builder.ts';

const campaignCount = 24;
const campaignDays = 30;

const kinds = ['Webinar', 'Trade Show', 'Email', 'Conference'] as const;

const seedCampaign = (builder: OrgBuilder, index: number, parents: readonly OrgRecord[]): OrgRecord => {
  const { random, today } = builder;
  const start = today - (campaignCount - index) * campaignDays * day;
  const end = start + 45 * day;
  const kind = random.pick(kinds);
  const cost = random.integer(20, 300) * 100;
  const values = {
    Name: `${kind} ${dayText(start).slice(0, 7)}`,
    ParentId: index > 3 && random.chance(0.3) ? (parents[0]?.Id ?? null) : null,
    Type: kind,
    Status: end < today ? 'Completed' : 'In Progress',
    StartDate: dayText(start),
    EndDate: dayText(end),
    BudgetedCost: cost,
    ActualCost: end < today ? cost + random.integer(-10, 20) * 100 : null,
    ExpectedRevenue: cost * 8,
    NumberSent: random.integer(200, 5_000),
    IsActive: end >= today,
    OwnerId: builder.owner(),
  };
  return builder.add(campaign, values, start - 20 * day);
};

const addMember = (builder: OrgBuilder, parent: OrgRecord, who: OrgRecord, at: number, hasResponded: boolean): void => {
  const isLead = String(who.Id).startsWith('00Q');
  const values = {
    CampaignId: parent.Id ?? null,
    LeadId: isLead ? (who.Id ?? null) : null,
    ContactId: isLead ? null : (who.Id ?? null),
    Status: hasResponded ? 'Responded' : 'Sent',
    FirstRespondedDate: hasResponded ? dayText(at + 2 * day) : null,
  };
  builder.add(campaignMember, values, at, hasResponded ? at + 2 * day : at);
};

/** The campaigns that run in the first weeks of a lead, the next one first. */
const campaignsAfter = (campaigns: readonly OrgRecord[], createdAt: number): OrgRecord[] => {
  const first = dayText(createdAt + 20 * day);
  return campaigns.filter(({ EndDate }) => String(EndDate) > first).slice(0, 3);
};

/** Writes the campaigns of two years, with the leads and contacts that were addressed. */
export const seedCampaigns = (
  builder: OrgBuilder,
  leads: readonly SeededLead[],
  contacts: readonly OrgRecord[],
): readonly OrgRecord[] => {
  const { random, today } = builder;
  const campaigns: OrgRecord[] = [];
  for (let index = 0; index < campaignCount; index += 1) campaigns.push(seedCampaign(builder, index, campaigns));
  for (const { createdAt, record, traits } of leads) {
    const near = campaignsAfter(campaigns, createdAt);
    for (const [place, parent] of near.entries()) {
      const at = createdAt + random.integer(1, 20) * day;
      const hasResponded = place < traits.responses;
      if (at + 2 * day < today && (hasResponded || random.chance(0.3)))
        addMember(builder, parent, record, at, hasResponded);
    }
  }
  for (const [index, parent] of campaigns.entries()) {
    const start = Date.parse(String(parent.StartDate));
    for (let count = 0; count < 20; count += 1) {
      const person = contacts[(index * 61 + count * 17) % contacts.length];
      const hasResponded = random.chance(0.25);
      const at = start + 3 * day;
      if (person !== undefined && Date.parse(String(person.CreatedDate)) < at)
        addMember(builder, parent, person, at, hasResponded);
    }
  }
  return campaigns;
};
