import { describe, expect, test } from 'vitest';
import { seedOrg } from '../simulator/seed/seed-org.ts';
import { emailKindOf } from '../src/lead-scoring/email-kind.ts';
import { trainLeadModel } from '../src/lead-scoring/lead-model.ts';
import { day, type LeadRecord } from '../src/lead-scoring/lead-record.ts';
import { takeSnapshot } from '../src/lead-scoring/lead-snapshot.ts';
import { recommend } from '../src/lead-scoring/recommendation.ts';
import { scoreLead } from '../src/lead-scoring/score-lead.ts';
import { findSimilar } from '../src/lead-scoring/similar-leads.ts';
import { buildTrainingSet } from '../src/lead-scoring/training-set.ts';
import { leadsOf } from './lead-records.ts';
import { now } from './org-client.ts';

const leads = leadsOf(seedOrg(7, now));
const open = leads.filter(({ convertedAt, createdAt }) => convertedAt === undefined && createdAt > now - 24 * day);

const scoresOf = (past: readonly LeadRecord[], scored: readonly LeadRecord[]) => {
  const trained = trainLeadModel(past, { at: now, ageDays: 20, without: '' });
  return scored.map((lead) => scoreLead(trained, lead, now, {}).score);
};

const lead = (values: Partial<LeadRecord> = {}): LeadRecord => ({
  id: '00Q1',
  createdAt: now - 20 * day,
  convertedAt: undefined,
  fields: { Title: 'CFO', NumberOfEmployees: 120 },
  changes: [],
  engagements: [],
  hasEngagements: true,
  ...values,
});

describe('what came later', () => {
  /** Writes into each past lead, from the day on that its fate was known, what would tell that fate. */
  const plant = (record: LeadRecord, from: number): LeadRecord => {
    if (record.createdAt > now - 90 * day) return record;
    const hasConverted = record.convertedAt !== undefined;
    const backdated = { at: record.createdAt + day, knownAt: from };
    const kinds = ['call', 'email', 'meeting', 'campaign', 'response'] as const;
    const engagements = hasConverted ? kinds.flatMap((kind) => [0, 1, 2].map(() => ({ ...backdated, kind }))) : [];
    const told = hasConverted ? 'Chief Executive Officer' : 'Intern';
    const rewritten = { field: 'Title', before: record.fields.Title ?? null, after: told, at: from };
    const closed = { field: 'Status', before: 'Working - Contacted', after: 'Closed - Converted', at: from };
    return {
      ...record,
      fields: { ...record.fields, Title: told },
      changes: [...record.changes, rewritten, closed],
      engagements: [...record.engagements, ...engagements],
    };
  };

  test('moves no score: activities, campaigns, titles and statuses of after a conversion are not looked at', () => {
    const leaked = leads.map((one) => plant(one, one.convertedAt ?? one.createdAt + 90 * day));

    expect(open.length).toBeGreaterThan(20);
    expect(scoresOf(leaked, open)).toEqual(scoresOf(leads, open));
  });

  test('would move scores if it had been known in time, so that the planted things are no idle ones', () => {
    const known = leads.map((one) => plant(one, one.createdAt + 10 * day));

    expect(scoresOf(known, open)).not.toEqual(scoresOf(leads, open));
  });

  test('is not looked at in the lead itself either', () => {
    const [first = lead()] = open;
    const later = {
      ...first,
      convertedAt: now + 3 * day,
      engagements: [...first.engagements, { kind: 'meeting' as const, at: now - 5 * day, knownAt: now + 1 }],
      changes: [
        ...first.changes,
        { field: 'Industry', before: first.fields.Industry ?? null, after: 'X', at: now + 1 },
      ],
      fields: { ...first.fields, Industry: 'X' },
    };

    expect(scoresOf(leads, [later])).toEqual(scoresOf(leads, [first]));
  });

  test('does not teach by the lead that is scored', () => {
    const [old = lead()] = leads.filter(({ createdAt }) => createdAt < now - 200 * day);
    const ends = [old.createdAt + 60 * day, undefined].map((convertedAt) => {
      const past = leads.map((one) => (one.id === old.id ? { ...one, convertedAt } : one));
      return trainLeadModel(past, { at: now, ageDays: 20, without: old.id }).model.logistic;
    });

    expect(ends[0]).toEqual(ends[1]);
  });
});

