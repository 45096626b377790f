import * as z from 'zod';
import {
  createSalesforceSimulator,
  type SalesforceSimulator,
} from '../../servers/salesforce/simulator/salesforce-simulator.ts';
import { type DemoClient, startDemoClient } from './demo-client.ts';
import { Failure, say, shorten, tellQuestion, tellTools, tellTrail, writeClientConfiguration } from './telling.ts';

const Lead = z.object({ Id: z.string(), Name: z.string(), Company: z.string(), Title: z.string().nullable() });
const Leads = z.object({ records: z.array(Lead), total_size: z.number() });
const Score = z.object({
  score: z.number(),
  confidence: z.number(),
  factors: z.array(z.object({ factor: z.string(), contribution: z.number(), evidence: z.string() })),
  recommendations: z.array(z.string()),
});

type Scored = z.output<typeof Lead> & z.output<typeof Score>;

/** A morning with the new leads of an invented org: ranked with reasons, one written back after a yes, one write repeated safely. */
export async function tellSalesforceStory(): Promise<void> {
  const simulator = createSalesforceSimulator();
  const { url } = await simulator.start();
  const env = { SALESFORCE_ACCESS_TOKEN: simulator.demoToken, SALESFORCE_INSTANCE_URL: url };
  const client = await startDemoClient('salesforce', { args: [], env });
  try {
    say('bizmcp: an agent at work in a Salesforce org (a simulator on this machine, invented data)', '');
    await tellTools(client);
    const [best] = await rankLeads(client);
    if (!best) throw new Error('The simulated org has no open leads');
    explain(best);
    await qualify(client, best);
    await upsertOnce(client, simulator);
    tellTrail(client, 6);
    pointOn();
  } finally {
    await client.close();
    await simulator.stop();
  }
}

async function rankLeads({ call }: DemoClient): Promise<Scored[]> {
  const input = {
    object_type: 'Lead',
    fields: ['Id', 'Name', 'Company', 'Title'],
    conditions: "IsConverted = false AND Status LIKE 'Open%' AND CreatedDate = LAST_N_DAYS:60",
    order_by: 'CreatedDate DESC',
    limit: 8,
  };
  const { records, total_size } = Leads.parse((await call('query_records', input)).value);
  const scored: Scored[] = [];
  for (const lead of records) {
    const answer = await call('intelligent_lead_scoring', { lead_id: lead.Id });
    scored.push({ ...lead, ...Score.parse(answer.value) });
  }
  scored.sort((left, right) => right.score - left.score);
  say(
    `2. "Which of the new leads shall I call first?" ${total_size} open leads of the last 60 days, scored on the org's own history:`,
    ...scored.map(
      ({ Name, Title, Company, score, confidence }) =>
        `     ${score.toFixed(1).padStart(5)}  ${Name.padEnd(20)} ${shorten(`${Title ?? 'no title'}, ${Company}`, 44).padEnd(44)}  confidence ${confidence}`,
    ),
    '',
  );
  return scored;
}

function explain({ Name, score, factors, recommendations }: Scored): void {
  say(
    `3. "Why ${Name}?" The contributions add up to the score of ${score}:`,
    ...factors
      .slice(0, 5)
      .map(
        ({ factor, contribution, evidence }) =>
          `     ${factor.padEnd(22)} ${contribution.toFixed(1).padStart(6)}  ${shorten(evidence, 90)}`,
      ),
    ...recommendations.slice(0, 2).map((recommendation) => `   - ${shorten(recommendation, 130)}`),
    '',
  );
}

async function qualify(client: DemoClient, { Id, Name }: Scored): Promise<void> {
  const input = {
    object_type: 'Lead',
    record_id: Id,
    fields: { Status: 'Working - Contacted', Rating: 'Hot' },
  };
  client.answer = 'decline';
  const refused = Failure.parse((await client.call('update_record', input)).value);
  say(`4. "Mark ${Name} as hot." The person is asked, sees what is there now, and says no:`);
  tellQuestion(client);
  say(`   -> ${refused.error.code}; asked once more, the person says yes:`);
  client.answer = 'accept';
  const { value } = await client.call('update_record', input);
  say(`   -> ${JSON.stringify(value)}`, '');
}

async function upsertOnce({ call }: DemoClient, simulator: SalesforceSimulator): Promise<void> {
  const input = {
    object_type: 'Account',
    external_id_field: 'External_Id__c',
    external_id: 'ERP-90017',
    fields: { Name: 'Kestrel Marine', Industry: 'Shipping' },
  };
  simulator.inject({ match: { path: /External_Id__c/, method: 'PATCH' }, fault: 'reset-after-commit' });
  simulator.clearRequests();
  const { value } = await call('upsert_record', input);
  const sent = simulator.requests.filter(({ method }) => method === 'PATCH').length;
  const count = { object_type: 'Account', fields: ['Id'], conditions: "External_Id__c = 'ERP-90017'" };
  const { total_size: found } = z.object({ total_size: z.number() }).parse((await call('query_records', count)).value);
  say(
    "5. An account of the ERP is written by its number there, and Salesforce's answer is lost on the way:",
    `   -> ${JSON.stringify(value)}`,
    `   Sent ${sent} times by the same number. Looked up: ${found} account with it.`,
    '',
  );
}

function pointOn(): void {
  const folder = writeClientConfiguration('salesforce');
  say(`Next: cd ${folder} && claude   (then ask: "Which of the new leads shall I call first, and why?")`);
  say('Your own org: servers/salesforce/README.md');
}
