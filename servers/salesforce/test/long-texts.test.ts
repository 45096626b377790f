import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { openServer } from './server-client.ts';

test.each(['get_record', 'query_records'])(
  'a text that is longer than an answer is shown as far as it fits: %s',
  async (tool) => {
    const { call, simulator } = openServer();
    const [account] = recordsOf(simulator.state, 'Account').values();
    Object.assign(account ?? {}, { Description: 'x'.repeat(60_000) });
    const own = { object_type: 'Account', fields: ['Description'] };
    const which = tool === 'get_record' ? { record_id: account?.Id } : { conditions: `Id = '${account?.Id}'` };

    const { value } = await call(tool, { ...own, ...which });

    const { Description: text } = value.record ?? value.records[0];
    expect(text).toMatch(/^x{15000}… \(the first 15000 of 60000 characters\)$/);
  },
);

test('what is written in place of a long text is held against all of it', async () => {
  const { call, simulator } = openServer();
  const [account] = recordsOf(simulator.state, 'Account').values();
  Object.assign(account ?? {}, { Description: `${'x'.repeat(20_000)} the end` });
  const change = { object_type: 'Account', record_id: account?.Id, fields: { Description: 'x'.repeat(20_000) } };

  const { question } = await call('update_record', change);

  expect(question).toContain('the end');
});
