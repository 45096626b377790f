import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import type { SalesforceSimulator } from '../simulator/salesforce-simulator.ts';
import { now } from './org-client.ts';
import { openScoring } from './scoring-server.ts';

const newLead = '00QHp0000000RcNMAU';

holdDay(now);

/** An org whose leads convert on the day they come or never, and a lead that has just come. */
function convertAtOnce({ state }: SalesforceSimulator): void {
  const leads = recordsOf(state, 'Lead');
  for (const [id, lead] of leads) {
    if (lead.IsConverted) leads.set(id, { ...lead, ConvertedDate: String(lead.CreatedDate).slice(0, 10) });
  }
  leads.set(newLead, { ...leads.get(newLead), CreatedDate: new Date(now).toISOString() });
}

test('leads that converted on the day they came were open when they came, and count', async () => {
  const answer = await openScoring(convertAtOnce).score({ lead_id: newLead });

  expect(answer.factors[0].evidence).toMatch(/^3\d\d of 8\d\d .*seen 0 days after they came/);
});

test('a lead that converted on the day it came is scored as it came', async () => {
  const server = openScoring(convertAtOnce);
  const [converted] = [...recordsOf(server.simulator.state, 'Lead').values()]
    .filter((lead) => lead.IsConverted)
    .slice(-1);

  const answer = await server.score({ lead_id: converted?.Id });

  expect(answer.notes).toContain('It has converted: scored as it stood before.');
});
