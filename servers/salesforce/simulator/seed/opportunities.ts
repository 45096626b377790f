import { noteHistory } from '../history.ts';
import type { OrgRecord } from '../object-definition.ts';
import { leadSources, stages } from '../objects/choices.ts';
import { opportunity, opportunityContactRole } from '../objects/sales.ts';
import type { SeededContacts } from './contacts.ts';
import { linkConverted, type SeededLead } from './leads.ts';
import { day, dayText, type OrgBuilder } from './org-builder.ts';

const opportunityCount = 600;
const kinds = ['New Customer', 'Existing Customer - Upgrade', 'Existing Customer - Replacement'] as const;
const roles = ['Decision Maker', 'Economic Buyer', 'Evaluator', 'Influencer', 'Business User'] as const;

const describeStage = ({ random, today }: OrgBuilder, createdAt: number) => {
  const length = random.integer(30, 160) * day;
  const isOver = createdAt + length < today;
  if (isOver) return { StageName: random.chance(0.46) ? 'Closed Won' : 'Closed Lost', closeAt: createdAt + length };
  const [name] = stages[random.integer(0, 4)] ?? stages[0];
  return { StageName: name, closeAt: Math.max(createdAt + length, today + random.integer(-10, 90) * day) };
};

/** Every deal began with the first stage, and came to its own when it was last changed. */
const tellStages = ({ state }: OrgBuilder, deal: OrgRecord): void => {
  const { CreatedById, CreatedDate } = deal;
  const begun = opportunity.derive({
    ...deal,
    StageName: stages[0][0],
    Probability: null,
    LastModifiedDate: CreatedDate ?? null,
    LastModifiedById: CreatedById ?? null,
  });
  noteHistory(state, 'Opportunity', undefined, begun);
  noteHistory(state, 'Opportunity', begun, deal);
};

const seedOpportunity = (
  builder: OrgBuilder,
  account: OrgRecord | undefined,
  createdAt: number,
  origin?: OrgRecord,
) => {
  const { random } = builder;
  const { StageName, closeAt } = describeStage(builder, createdAt);
  const kind = origin === undefined ? random.pick(kinds) : 'New Customer';
  const number = random.integer(100, 999);
  const values = {
    Name: `${String(account?.Name ?? 'Unknown')} - ${kind === 'New Customer' ? 'Controllers' : 'Upgrade'} ${number}`,
    AccountId: account?.Id ?? null,
    StageName,
    Amount: random.chance(0.95) ? random.integer(20, 2_400) * 100 : null,
    CloseDate: dayText(closeAt),
    Type: random.chance(0.95) ? kind : null,
    NextStep: random.chance(0.3) ? 'Send the proposal' : null,
    LeadSource: origin?.LeadSource ?? (random.chance(0.8) ? random.pick(leadSources) : null),
    External_Id__c: `DEAL-${createdAt / 60_000}-${number}`,
    RecordTypeId: builder.recordType('Opportunity', kind === 'New Customer' ? 'New_Business' : 'Renewal'),
    OwnerId: origin?.OwnerId ?? builder.owner(),
  };
  const deal = builder.add(opportunity, values, createdAt, Math.min(closeAt, builder.today));
  tellStages(builder, deal);
  return deal;
};

const addRole = (builder: OrgBuilder, deal: OrgRecord, person: OrgRecord, isPrimary: boolean): void => {
  const values = { OpportunityId: deal.Id ?? null, ContactId: person.Id ?? null, IsPrimary: isPrimary };
  builder.add(
    opportunityContactRole,
    { ...values, Role: builder.random.pick(roles) },
    Date.parse(String(deal.CreatedDate)),
  );
};

/** Writes the opportunities: those that came of leads, and the others. */
export const seedOpportunities = (
  builder: OrgBuilder,
  accounts: readonly OrgRecord[],
  leads: readonly SeededLead[],
  { byLead, contacts }: SeededContacts,
): readonly OrgRecord[] => {
  const { random } = builder;
  const opportunities: OrgRecord[] = [];
  for (const { account, decidedAt, record } of leads) {
    const person = byLead.get(String(record.Id));
    if (person === undefined || opportunities.length >= opportunityCount) continue;
    const deal = seedOpportunity(builder, account, decidedAt, record);
    linkConverted(record, String(person.Id), String(deal.Id));
    addRole(builder, deal, person, true);
    opportunities.push(deal);
  }
  while (opportunities.length < opportunityCount) {
    const account = accounts[random.integer(0, accounts.length - 1)];
    const deal = seedOpportunity(builder, account, builder.moment(random.integer(2, 720)));
    const person = contacts.find(({ AccountId }) => AccountId === account?.Id);
    if (person !== undefined && random.chance(0.8)) addRole(builder, deal, person, random.chance(0.7));
    opportunities.push(deal);
  }
  return opportunities;
};
