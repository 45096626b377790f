import { expect, test } from 'vitest';
import * as z from 'zod';
import { recordsOf } from '../simulator/org-state.ts';
import { openKnown } from './known-person.ts';

const Described = z.looseObject({ fields: z.array(z.looseObject({ name: z.string() })) });

test.each([
  ['Contact', { Diet__c: 'no nuts' }, { Diet__c: 'vegetarian' }],
  ['Contact', { Birthdate: '1980-02-03' }, { Birthdate: '1980-02-04' }],
  ['Account', { Credit_Limit__c: 85000 }, { Credit_Limit__c: 85001 }],
  ['Account', { Payment_Habits__c: 'to DE89370400440532013000' }, { Payment_Habits__c: 'to DE02120300000000202051' }],
])('a question does not tell that a guess at what is masked is right: %s %j', async (object_type, guess, other) => {
  const ask = async (value: Record<string, string | number>) => {
    const { account, call, person, simulator } = openKnown();
    const present = object_type === 'Account' ? account : person;
    const record_id = String(present.Id);
    const key = { external_id_field: 'External_Id__c', external_id: 'ERP-1' };
    const change = { object_type, fields: guess };
    recordsOf(simulator.state, object_type).set(record_id, { ...present, ...value, External_Id__c: 'ERP-1' });
    const asked = [
      await call('update_record', { ...change, record_id }),
      await call('upsert_record', { ...change, ...key }),
    ];
    return asked.map(({ question }) => question?.replaceAll(/DE\*\*\*\d+/g, '[masked]'));
  };

  const [right, wrong] = [await ask(guess), await ask(other)];

  expect(right[0]).toContain('changed as follows');
  expect(right).toEqual(wrong);
});

test('a question does not tell by the choices of a masked field that it has the value', async () => {
  const { call, person, simulator } = openKnown();
  const { fetch } = simulator;
  simulator.fetch = async (url, init) => {
    const reply = await fetch.call(simulator, url, init);
    if (!String(url).endsWith('/Contact/describe')) return reply;
    const described = Described.parse(await reply.json());
    const choices = { type: 'picklist', picklistValues: [{ value: 'vegan', active: true }] };
    const fields = described.fields.map((field) => (field.name === 'Diet__c' ? { ...field, ...choices } : field));
    return Response.json({ ...described, fields });
  };
  const Diet__c = String(person.Diet__c);

  const { question } = await call('update_record', {
    object_type: 'Contact',
    record_id: String(person.Id),
    fields: { Diet__c },
  });

  expect(question).toContain('Diet__c gets a value that is none of its choices (vegan)');
});
