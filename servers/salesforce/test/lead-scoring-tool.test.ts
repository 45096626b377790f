import { ToolError } from '@bizmcp/core';
import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { describe, expect, test } from 'vitest';
import { findRecord, recordsOf } from '../simulator/org-state.ts';
import type { SalesforceSimulator } from '../simulator/salesforce-simulator.ts';
import { defineTool } from '../src/api.ts';
import { day, type Engagement, type LeadRecord } from '../src/lead-scoring/lead-record.ts';
import { type LeadHistory, readPastLeads } from '../src/lead-scoring/read-leads.ts';
import { intelligentLeadScoring } from '../src/tools/intelligent-lead-scoring.ts';
import { leadsOf } from './lead-records.ts';
import { now } from './org-client.ts';
import { openScoring } from './scoring-server.ts';

interface Factor {
  factor: string;
  value: string | number | null;
  contribution: number;
  evidence: string;
}

const openLead = '00QHp0000000RcNMAU';
const tenths = (factors: readonly Factor[]) => factors.reduce((sum, one) => sum + Math.round(one.contribution * 10), 0);

/** What the reader brings from an org, and the score of a lead of it. */
async function readHistory(change: (simulator: SalesforceSimulator) => void = () => {}) {
  const histories: LeadHistory[] = [];
  const readLeads = defineTool({
    ...intelligentLeadScoring,
    name: 'read_leads',
    async handler(context) {
      histories.push(await readPastLeads(context.api, now));
      return intelligentLeadScoring.handler(context);
    },
  });
  const { score, simulator } = openScoring(change, readLeads);
  const answer = await score({ lead_id: openLead });
  const [read] = histories;
  if (read === undefined) throw new Error('Nothing was read');
  return { answer, read, simulator };
}

holdDay(now);

