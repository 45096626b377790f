import { describe, expect, test } from 'vitest';
import type { OrgRecord } from '../simulator/object-definition.ts';
import { objectDefinitions } from '../simulator/org-schema.ts';
import { findRecord, recordsOf } from '../simulator/org-state.ts';
import { seedOrg } from '../simulator/seed/seed-org.ts';
import { areaUnderCurve, fitLogistic } from './logistic-fit.ts';
import { now, openOrg } from './org-client.ts';

const state = seedOrg(1, now);
const all = (object: string): OrgRecord[] => [...recordsOf(state, object).values()];

/** The lead that an activity was done with; of a converted one it has moved to the contact. */
const leadOf = new Map(
  all('Lead').flatMap(({ ConvertedContactId, Id }) => [[Id, Id] as const, [ConvertedContactId ?? Id, Id] as const]),
);

describe('the seeded org', () => {
  test('has archived what was done more than a year ago, and nothing since', () => {
    const days = [...all('Task'), ...all('Event')].map(({ ActivityDate, IsArchived }) => [ActivityDate, IsArchived]);
    const yearAgo = new Date(now - 365 * 86_400_000).toISOString().slice(0, 10);

    expect(days.filter(([, isArchived]) => isArchived)).toEqual(days.filter(([day]) => String(day) < yearAgo));
    expect(new Set(days.map(([, isArchived]) => isArchived))).toEqual(new Set([true, false]));
  });

  test('is the same for the same seed and day, and another for another seed', () => {
    const org = openOrg();
    const twin = openOrg();
    const other = openOrg({ seed: 2 });

    expect(org.simulator.digest()).toBe(twin.simulator.digest());
    expect(org.simulator.digest()).not.toBe(other.simulator.digest());
  });

  test('is as large as a real one', () => {
    const sizes = ['Account', 'Contact', 'Lead', 'Opportunity', 'Campaign'].map((object) => all(object).length);

    expect(sizes).toEqual([400, 1_500, 900, 600, 24]);
    expect(all('Task').length + all('Event').length).toBeGreaterThan(3_000);
    expect(all('CampaignMember').length).toBeGreaterThan(1_000);
  });

  test('has no reference that leads nowhere, and no value that its field could not have', () => {
    const problems = objectDefinitions.flatMap((definition) =>
      all(definition.name).flatMap((record) =>
        definition.fields.flatMap(({ choices, isNillable, isRestricted, name, referenceTo }) => {
          const value = record[name] ?? null;
          if (value === null) return isNillable ? [] : [`${definition.name}.${name} is empty`];
          if (referenceTo.length > 0 && findRecord(state, value) === undefined) return [`${name} leads nowhere`];
          return isRestricted && !choices.includes(String(value)) ? [`${name} is ${String(value)}`] : [];
        }),
      ),
    );

    expect(problems).toEqual([]);
  });

  test('has no external id twice', () => {
    for (const object of ['Account', 'Contact', 'Lead', 'Opportunity']) {
      const ids = all(object).flatMap(({ External_Id__c: id }) => id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test('has nothing that was made in the future, and no second Name or mail address of a person by chance', () => {
    const late = objectDefinitions.flatMap(({ name }) =>
      all(name).filter(({ CreatedDate = '' }) => String(CreatedDate) > new Date(now).toISOString()),
    );
    const mails = all('Lead').map(({ Email }) => Email);

    expect(late).toEqual([]);
    expect(new Set(mails).size).toBe(mails.length);
    expect(new Set(all('Account').map(({ Name }) => Name)).size).toBe(400);
  });

  test('converts leads into contacts and opportunities of one account', () => {
    const converted = all('Lead').filter(({ IsConverted }) => IsConverted === true);

    expect(converted.length).toBeGreaterThan(250);
    for (const lead of converted) {
      const contact = findRecord(state, lead.ConvertedContactId);
      const deal = findRecord(state, lead.ConvertedOpportunityId);
      expect([contact?.Name, contact?.AccountId, deal?.AccountId]).toEqual([
        lead.Name,
        lead.ConvertedAccountId,
        lead.ConvertedAccountId,
      ]);
      expect(String(deal?.CreatedDate).slice(0, 10)).toBe(lead.ConvertedDate);
    }
  });

  test('was busy with leads before their fate was known, and with a few after', () => {
    const decided = new Map(
      all('LeadHistory')
        .filter(({ NewValue }) => String(NewValue).startsWith('Closed'))
        .map(({ CreatedDate, LeadId }) => [LeadId, String(CreatedDate).slice(0, 10)]),
    );
    const ofLeads = all('Task').flatMap((task) => {
      const end = decided.get(leadOf.get(task.WhoId ?? null) ?? null);
      return end === undefined ? [] : [{ day: String(task.ActivityDate), end, who: String(task.WhoId) }];
    });
    const after = ofLeads.filter(({ day, end, who }) => day > end && who.startsWith('00Q'));

    expect(ofLeads.length).toBeGreaterThan(1_500);
    expect(after.length).toBeGreaterThan(20);
    expect(after.length).toBeLessThan(ofLeads.length * 0.1);
  });

  test('has the activities of a converted lead with its contact, as Salesforce moves them', () => {
    const converted = all('Lead').filter(({ IsConverted }) => IsConverted === true);
    const whose = new Set([...all('Task'), ...all('Event')].map(({ WhoId }) => WhoId));

    expect(converted.some(({ Id }) => whose.has(Id ?? null))).toBe(false);
    expect(converted.filter(({ ConvertedContactId }) => whose.has(ConvertedContactId ?? null)).length).toBeGreaterThan(
      converted.length * 0.9,
    );
  });
});

describe('conversion', () => {
  const count = (object: string, key: string, from: string, keep: (record: OrgRecord) => boolean) => {
    const counts = new Map<string, number>();
    for (const record of all(object)) {
      const id = String(leadOf.get(record[key] ?? null) ?? record[key]);
      const created = String(findRecord(state, id)?.CreatedDate ?? '');
      const limit = new Date(Date.parse(created || '2000-01-01') + 25 * 86_400_000).toISOString().slice(0, 10);
      // Only what happened in a lead's first 25 days: later activities could tell how it ended.
      if (String(record[from]) <= limit && keep(record)) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  };
  const calls = count('Task', 'WhoId', 'ActivityDate', ({ TaskSubtype }) => TaskSubtype === 'Call');
  const mails = count('Task', 'WhoId', 'ActivityDate', ({ TaskSubtype }) => TaskSubtype === 'Email');
  const meetings = count('Event', 'WhoId', 'ActivityDate', () => true);
  const responses = count(
    'CampaignMember',
    'LeadId',
    'FirstRespondedDate',
    ({ HasResponded }) => HasResponded === true,
  );
  const senior = /chief|cto|vp|director/i;
  const middle = /manager|head/i;
  const featuresOf = (lead: OrgRecord): number[] => {
    const id = String(lead.Id);
    const title = String(lead.Title);
    return [
      1,
      Number(senior.test(title)),
      Number(middle.test(title)),
      Number(['Manufacturing', 'Energy', 'Utilities', 'Engineering'].includes(String(lead.Industry))),
      Number(['Education', 'Retail', 'Agriculture'].includes(String(lead.Industry))),
      Number(lead.LeadSource === 'Partner Referral'),
      Number(lead.LeadSource === 'Purchased List'),
      typeof lead.NumberOfEmployees === 'number' ? Math.log(lead.NumberOfEmployees) - 5 : 0,
      calls.get(id) ?? 0,
      mails.get(id) ?? 0,
      meetings.get(id) ?? 0,
      responses.get(id) ?? 0,
    ];
  };
  const closed = all('Lead').filter(({ Status }) => String(Status).startsWith('Closed'));
  const split = '2026-04-01';
  const [past, later] = [
    closed.filter(({ CreatedDate }) => String(CreatedDate) < split),
    closed.filter(({ CreatedDate }) => String(CreatedDate) >= split),
  ];
  const outcome = (lead: OrgRecord): number => Number(lead.IsConverted === true);

  test('can be learnt from earlier months, with an area under the curve of 0.8 and more in later ones', () => {
    const weights = fitLogistic(past.map(featuresOf), past.map(outcome));

    const scores = later.map((lead) => featuresOf(lead).reduce((sum, x, place) => sum + x * (weights[place] ?? 0), 0));

    expect(later.length).toBeGreaterThan(150);
    expect(areaUnderCurve(scores, later.map(outcome))).toBeGreaterThan(0.84);
  });

  test('is not told by any single field, so that a model has work to do', () => {
    for (const place of [1, 3, 5, 7, 8, 9, 10, 11]) {
      const scores = later.map((lead) => featuresOf(lead)[place] ?? 0);
      expect(areaUnderCurve(scores, later.map(outcome))).toBeLessThan(0.82);
    }
  });
});
