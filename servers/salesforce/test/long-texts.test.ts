import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { openServer } from './server-client.ts';

function openWithText(text: string) {
  const { call, simulator } = openServer();
  const [account] = recordsOf(simulator.state, 'Account').values();
  Object.assign(account ?? {}, { Description: text });
  return { call, account, own: { object_type: 'Account', record_id: account?.Id } };
}

test.each(['get_record', 'query_records'])(
  'a text that is longer than an answer is shown as far as it fits: %s',
  async (tool) => {
    const { account, call } = openWithText('x'.repeat(60_000));
    const own = { object_type: 'Account', fields: ['Name', 'Description'] };
    const which = tool === 'get_record' ? { record_id: account?.Id } : { conditions: `Id = '${account?.Id}'` };

    const { value } = await call(tool, { ...own, ...which });

    expect(value.note).toMatch(/^Of Description the beginning alone is shown: get_record with this one field /);
    const { Description: text } = value.record ?? value.records[0];
    expect(text).toMatch(/^x{15000}… \(the first 15000 of 60000 characters\)$/);
  },
);

test('a text that is asked for alone is shown as far as one answer can hold it', async () => {
  const { account, call, own } = openWithText('x'.repeat(32_000));
  const queried = { object_type: 'Account', fields: ['Description'], conditions: `Id = '${account?.Id}'` };

  const got = await call('get_record', { ...own, fields: ['Description'] });
  const found = await call('query_records', queried);

  expect(got.value).toEqual({ object_type: 'Account', record: { Id: account?.Id, Description: 'x'.repeat(32_000) } });
  expect(found.value.records).toEqual([got.value.record]);
  expect(found.value.note).toBeUndefined();
});

test.each([
  ['with the mark of the cut', (shown: string) => `${shown} And more.`],
  ['without it', (shown: string) => `${shown.replace(/… \(the first .*$/, '')} And more.`],
])('a text that was shown in part takes the place of no whole one: %s', async (_, written) => {
  const { call, own } = openWithText(Array.from({ length: 5000 }, (_, index) => `Line ${index}.`).join(' '));
  const { Description: shown } = (await call('get_record', own)).value.record;

  const { error, question } = await call('update_record', { ...own, fields: { Description: written(shown) } });

  expect(question).toBeUndefined();
  expect(error?.message).toMatch(/^fields\.Description: .* shown.*get_record with this one field alone/);
});

test('what is written in place of a long text is held against all of it', async () => {
  const { call, own } = openWithText(`${'x'.repeat(20_000)} the end`);

  const { question } = await call('update_record', { ...own, fields: { Description: 'x'.repeat(20_000) } });

  expect(question).toContain('the end');
});

test.each([
  ['Contact', 'Door_Code__c != NULL', /Door_Code__c: Salesforce cannot filter by it(?!; search)/],
  ['Lead', "Description != ''", /Description: .*; search_records looks into long texts/],
])(
  'what no %s can be filtered by is told with another way where there is one',
  async (object_type, conditions, told) => {
    const { call } = openServer();

    const { error } = await call('query_records', { object_type, fields: ['Id'], conditions });

    expect(error?.message).toMatch(told);
  },
);
