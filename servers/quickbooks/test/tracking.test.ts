import { expect, test } from 'vitest';
import { createQuickBooksWire } from './fake-quickbooks.ts';
import { openServer } from './open-server.ts';

const invoice = { customer_id: '1', line_items: [{ item_ref: '1', rate: '100' }] };
const bill = { vendor_id: '101', line_items: [{ account_id: '6400', rate: '80' }] };

async function optionsOf({ query }: ReturnType<typeof openServer>) {
  const classes = await query('select * from Class');
  const locations = await query('select * from Department');
  return [classes.body.QueryResponse.Class[0], locations.body.QueryResponse.Department[1]] as const;
}

test.each([
  ['create_invoice', 'invoice', invoice],
  ['create_bill', 'bill', bill],
] as const)('%s takes a class for a line and a location, by name or id', async (name, key, input) => {
  const server = openServer();
  const [sorted, place] = await optionsOf(server);
  const order = { report: 'profit_and_loss', columns_by: 'class', start_date: '2026-11-01', end_date: '2026-11-30' };
  const before = await server.call('get_report', order);

  const answer = await server.call(name, {
    ...input,
    date: '2026-11-20',
    line_items: [{ ...input.line_items[0], class: sorted.Name.toUpperCase() }],
    location: place.Id,
  });

  const after = await server.call('get_report', order);
  const totalOf = ({ header, rows }: typeof after) => {
    const index = header.columns.findIndex(({ title }: { title: string }) => title === sorted.Name);
    return Number(rows.at(-1).values[index] ?? 0);
  };
  expect(answer[key]).toMatchObject({ location: place.Name, line_items: [{ class: sorted.Name }] });
  expect(totalOf(after) - totalOf(before)).toBeCloseTo(name === 'create_bill' ? -80 : 100);
});

test('classes and locations that there are not are refused with those that there are, before anybody is asked', async () => {
  const server = openServer();
  const [sorted, place] = await optionsOf(server);

  const error = await server.fail('create_invoice', {
    ...invoice,
    line_items: [{ ...invoice.line_items[0], class: 'Nowhere' }],
    location: 'Nowhere',
  });

  expect(error.details.fields).toEqual([
    { path: 'location', problem: expect.stringContaining(place.Name) },
    { path: 'line_items.0.class', problem: expect.stringContaining(sorted.Name) },
  ]);
});

test('a company that sorts by neither says so', async () => {
  const error = await createQuickBooksWire().fail('create_bill', {
    vendor_id: '9',
    line_items: [{ account_id: '60', rate: '10', class: 'Shop' }],
    location: 'Berlin',
  });

  expect(error.message).toContain('line_items.0.class: this company keeps no class for lines; leave it out');
  expect(error.message).toContain('location: this company keeps no location for documents; leave it out');
});
