import { expect, test } from 'vitest';
import { openServer } from './server-client.ts';

const lead = { object_type: 'Lead', record_id: '00QHp0000000RWxMAM' };

test.each([['Analytics; Integration ;Analytics'], [['Analytics', ' Integration', 'Analytics']]])(
  'each of several choices is written once and without a blank, and shown so: %j',
  async (Interests__c) => {
    const { call } = openServer();

    const { question } = await call('update_record', { ...lead, fields: { Interests__c } });

    const stored = await call('get_record', { ...lead, fields: ['Interests__c'] });
    expect(question).toMatch(/Interests__c: .* -> "Analytics;Integration"$/m);
    expect(stored.value.record.Interests__c).toBe('Analytics;Integration');
  },
);

test('the choices of a new record are shown as they are stored where they were given otherwise', async () => {
  const { call } = openServer();
  const fields = { LastName: 'Okafor', Company: 'Cobalt', Status: 'Open - Not Contacted' };
  const create = (Interests__c: string) =>
    call('create_record', { object_type: 'Lead', fields: { ...fields, Interests__c } });

  const [blank, plain] = [await create('Analytics; Integration'), await create('Analytics;Integration')];

  expect(blank.question).toMatch(/Interests__c: .* -> "Analytics;Integration"$/m);
  expect(plain.question).not.toMatch(/Interests__c: .* -> /);
});

test.each(['Hot;Warm', 'Hot, Warm'])('two choices of a field that takes one are told as that: %s', async (Rating) => {
  const { error } = await openServer().call('update_record', { ...lead, fields: { Rating } });

  expect(error?.message).toContain('Rating: takes one choice, not 2');
});

test('all choices are told where a value is none of sixteen', async () => {
  const { question } = await openServer().call('update_record', { ...lead, fields: { Industry: 'Fishing' } });

  expect(question).toContain('(Agriculture, Banking, ');
  expect(question).toContain(', Transportation, Utilities)');
});