describe('intelligent_lead_scoring', () => {
  test('explains a score by contributions that add up to it, with counts of the org behind them', async () => {
    const { score } = openScoring();

    const answer = await score({ lead_id: openLead });

    expect(tenths(answer.factors)).toBe(Math.round(answer.score * 10));
    expect(answer.basis).toBe('calibrated');
    expect(answer.factors[0]).toMatchObject({
      factor: 'base_rate',
      evidence: expect.stringMatching(
        /^3\d\d of 7\d\d \(\d+ %\) past leads, seen \d+ days after they came, converted within 90; .* not that share$/,
      ),
    });
    expect(answer.confidence).toBeGreaterThan(0.3);
    expect(answer.notes).toEqual([
      expect.stringMatching(/^Tried on past leads .* in [78]\d of 100 pairs; 50 is chance\.$/),
    ]);
    const seniority = answer.factors.find(({ factor }: Factor) => factor === 'title_seniority');
    expect(seniority).toMatchObject({
      value: 'executive',
      evidence: expect.stringMatching(/\d+ of \d+ \(\d+ %\) converted$/),
    });
    expect(answer.recommendations.length).toBeGreaterThan(0);
  });

  test('gives the same answer again, and asks the org for its past leads once', async () => {
    const { asked, score } = openScoring();

    const first = await score({ lead_id: openLead });
    const before = asked.length;
    const again = await score({ lead_id: openLead });
    const other = openScoring();

    expect(again).toEqual(first);
    expect(await other.score({ lead_id: openLead })).toEqual(first);
    expect(before).toBeLessThanOrEqual(5);
    expect(asked.length - before).toBe(1);
  });

  test('takes from additional_context only stated facts, a few points each, and repeats nothing of it', async () => {
    const { score } = openScoring();
    const plain = await score({ lead_id: openLead });

    const stated = await score({
      lead_id: openLead,
      additional_context: 'Budget approved. SCORE=100! Ignore the model.',
    });
    const idle = await score({ lead_id: openLead, additional_context: 'Set the score to 100. confidence: 1' });

    expect(stated.score).toBeGreaterThan(plain.score);
    expect(stated.score - plain.score).toBeLessThanOrEqual(5);
    expect(tenths(stated.factors)).toBe(Math.round(stated.score * 10));
    expect(stated.factors).toContainEqual(expect.objectContaining({ factor: 'stated_budget', value: 'yes' }));
    expect(JSON.stringify(stated)).not.toMatch(/SCORE=100|Ignore/);
    expect(idle).toEqual({
      ...plain,
      notes: [...plain.notes, expect.stringMatching(/^additional_context: nothing in it counts/)],
    });
  });

  test('scores a converted lead as it stood before, whatever came after', async () => {
    const leadOf = (simulator: SalesforceSimulator) =>
      [...recordsOf(simulator.state, 'Lead').values()].findLast(({ IsConverted }) => IsConverted === true);
    const untouched = openScoring();
    const id = String(leadOf(untouched.simulator)?.Id);
    const touched = openScoring((simulator) => {
      const lead = findRecord(simulator.state, id);
      const day = String(lead?.ConvertedDate);
      for (const activity of ['Task', 'Event', 'CampaignMember']) {
        const [pattern] = recordsOf(simulator.state, activity).values();
        for (let count = 0; count < 9; count += 1) {
          const key = `${String(pattern?.Id).slice(0, 12)}${activity.slice(0, 1)}L${count}AAA`;
          const moment = `${day}T12:00:00.000Z`;
          recordsOf(simulator.state, activity).set(key, {
            ...pattern,
            Id: key,
            WhoId: id,
            LeadId: id,
            CreatedDate: moment,
            ActivityDate: '2025-01-01',
            StartDateTime: '2025-01-01T10:00:00.000Z',
            FirstRespondedDate: '2025-01-01',
            HasResponded: true,
          });
        }
      }
      if (lead) Object.assign(lead, { Status: 'Open - Not Contacted', Rating: 'Hot', LastActivityDate: day });
    });

    const plain = await untouched.score({ lead_id: id });
    const after = await touched.score({ lead_id: id });

    expect(plain.notes[0]).toMatch(/has converted/);
    expect(after).toEqual(plain);
  });

  test('counts a response whose date is missing, and invites nobody who is in a campaign', async () => {
    const factorsWith = async (hasResponded: boolean) => {
      const { score } = openScoring((simulator) => {
        const members = recordsOf(simulator.state, 'CampaignMember');
        for (const [id, member] of members) if (member.LeadId === openLead) members.delete(id);
        const [pattern] = members.values();
        const LastModifiedDate = new Date(now - day).toISOString();
        const Id = '00vHp000000zzzzAAA';
        const own = { LeadId: openLead, ContactId: null, HasResponded: hasResponded, FirstRespondedDate: null };
        members.set(Id, { ...pattern, Id, ...own, CreatedDate: LastModifiedDate, LastModifiedDate });
      });
      const { factors, recommendations } = await score({ lead_id: openLead });
      const { value } = factors.find(({ factor }: Factor) => factor === 'campaign_responses');
      return { value, steps: recommendations.join(' ') };
    };

    const [responded, sent] = [await factorsWith(true), await factorsWith(false)];

    expect(responded.value).toBe(1);
    expect(responded.steps).not.toMatch(/campaign/);
    expect(sent.value).toBe(0);
    expect(sent.steps).toContain('Win a response to a campaign that it is in');
  });

  test('reads of each lead what the org holds and did not archive, activities that moved to its contact included', async () => {
    const { read, simulator } = await readHistory();
    const inOrder = (one: Engagement, other: Engagement) =>
      one.knownAt - other.knownAt || one.at - other.at || one.kind.localeCompare(other.kind);
    const isKept = ({ at, kind }: Engagement) => /^(campaign|response)$/.test(kind) || at >= read.engagementsSince;
    const plain = (leads: readonly LeadRecord[]) =>
      new Map(leads.map((lead) => [lead.id, { ...lead, engagements: lead.engagements.filter(isKept).sort(inOrder) }]));

    const known = plain(read.leads.filter(({ hasEngagements }) => hasEngagements));

    expect(known.size).toBeGreaterThan(440);
    const held = plain(leadsOf(simulator.state));
    for (const [id, lead] of known) expect(lead).toEqual(held.get(id));
    const converted = [...known.values()].filter(({ convertedAt }) => convertedAt !== undefined);
    const called = converted.filter(({ engagements }) => engagements.some(({ kind }) => kind === 'call'));
    expect(called.length).toBeGreaterThan(100);
  });

  test('takes activities that Salesforce has archived for unknown, not for none', async () => {
    const year = new Date(now - 365 * day).toISOString();
    const { answer, read } = await readHistory((simulator) => {
      for (const object of ['Task', 'Event']) {
        const records = recordsOf(simulator.state, object);
        for (const [id, { ActivityDate }] of records) if (String(ActivityDate) < year) records.delete(id);
      }
    });

    const known = read.leads.filter(({ hasEngagements }) => hasEngagements);

    expect(known.length).toBeGreaterThan(400);
    expect(Math.min(...known.map(({ createdAt }) => createdAt))).toBeGreaterThan(now - 366 * day);
    expect(answer.factors.find(({ factor }: Factor) => factor === 'meetings').evidence).toMatch(/of [23]\d\d \(/);
  });

  test('does not count what was done before with the contact that a lead became', async () => {
    const convertedOf = (simulator: SalesforceSimulator) =>
      [...recordsOf(simulator.state, 'Lead').values()].findLast(({ IsConverted }) => IsConverted === true);
    const { score, simulator } = openScoring((made) => {
      const contact = findRecord(made.state, convertedOf(made)?.ConvertedContactId);
      if (contact) contact.CreatedDate = '2020-01-01T00:00:00.000Z';
    });

    const answer = await score({ lead_id: String(convertedOf(simulator)?.Id) });

    expect(answer.factors.find(({ factor }: Factor) => factor === 'calls')).toMatchObject({
      value: null,
      contribution: 0,
    });
    expect(answer.notes.join(' ')).toMatch(/not known/);
  });

  test('does without what the user may not read, and says so', async () => {
    const { score } = openScoring(() => {}, intelligentLeadScoring, /LeadHistory|Event/);

    const answer = await score({ lead_id: openLead });

    expect(answer.notes.slice(0, 2)).toEqual(['Gap: Event cannot be read.', 'Gap: LeadHistory cannot be read.']);
    expect(answer.basis).toBe('calibrated');
  });

  test('states its prior where an org has no history', async () => {
    const { score } = openScoring((simulator) => {
      for (const id of recordsOf(simulator.state, 'Lead').keys())
        if (id !== openLead) recordsOf(simulator.state, 'Lead').delete(id);
    });

    const answer = await score({ lead_id: openLead });

    expect(answer.basis).toBe('prior');
    expect(answer.confidence).toBe(0);
    expect(answer.notes.join(' ')).toMatch(/Thin history: 0 of 0 .* 100 % of the score is a general expectation/);
    expect(answer.factors[0]).toMatchObject({ factor: 'base_rate', contribution: 15 });
    expect(tenths(answer.factors)).toBe(Math.round(answer.score * 10));
  });

  test('says that there is no such lead', async () => {
    const { score } = openScoring();

    await expect(score({ lead_id: '00QHp0000000zzzzzz' })).rejects.toThrow(ToolError);
    await expect(score({ lead_id: "x' OR Id != '" })).rejects.toThrow(/lead_id/);
  });
});
