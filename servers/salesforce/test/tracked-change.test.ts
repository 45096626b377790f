import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { changeIn, toRecord } from '../src/record/record.ts';
import { viewer } from './known-person.ts';
import { openServer } from './server-client.ts';

type Row = Record<string, unknown>;

/** Leads whose tracked fields have changed: each change as a row of LeadHistory. */
function openChanges(changes: Row[], role?: Parameters<typeof openServer>[0]) {
  const server = openServer(role);
  const rows = [...recordsOf(server.simulator.state, 'LeadHistory').values()].slice(0, changes.length);
  for (const [index, row] of rows.entries()) Object.assign(row, changes[index]);
  const conditions = `Id IN (${rows.map(({ Id }) => `'${String(Id)}'`).join()})`;
  return async (fields: string[]): Promise<Row[]> => {
    const asked = { object_type: 'LeadHistory', fields, conditions, order_by: 'Id' };
    const { value } = await server.call('query_records', asked);
    return value.records.map(({ Id: _, ...record }: Row) => record);
  };
}

const changes = [
  { Field: 'SSN__c', OldValue: 'first77', NewValue: 'second77' },
  { Field: 'LastName', OldValue: 'Lumen', NewValue: 'Lovelace' },
  { Field: 'Status', OldValue: 'Open', NewValue: 'Working' },
];
const told = ['Field', 'OldValue', 'NewValue'];

test('what a masked field was is masked, as it is', async () => {
  const [first, ...others] = await openChanges(changes)(told);

  expect(first).toEqual({ Field: 'SSN__c', restricted: { OldValue: '[masked]', NewValue: '[masked]' } });
  expect(others).toEqual([
    { Field: 'LastName', confidential: { OldValue: 'Lumen', NewValue: 'Lovelace' } },
    { Field: 'Status', OldValue: 'Open', NewValue: 'Working' },
  ]);
});

test('who may see no names sees none that there were, and who sees all sees these too', async () => {
  const looking = await openChanges(changes, viewer && { role: viewer })(told);
  const whole = await openChanges(changes, { role: { scopes: ['*'], clearance: 'restricted' } })(told);

  expect(JSON.stringify(looking)).not.toMatch(/Lumen|Lovelace|77/);
  expect(whole[0]).toMatchObject({ restricted: { OldValue: 'first77' } });
});

test('where nobody tells of which field a value was, it may be of a masked one', async () => {
  const [first] = await openChanges(changes)(['OldValue', 'Lead.Name']);

  expect(first).toMatchObject({ restricted: { OldValue: '[masked]' }, Lead: { Name: expect.any(String) } });
});

test('changes are not told in the order of what they changed, which is that of masked values too', async () => {
  const asked = { object_type: 'LeadHistory', fields: ['Field'], order_by: 'OldValue' };
  const cleared = openServer({ role: { scopes: ['*'], clearance: 'restricted' } });

  const { error } = await openServer().call('query_records', asked);

  expect(error?.message).toContain('OldValue: its values are masked for your role');
  expect((await cleared.call('query_records', asked)).value.records.length).toBeGreaterThan(0);
});

test('a feed tells no more of a masked field than its history does', () => {
  const changeOf = (FieldName?: string) => ({
    attributes: { type: 'FeedTrackedChange' },
    ...(FieldName !== undefined && { FieldName }),
    OldValue: 'old77',
  });
  const rows = ['Contact.Diet__c', 'Contact.Birthdate', 'Contact.Title', 'contactCreatedFromLead', undefined].map(
    changeOf,
  );
  const feed = { attributes: { type: 'ContactFeed' }, FeedTrackedChanges: { totalSize: 5, records: rows } };

  const record = toRecord(feed, new Map([['Contact', new Map([['diet__c', 'restricted']])]]));

  const restricted = { OldValue: 'old77' };
  expect(rows.map((row) => changeIn(row)?.object)).toEqual(['Contact', 'Contact', 'Contact', '', '']);
  expect(record.FeedTrackedChanges).toEqual([
    { FieldName: 'Contact.Diet__c', restricted },
    { FieldName: 'Contact.Birthdate', restricted },
    { FieldName: 'Contact.Title', OldValue: 'old77' },
    { FieldName: 'contactCreatedFromLead', restricted },
    { restricted },
  ]);
});

test.each([
  [
    { FieldHistoryType: 'Contact', Field: 'Title' },
    { object: 'Contact', field: 'Title' },
  ],
  [{ Field: 'Diet__c' }, { object: '' }],
  [{ FieldHistoryType: 'Contact' }, { object: '' }],
])('the archive of all histories tells of which object and field a value was, or it may be any: %j', (told, change) => {
  expect(changeIn({ attributes: { type: 'FieldHistoryArchive' }, ...told, NewValue: 'new77' })).toEqual(change);
});
