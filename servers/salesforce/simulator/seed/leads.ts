import type { OrgRecord } from '../object-definition.ts';
import { industries, interests, leadSources, ratings } from '../objects/choices.ts';
import { lead, leadHistory } from '../objects/people.ts';
import { conversionChance, type LeadTraits } from './conversion-model.ts';
import { day, dayText, type OrgBuilder, timeText } from './org-builder.ts';
import { companyName, familyNames, givenNames, mailAddress, places, titles } from './vocabulary.ts';

/** A lead with what later seeds need to know of it. */
export interface SeededLead {
  readonly record: OrgRecord;
  readonly traits: LeadTraits;
  readonly createdAt: number;
  /** When its fate was or will be decided; engagement ends before. */
  readonly decidedAt: number;
  readonly outcome: 'converted' | 'lost' | 'open';
  /** The account that a converted lead belongs to from then on. */
  readonly account: OrgRecord | undefined;
}

const leadCount = 900;
const historyDays = 730;

const drawTraits = ({ random }: OrgBuilder): LeadTraits & { readonly title: string } => {
  const [title, seniority] = random.pick(titles);
  const isReached = random.chance(0.75);
  return {
    title,
    seniority,
    industry: random.chance(0.93) ? random.pick(industries) : null,
    source: random.chance(0.97) ? random.pick(leadSources) : null,
    employees: random.chance(0.88) ? Math.round(Math.exp(2 + random.next() * 6.5)) : null,
    calls: isReached ? random.integer(0, 4) : 0,
    mails: random.integer(0, 4),
    meetings: isReached ? Math.max(0, random.integer(-3, 3)) : 0,
    responses: Math.max(0, random.integer(-2, 2)),
  };
};

const describePerson = ({ random }: OrgBuilder, company: string, index: number): OrgRecord => {
  const [first, last] = [random.pick(givenNames), random.pick(familyNames)];
  const [city, , country] = random.pick(places);
  return {
    FirstName: first,
    LastName: last,
    Email: mailAddress(first, last, company, index),
    Phone: random.chance(0.7) ? `+1 555 02${String(index).padStart(3, '0')}` : null,
    City: city,
    Country: country,
    Interests__c: random.chance(0.7)
      ? interests.filter((_interest, place) => place === index % interests.length || random.chance(0.3)).join(';')
      : null,
  };
};

const statusOf = (outcome: SeededLead['outcome'], traits: LeadTraits): string => {
  if (outcome === 'converted') return 'Closed - Converted';
  if (outcome === 'lost') return 'Closed - Not Converted';
  return traits.calls + traits.mails + traits.meetings > 0 ? 'Working - Contacted' : 'Open - Not Contacted';
};

const writeHistory = (builder: OrgBuilder, { createdAt, decidedAt, outcome, record }: SeededLead): void => {
  const steps: Array<readonly [at: number, from: string, to: string]> = [];
  const isWorking = outcome !== 'open' || record.Status === 'Working - Contacted';
  if (isWorking) steps.push([createdAt + 2 * day, 'Open - Not Contacted', 'Working - Contacted']);
  if (outcome !== 'open') steps.push([decidedAt, 'Working - Contacted', String(record.Status)]);
  for (const [at, from, to] of steps) {
    if (at > builder.today) continue;
    const values = { LeadId: record.Id ?? null, Field: 'Status', OldValue: from, NewValue: to };
    builder.add(leadHistory, { ...values, CreatedById: record.OwnerId ?? null }, at);
  }
};

/** Draws one lead. Its fate follows the hidden model, and is known once its day has come. */
const seedLead = (
  builder: OrgBuilder,
  accounts: readonly OrgRecord[],
  index: number,
  converted: number,
): SeededLead => {
  const { random, today } = builder;
  const { title, ...traits } = drawTraits(builder);
  const createdAt = builder.moment(historyDays - Math.floor((index * historyDays) / leadCount));
  const decidedAt = createdAt + random.integer(25, 75) * day;
  const isConverting = random.chance(conversionChance(traits, random));
  const isDecided = decidedAt < today;
  const outcome = !isDecided ? 'open' : isConverting ? 'converted' : 'lost';
  const account = outcome === 'converted' ? accounts[(converted * 7 + 3) % accounts.length] : undefined;
  const company = account === undefined ? companyName(accounts.length + index) : String(account.Name);
  const values = {
    ...describePerson(builder, company, index),
    Company: company,
    Title: title,
    LeadSource: traits.source,
    Industry: traits.industry,
    NumberOfEmployees: traits.employees,
    AnnualRevenue: traits.employees === null ? null : traits.employees * random.integer(80, 240) * 1_000,
    Rating: random.chance(0.4) ? random.pick(ratings) : null,
    Status: statusOf(outcome, traits),
    IsConverted: outcome === 'converted',
    ConvertedDate: outcome === 'converted' ? dayText(decidedAt) : null,
    ConvertedAccountId: account?.Id ?? null,
    IsUnreadByOwner: random.chance(0.05),
    External_Id__c: `WEB-${20_000 + index}`,
    RecordTypeId: builder.recordType('Lead', traits.source === 'Purchased List' ? 'Outbound' : 'Inbound'),
    OwnerId: builder.owner(),
  };
  const record = builder.add(lead, values, createdAt, outcome === 'open' ? createdAt : decidedAt);
  return { record, traits, createdAt, decidedAt, outcome, account };
};

/** Writes the leads of two years, with the history of their status. */
export const seedLeads = (builder: OrgBuilder, accounts: readonly OrgRecord[]): readonly SeededLead[] => {
  const leads: SeededLead[] = [];
  let converted = 0;
  for (let index = 0; index < leadCount; index += 1) {
    const seeded = seedLead(builder, accounts, index, converted);
    if (seeded.outcome === 'converted') converted += 1;
    leads.push(seeded);
    writeHistory(builder, seeded);
  }
  return leads;
};

/** Writes what a lead became. */
export const linkConverted = (record: OrgRecord, contactId: string, opportunityId: string): void => {
  record.ConvertedContactId = contactId;
  record.ConvertedOpportunityId = opportunityId;
  record.SystemModstamp = record.LastModifiedDate ?? timeText(0);
};
