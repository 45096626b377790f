import { describe, expect, test } from 'vitest';
import { openPortal } from './portal-client.ts';

describe('batches', () => {
  test('are read with what is missing told apart', async () => {
    const { get, send } = openPortal();
    const ids: string[] = (await get('/crm/v3/objects/deals?limit=3')).body.results.map(
      (row: { id: string }) => row.id,
    );

    const all = await send('POST', '/crm/v3/objects/deals/batch/read', {
      inputs: ids.map((id) => ({ id })),
      properties: ['dealname'],
    });
    const some = await send('POST', '/crm/v3/objects/deals/batch/read', { inputs: [{ id: ids[0] }, { id: '7' }] });

    expect([all.status, all.body.results.map((row: { id: string }) => row.id)]).toEqual([200, ids]);
    expect(some.status).toBe(207);
    expect(some.body).toMatchObject({
      numErrors: 1,
      errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['7'] } }],
    });
  });

  test('upsert by a unique property creates once and then changes', async () => {
    const { send } = openPortal();
    const body = (firstname: string) => ({
      inputs: [{ id: 'e@lumen.example', idProperty: 'email', properties: { firstname } }],
    });

    const first = await send('POST', '/crm/v3/objects/contacts/batch/upsert', body('E'));
    const second = await send('POST', '/crm/v3/objects/contacts/batch/upsert', body('F'));

    expect([first.body.results[0].new, second.body.results[0].new]).toEqual([true, false]);
    expect(second.body.results[0]).toMatchObject({ id: first.body.results[0].id, properties: { firstname: 'F' } });
  });

  test('are written whole or not at all', async () => {
    const { get, send, simulator } = openPortal();
    const [contact] = (await get('/crm/v3/objects/contacts?limit=1')).body.results;
    const before = simulator.digest();

    const statuses = [
      await send('POST', '/crm/v3/objects/contacts/batch/create', {
        inputs: [{ properties: { email: 'g@lumen.example' } }, { properties: { rank: '1' } }],
      }),
      await send('POST', '/crm/v3/objects/contacts/batch/update', {
        inputs: [
          { id: contact.id, properties: { city: 'Oslo' } },
          { id: '7', properties: { city: 'Oslo' } },
        ],
      }),
      await send('POST', '/crm/v3/objects/contacts/batch/upsert', {
        inputs: [
          { id: 'h@lumen.example', idProperty: 'email', properties: {} },
          { id: contact.id, properties: { rank: '1' } },
        ],
      }),
    ].map((answer) => answer.status);

    expect(statuses).toEqual([400, 404, 400]);
    expect(simulator.digest()).toBe(before);
  });

  test('have at most 100 records', async () => {
    const { send } = openPortal();

    const answer = await send('POST', '/crm/v3/objects/deals/batch/read', {
      inputs: Array.from({ length: 101 }, () => ({ id: '1' })),
    });

    expect(answer.status).toBe(400);
  });
});