describe('the past leads that teach', () => {
  test('are those whose time was over, that were still open at the age of the lead', () => {
    const set = buildTrainingSet(leads, { at: now, ageDays: 40, without: '' });

    expect(set).toMatchObject({ horizonDays: 90, ageDays: 40 });
    for (const { knownAt, snapshot } of set.rows) {
      const record = leads.find(({ id }) => id === snapshot.leadId);
      expect(knownAt).toBeLessThanOrEqual(now);
      expect(snapshot.ageDays).toBeCloseTo(40, 6);
      expect(record?.convertedAt ?? Number.POSITIVE_INFINITY).toBeGreaterThan(snapshot.at);
      expect(record?.changes.some(({ after, at }) => String(after).startsWith('Closed') && at <= snapshot.at)).toBe(
        false,
      );
    }
  });

  test('are as old as can be compared, and an older lead is told what its age means', () => {
    const old = lead({ createdAt: now - 100 * day });
    const trained = trainLeadModel(leads, { at: now, ageDays: 100, without: '' });

    const { factors, score } = scoreLead(trained, old, now, {});

    expect(trained.set.ageDays).toBeLessThan(75);
    const age = factors.find(({ factor }) => factor === 'late_age');
    expect(age?.contribution).toBeLessThan(-10);
    expect(age?.evidence).toMatch(/^0 of \d+ conversions after day \d+ came later/);
    expect(score).toBeLessThan(5);
    expect(factors.reduce((sum, one) => sum + Math.round(one.contribution * 10), 0)).toBe(Math.round(score * 10));
  });
});

describe('similar leads', () => {
  test('are the ones most alike, of which it was known by then how they ended', () => {
    const snapshot = takeSnapshot(lead(), now);
    const outcomes = Array.from({ length: 40 }, (_, index) => ({
      snapshot: { ...snapshot, leadId: `past-${index}`, seniority: index < 20 ? snapshot.seniority : 'junior' },
      converted: index < 15,
      knownAt: index % 2 === 0 ? now - day : now + day,
    }));

    const { converted, effective, leads: found } = findSimilar(outcomes, snapshot);
    const self = findSimilar(outcomes, { ...snapshot, leadId: 'past-0' });

    expect([found, converted]).toEqual([20, 8]);
    expect(effective).toBeGreaterThan(10);
    expect(self.leads).toBe(19);
    expect(findSimilar(outcomes, { ...snapshot, at: now - 2 * day })).toMatchObject({ leads: 0, advantage: null });
  });
});

describe('a snapshot', () => {
  test('has values from before a change, and counts only what was entered and had happened by then', () => {
    const record = lead({
      changes: [{ field: 'Title', before: 'Intern', after: 'CFO', at: now - 5 * day }],
      engagements: [
        { kind: 'call', at: now - 12 * day, knownAt: now - 12 * day },
        { kind: 'call', at: now - 12 * day, knownAt: now - 2 * day },
        { kind: 'meeting', at: now + 3 * day, knownAt: now - 11 * day },
      ],
    });

    expect(takeSnapshot(record, now - 10 * day)).toMatchObject({
      seniority: 'junior',
      calls: 1,
      meetings: 0,
      meetingsToCome: 1,
      idleDays: 2,
    });
    expect(takeSnapshot(record, now)).toMatchObject({ seniority: 'executive', calls: 2, meetings: 0, idleDays: 12 });
    expect(takeSnapshot(record, now + 4 * day)).toMatchObject({ meetings: 1, meetingsToCome: 0, idleDays: 1 });
  });

  test('does not take what is unknown for nothing', () => {
    const unknown = takeSnapshot(lead({ hasEngagements: false }), now);

    expect(unknown).toMatchObject({ calls: null, meetings: null, responses: null, idleDays: null });
  });
});

