import type { CrmRecord } from '../objects/record.ts';
import type { SeededCompany } from './companies.ts';
import { day, type PortalBuilder, type Values } from './portal-builder.ts';
import { familyNames, givenNames, jobTitles } from './vocabulary.ts';

/** A contact with what later seeds need to know of it. */
export interface SeededContact {
  readonly record: CrmRecord;
  readonly company: SeededCompany;
  readonly firstName: string;
  readonly email: string;
  /** How much the person decides, 0 to 1. */
  readonly influence: number;
}

const contactCount = 420;

const stages = [
  'subscriber',
  'lead',
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'customer',
] as const;

const leadStatuses = ['NEW', 'OPEN', 'IN_PROGRESS', 'CONNECTED', 'ATTEMPTED_TO_CONTACT', 'UNQUALIFIED'] as const;
const sources = [
  'ORGANIC_SEARCH',
  'EMAIL_MARKETING',
  'DIRECT_TRAFFIC',
  'REFERRALS',
  'SOCIAL_MEDIA',
  'PAID_SEARCH',
  'OFFLINE',
] as const;

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase();

/** How far a contact came: no farther than the company, and influential persons farther. */
const lastStage = (builder: PortalBuilder, company: SeededCompany, influence: number): number => {
  const ceiling = { lead: 3, opportunity: 4, customer: 5 }[company.lifecycle];
  const wanted = Math.floor(builder.random.next() * 4 + influence * 3);
  return Math.min(ceiling, wanted);
};

const writeStages = (builder: PortalBuilder, record: CrmRecord, last: number): void => {
  let at = record.createdAt;
  const values = stages.slice(0, last + 1).map((stage, index): readonly [string, number] => {
    if (index > 0) at += Math.floor((builder.today - at) * (0.1 + builder.random.next() * 0.35));
    return [stage, at];
  });
  builder.writeHistory(record, 'lifecyclestage', values);
};

/** Which company and when, oldest first; every company gets at least two. */
const planContacts = (builder: PortalBuilder, companies: readonly [SeededCompany, ...SeededCompany[]]) => {
  const { random, today } = builder;
  return Array.from({ length: contactCount }, (_unused, index) => {
    const company = companies[index % companies.length] ?? companies[0];
    const chosen = index < companies.length * 2 ? company : random.pick(companies);
    const age = (today - chosen.record.createdAt) / day;
    const from = Math.max(today - Math.floor(age * random.next() ** 0.7) * day, chosen.record.createdAt);
    return { company: chosen, createdAt: builder.workingTime(from, Math.min(from + day, today)) };
  }).sort((left, right) => left.createdAt - right.createdAt);
};

const valuesOf = ({ phone, random }: PortalBuilder, company: SeededCompany): Values => ({
  company: company.name,
  phone: phone(),
  mobilephone: random.chance(0.4) ? phone() : undefined,
  city: company.place[0],
  state: company.place[1],
  country: company.place[2],
  hs_lead_status: random.chance(0.8) ? random.pick(leadStatuses) : undefined,
  hs_analytics_source: random.pick(sources),
  hubspot_owner_id: random.chance(0.9) ? company.ownerId : undefined,
  hs_email_optout: random.chance(0.04) ? 'true' : undefined,
  birth_date: random.chance(0.05)
    ? `19${random.integer(62, 98)}-0${random.integer(1, 9)}-1${random.integer(0, 9)}`
    : undefined,
  preferred_channels: random.chance(0.3) ? random.pick(['email', 'phone;email', 'phone']) : undefined,
});

/** Names that walk through both lists at different paces, so that a pair comes back late. */
const nameAt = (index: number): readonly [firstName: string, lastName: string] => [
  givenNames[(index * 7 + Math.floor(index / 40)) % givenNames.length] ?? givenNames[0],
  familyNames[(index * 11 + Math.floor(index / 40) * 3) % familyNames.length] ?? familyNames[0],
];

/** Adds the contacts, oldest first. */
export const seedContacts = (
  builder: PortalBuilder,
  companies: readonly [SeededCompany, ...SeededCompany[]],
): SeededContact[] => {
  const used = new Map<string, number>();
  return planContacts(builder, companies).map(({ company, createdAt }, index) => {
    const [firstName, lastName] = nameAt(index);
    const local = `${plain(firstName)}.${plain(lastName)}`;
    const repeated = used.get(`${local}@${company.domain}`) ?? 0;
    used.set(`${local}@${company.domain}`, repeated + 1);
    const email = `${local}${repeated === 0 ? '' : String(repeated + 1)}@${company.domain}`;
    const passport_number = index % 10 === 0 ? `NL-${String(index * 7919).padStart(7, '0')}` : undefined;
    const [jobtitle, influence] = builder.random.pick(jobTitles);
    const values = {
      email,
      firstname: firstName,
      lastname: lastName,
      jobtitle,
      passport_number,
      ...valuesOf(builder, company),
    };
    const record = builder.add('contacts', values, createdAt);
    writeStages(builder, record, lastStage(builder, company, influence));
    builder.link(['contacts', record], ['companies', company.record]);
    return { record, company, firstName, email, influence };
  });
};
