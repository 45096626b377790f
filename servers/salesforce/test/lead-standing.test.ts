import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { describe, expect, test } from 'vitest';
import { findRecord, recordsOf } from '../simulator/org-state.ts';
import { day } from '../src/lead-scoring/lead-record.ts';
import { now } from './org-client.ts';
import { openScoring } from './scoring-server.ts';

const openLead = '00QHp0000000RcNMAU';

holdDay(now);

describe('the score of a lead', () => {
  test('counts no meeting that is still to come, and says so', async () => {
    const scoreWith = async (add: boolean) => {
      const { score } = openScoring((simulator) => {
        const events = recordsOf(simulator.state, 'Event');
        const [pattern] = events.values();
        for (const [id, { WhoId }] of events) if (WhoId === openLead) events.delete(id);
        const StartDateTime = new Date(now + 100 * day).toISOString();
        const own = {
          WhoId: openLead,
          IsArchived: false,
          CreatedDate: new Date(now - day).toISOString(),
          StartDateTime,
        };
        if (add) events.set('00UHp000000zzzzAAA', { ...pattern, Id: '00UHp000000zzzzAAA', ...own });
      });
      return score({ lead_id: openLead });
    };

    const [none, booked] = [await scoreWith(false), await scoreWith(true)];

    expect(booked.score).toBe(none.score);
    const meetings = booked.factors.find(({ factor }: { factor: string }) => factor === 'meetings');
    expect(meetings).toMatchObject({ value: 0, evidence: expect.stringMatching(/; 1 still to come, not counted$/) });
    expect(none.recommendations.join(' ')).toContain('Arrange a meeting');
    expect(booked.recommendations.join(' ')).not.toContain('Arrange a meeting');
  });

  test.each([
    [{ IsConverted: true, ConvertedDate: '2026-01-01' }, /^Go on with the contact and opportunity/],
    [{ Status: 'Closed - Not Converted' }, /^Leave it closed/],
  ])('recommends what fits a lead that has ended: %o', async (end, step) => {
    const { score } = openScoring((simulator) => Object.assign(findRecord(simulator.state, openLead) ?? {}, end));

    const { recommendations } = await score({ lead_id: openLead });

    expect(recommendations).toEqual([expect.stringMatching(step)]);
  });
});
