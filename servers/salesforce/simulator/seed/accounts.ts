import type { OrgRecord } from '../object-definition.ts';
import { accountTypes, industries, leadSources } from '../objects/choices.ts';
import { account } from '../objects/people.ts';
import type { OrgBuilder } from './org-builder.ts';
import { companyName, places } from './vocabulary.ts';

const accountCount = 400;

/** Writes the accounts; a few belong to a larger one, and some have never been described. */
export const seedAccounts = (builder: OrgBuilder): readonly OrgRecord[] => {
  const { random } = builder;
  const accounts: OrgRecord[] = [];
  for (let index = 0; index < accountCount; index += 1) {
    const [city, region, country, area] = random.pick(places);
    const employees = Math.round(Math.exp(2.5 + random.next() * 6.5));
    const isKnown = random.chance(0.9);
    const parent = index > 40 && random.chance(0.08) ? accounts[random.integer(0, 39)] : undefined;
    const at = builder.moment(random.integer(735, 1_500));
    const values = {
      Name: companyName(index),
      Type: random.chance(0.92) ? random.pick(accountTypes) : null,
      ParentId: parent?.Id ?? null,
      BillingStreet: `${random.integer(1, 400)} Harbor Street`,
      BillingCity: city,
      BillingState: region,
      BillingCountry: country,
      Phone: random.chance(0.8) ? `+1 555 01${String(index).padStart(3, '0')}` : null,
      Website: `https://${companyName(index)
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '')}.example`,
      Industry: isKnown ? random.pick(industries) : null,
      AnnualRevenue: isKnown && random.chance(0.85) ? employees * random.integer(90, 260) * 1_000 : null,
      NumberOfEmployees: isKnown ? employees : null,
      AccountSource: random.chance(0.6) ? random.pick(leadSources) : null,
      External_Id__c: `ERP-${1_000 + index}`,
      Region__c: random.chance(0.95) ? area : null,
      RecordTypeId: builder.recordType('Account', random.chance(0.85) ? 'Business' : 'Partner'),
      OwnerId: builder.owner(),
      ...(index % 4 > 0 && { Credit_Limit__c: employees * 500, Payment_Habits__c: `${14 + (index % 40)} days late` }),
    };
    accounts.push(builder.add(account, values, at, at + random.integer(0, 700) * 86_400_000));
  }
  return accounts;
};
