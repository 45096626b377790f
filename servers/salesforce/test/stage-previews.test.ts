import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { openServer } from './server-client.ts';

test.each(['update_record', 'upsert_record'])(
  'a probability that is given with a stage stays, though it is the present one: %s',
  async (tool) => {
    const { call, simulator } = openServer();
    const deals = recordsOf(simulator.state, 'Opportunity');
    const deal = [...deals.values()].find(({ StageName }) => StageName === 'Prospecting');
    const { Id: record_id, Probability, External_Id__c: external_id } = deal ?? {};
    const fields = { StageName: 'Negotiation/Review', Probability };
    const which = { upsert_record: { external_id_field: 'External_Id__c', external_id } }[tool] ?? { record_id };

    const { question } = await call(tool, { object_type: 'Opportunity', ...which, fields });

    expect(question).toContain('; the forecast category becomes Forecast');
    expect(question).not.toContain('Probability becomes');
    expect(deals.get(`${record_id}`)).toMatchObject(fields);
  },
);

test('a new stage tells the probability that it overwrites, so that an undo can set it again', async () => {
  const { call, simulator } = openServer();
  const deals = recordsOf(simulator.state, 'Opportunity');
  const { Id: record_id } = [...deals.values()].find(({ StageName }) => StageName === 'Prospecting') ?? {};
  await call('update_record', { object_type: 'Opportunity', record_id, fields: { Probability: 25 } });

  const fields = { StageName: 'Negotiation/Review' };
  const { question } = await call('update_record', { object_type: 'Opportunity', record_id, fields });

  expect(question).toContain('; Probability becomes 80 (now 25) and the forecast category becomes Forecast');
});
