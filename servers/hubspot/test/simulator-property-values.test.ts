import { describe, expect, test } from 'vitest';
import { openPortal } from './portal-client.ts';

describe('property values', () => {
  const codesOf = async (type: string, properties: Record<string, string>): Promise<string[]> => {
    const answer = await openPortal().send('POST', `/crm/v3/objects/${type}`, { properties });
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain('Property values were not valid');
    return answer.body.errors.map(
      (error: { code: string; context: { propertyName: string[] } }) =>
        `${error.context.propertyName[0]} ${error.code}`,
    );
  };

  test('are refused all at once, with a code for each', async () => {
    expect(
      await codesOf('contacts', {
        rank: '1',
        lifecyclestage: 'boss',
        email: 'nobody',
        hs_object_id: '5',
        birth_date: '1990-13-45',
        hubspot_owner_id: '1',
      }),
    ).toEqual([
      'rank PROPERTY_DOESNT_EXIST',
      'lifecyclestage INVALID_OPTION',
      'email INVALID_EMAIL',
      'hs_object_id READ_ONLY_VALUE',
      'birth_date INVALID_DATE',
      'hubspot_owner_id INVALID_OPTION',
    ]);
    const deal = { dealname: 'x', dealstage: '4', deal_currency_code: 'EUR', amount: 'much', closedate: 'soon' };
    expect(await codesOf('deals', deal)).toEqual([
      'dealstage INVALID_OPTION',
      'deal_currency_code INVALID_OPTION',
      'amount INVALID_INTEGER',
      'closedate INVALID_LONG',
    ]);
    expect(await codesOf('contacts', { preferred_channels: 'email;pigeon', hs_email_optout: 'yes' })).toEqual([
      'preferred_channels INVALID_OPTION',
      'hs_email_optout INVALID_OPTION',
    ]);
  });

  test('begin and end without blanks, texts aside', async () => {
    expect(
      await codesOf('deals', { dealname: ' x ', dealstage: '881101', amount: ' 5', closedate: '2026-12-01 ' }),
    ).toEqual(['amount LEADING_TRAILING_WHITESPACE', 'closedate LEADING_TRAILING_WHITESPACE']);
  });

  test('are days that there are', async () => {
    const { send } = openPortal();
    const closing = (closedate: string) =>
      send('POST', '/crm/v3/objects/deals', { properties: { dealname: 'x', dealstage: 'contractsent', closedate } });

    const answers = await Promise.all(['2028-02-29', '2027-02-29', '2027-04-31T10:00:00Z', '2027-13-01'].map(closing));

    expect(answers.map(({ status }) => status)).toEqual([201, 400, 400, 400]);
  });

  test('are stored in HubSpot’s own form', async () => {
    const { get, send } = openPortal();
    const deal = await send('POST', '/crm/v3/objects/deals', {
      properties: { dealname: 'x', pipeline: '881100', dealstage: '881101', closedate: '1800000000000' },
    });
    const contact = await send('POST', '/crm/v3/objects/contacts', {
      properties: { email: 'b@lumen.example', birth_date: String(Date.UTC(1990, 1, 3)) },
    });

    const read = await get(`/crm/v3/objects/deals/${deal.body.id}`);

    expect(read.body.properties).toMatchObject({ closedate: '2027-01-15T08:00:00.000Z' });
    expect(contact.body.properties.birth_date).toBe('1990-02-03');
  });

  test('with a semicolon before them are added to those that are there', async () => {
    const { send } = openPortal();
    const { body } = await send('POST', '/crm/v3/objects/contacts', {
      properties: { email: 'b@lumen.example', preferred_channels: ';post' },
    });
    const set = async (preferred_channels: string) =>
      (await send('PATCH', `/crm/v3/objects/contacts/${body.id}`, { properties: { preferred_channels } })).body
        .properties.preferred_channels;

    expect([body.properties.preferred_channels, await set(';email;post'), await set('phone'), await set(';')]).toEqual([
      'post',
      'post;email',
      'phone',
      'phone',
    ]);
  });

  test('must not be missing where the type needs them', async () => {
    const { send } = openPortal();

    const deal = await send('POST', '/crm/v3/objects/deals', { properties: { amount: '5' } });
    const task = await send('POST', '/crm/v3/objects/tasks', { properties: { hs_task_subject: 'Call' } });

    expect([deal.status, deal.body.context]).toEqual([400, { properties: ['dealname', 'dealstage'] }]);
    expect([task.status, task.body.context]).toEqual([400, { properties: ['hs_timestamp'] }]);
  });

  test('that are unique name the record that has them', async () => {
    const { send, simulator } = openPortal();
    const first = await send('POST', '/crm/v3/objects/contacts', { properties: { email: 'c@lumen.example' } });
    const other = await send('POST', '/crm/v3/objects/contacts', { properties: { email: 'd@lumen.example' } });
    const before = simulator.digest();

    const created = await send('POST', '/crm/v3/objects/contacts', { properties: { email: 'C@LUMEN.example' } });
    const changed = await send('PATCH', `/crm/v3/objects/contacts/${other.body.id}`, {
      properties: { email: 'c@lumen.example' },
    });

    const conflict = { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${first.body.id}` };
    expect([created.status, changed.status]).toEqual([409, 409]);
    expect(created.body).toMatchObject(conflict);
    expect(changed.body).toMatchObject(conflict);
    expect(simulator.digest()).toBe(before);
  });
});