test.each([
  ['ada@kestrel.example', 'company'],
  ['Ada@GMAIL.com', 'free'],
  ['ada@yahoo.co.uk', 'free'],
  ['ada@mail.kestrel.com', 'company'],
  ['ada@gmail.com.kestrel.example', 'company'],
  ['ada', null],
  [null, null],
])('the address %s tells %s', (email, kind) => {
  expect(emailKindOf(email)).toBe(kind);
});

test('an address at a free provider lowers the chance, by what the org has seen of such leads', () => {
  const fields = { Title: 'CFO', Industry: 'Energy', NumberOfEmployees: 120 };
  const chanceOf = (past: readonly LeadRecord[], Email: string) => {
    const trained = trainLeadModel(past, { at: now, ageDays: 20, without: '' });
    return scoreLead(trained, lead({ fields: { ...fields, Email } }), now, {}).score;
  };
  const half = leads.map((one, index) => {
    const isFree = one.convertedAt === undefined && index % 2 === 0;
    return isFree ? { ...one, fields: { ...one.fields, Email: `lead${index}@gmail.com` } } : one;
  });

  expect(chanceOf([], 'a@gmail.com')).toBeLessThan(chanceOf([], 'a@kestrel.example'));
  expect(chanceOf(half, 'a@gmail.com')).toBeLessThan(chanceOf(half, 'a@kestrel.example') - 15);
});

describe('a history in which all leads ended alike', () => {
  const open = lead({ fields: { Title: 'Analyst', Industry: 'Energy', NumberOfEmployees: 120 } });
  const trainOn = (past: readonly LeadRecord[]) => trainLeadModel(past, { at: now, ageDays: 20, without: '' });
  const converted = leads.filter(({ convertedAt }) => convertedAt !== undefined);
  const lost = leads.filter(({ convertedAt }) => convertedAt === undefined);

  test.each([
    ['converted', converted],
    ['did not convert', lost],
  ])('%s teaches the base rate alone: no factor is learnt from what makes no difference', (_, past) => {
    const trained = trainOn(past);
    const scored = scoreLead(trained, open, now, {});
    const [base, ...factors] = scored.factors;
    const share = (100 * trained.set.converted) / trained.set.rows.length;

    expect(trained.set.rows.length).toBeGreaterThan(100);
    expect(Math.abs((base?.contribution ?? 0) - share)).toBeLessThan(7);
    expect(base?.evidence).toMatch(`${trained.set.converted} of ${trained.set.rows.length} (${share} %)`);
    for (const { contribution } of factors) expect(Math.abs(contribution)).toBeLessThan(7);
    for (const { contribution, evidence } of factors)
      if (contribution !== 0) expect(evidence).toBe('All past leads ended alike: a general expectation');
    expect(scored.confidence).toBe(0);
  });
});

test('tells how long a lead was idle in whole days, the same in the factor and in the advice', () => {
  const idle = lead({
    createdAt: now - 300 * day,
    engagements: [{ kind: 'call', at: now - 250.7 * day, knownAt: now - 250.7 * day }],
  });
  const trained = trainLeadModel(leads, { at: now, ageDays: 300, without: '' });
  const { factors } = scoreLead(trained, idle, now, {});

  expect(factors.find(({ factor }) => factor === 'days_since_activity')?.value).toBe(250);
  expect(recommend(trained, takeSnapshot(idle, now), 30).join(' ')).toContain('nothing has happened for 250 days');
});

test('advises nothing for a cold lead that goes against leaving it', () => {
  const idle = lead({ createdAt: now - 300 * day });
  const trained = trainLeadModel(leads, { at: now, ageDays: 20, without: '' });

  const advice = recommend(trained, takeSnapshot(idle, now), 4.9);

  expect(advice[0]).toMatch(/^Leave to nurturing/);
  expect(advice.slice(1).filter((step) => !step.startsWith('Find out'))).toEqual([]);
});
