import { expect, test } from 'vitest';
import { seedOrg } from '../simulator/seed/seed-org.ts';
import { trainLeadModel } from '../src/lead-scoring/lead-model.ts';
import { day } from '../src/lead-scoring/lead-record.ts';
import { scoreLead } from '../src/lead-scoring/score-lead.ts';
import { leadsOf } from './lead-records.ts';
import { now } from './org-client.ts';

test('says of every factor that counts against its evidence that the other factors turn it', () => {
  const leads = leadsOf(seedOrg(7, now));
  const open = leads.filter(({ convertedAt, createdAt }) => convertedAt === undefined && createdAt > now - 24 * day);
  const trained = trainLeadModel(leads, { at: now, ageDays: 20, without: '' });
  const share = trained.set.converted / trained.set.rows.length;

  const factors = open.flatMap((one) => scoreLead(trained, one, now, {}).factors.slice(1));
  const against = factors.filter(({ contribution, evidence }) => {
    const [, converted, all] = /, (\d+) of (\d+) /.exec(evidence) ?? [];
    return all !== undefined && (Number(converted) / Number(all) - share) * contribution < 0;
  });

  const strong = against.filter(({ contribution }) => Math.abs(contribution) >= 1);
  expect(strong.length).toBeGreaterThan(3);
  for (const { evidence } of strong) expect(evidence).toMatch(/; with their other factors .* the other way$/);
});
