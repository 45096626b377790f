import type { OrgRecord } from '../object-definition.ts';
import { interests, leadSources } from '../objects/choices.ts';
import { contact } from '../objects/people.ts';
import type { SeededLead } from './leads.ts';
import { dayText, type OrgBuilder } from './org-builder.ts';
import { departments, familyNames, givenNames, mailAddress, places, titles } from './vocabulary.ts';

/** Contacts, and which of them a lead became. */
export interface SeededContacts {
  readonly contacts: readonly OrgRecord[];
  readonly byLead: ReadonlyMap<string, OrgRecord>;
}

const contactCount = 1_500;

const fromLead = (builder: OrgBuilder, { account, decidedAt, record }: SeededLead): OrgRecord => {
  const { Email, FirstName, Interests__c, LastName, LeadSource, OwnerId, Phone, Title } = record;
  const shared = { Email, FirstName, Interests__c, LastName, LeadSource, OwnerId, Phone, Title };
  const known = Object.fromEntries(Object.entries(shared).map(([name, value]) => [name, value ?? null]));
  return builder.add(contact, { ...known, AccountId: account?.Id ?? null }, decidedAt);
};

/** What only some know of a person, without a chance of its own: whatever is drawn after it stays as it was. */
const privateValues = (index: number) => {
  if (index % 5 > 0) return {};
  return {
    Door_Code__c: `K${700_000 + index * 13}T`,
    Direct_Line__c: `ext. ${4_000 + index}`,
    Private_Email__c: `private.${index}@kestrelmail.example`,
    Diet__c: index % 2 === 0 ? 'no nuts' : 'vegetarian',
    Home__Latitude__s: 50 + (index % 90) / 100,
    Home__Longitude__s: -1 - (index % 70) / 100,
  };
};

const drawContact = (builder: OrgBuilder, accounts: readonly OrgRecord[], index: number, manager?: OrgRecord) => {
  const { random } = builder;
  const employer = accounts[random.integer(0, accounts.length - 1)];
  const isAlone = random.chance(0.04);
  const [first, last] = [random.pick(givenNames), random.pick(familyNames)];
  const [city, , country] = random.pick(places);
  const values = {
    AccountId: isAlone ? null : (employer?.Id ?? null),
    FirstName: random.chance(0.97) ? first : null,
    LastName: last,
    Email: random.chance(0.94) ? mailAddress(first, last, String(employer?.Name), 1_000 + index) : null,
    Title: random.chance(0.9) ? random.pick(titles)[0] : null,
    Department: random.chance(0.8) ? random.pick(departments) : null,
    MailingCity: city,
    MailingCountry: country,
    Phone: random.chance(0.6) ? `+1 555 03${String(index).padStart(4, '0')}` : null,
    ReportsToId: random.chance(0.15) ? (manager?.Id ?? null) : null,
    LeadSource: random.chance(0.7) ? random.pick(leadSources) : null,
    Birthdate: random.chance(0.2) ? dayText(Date.UTC(random.integer(1960, 2000), random.integer(0, 11), 12)) : null,
    HasOptedOutOfEmail: random.chance(0.08),
    DoNotCall: random.chance(0.05),
    External_Id__c: `P-${50_000 + index}`,
    Interests__c: random.chance(0.5) ? interests.filter(() => random.chance(0.4)).join(';') || null : null,
    OwnerId: builder.owner(),
    ...privateValues(index),
  };
  return builder.add(contact, values, builder.moment(random.integer(1, 730)));
};

/** Writes the contacts: first those that were leads, then the others. */
export const seedContacts = (
  builder: OrgBuilder,
  accounts: readonly OrgRecord[],
  leads: readonly SeededLead[],
): SeededContacts => {
  const byLead = new Map<string, OrgRecord>();
  for (const seeded of leads) {
    if (seeded.outcome === 'converted') byLead.set(String(seeded.record.Id), fromLead(builder, seeded));
  }
  const contacts = [...byLead.values()];
  while (contacts.length < contactCount) {
    contacts.push(
      drawContact(builder, accounts, contacts.length, contacts[builder.random.integer(0, contacts.length - 1)]),
    );
  }
  return { contacts, byLead };
};
