import { expect, test } from 'vitest';
import { createQuickBooksWire, fault, rows } from './fake-quickbooks.ts';
import { openServer } from './open-server.ts';

const free = { 'QUERY customer': rows('Customer', []), 'QUERY vendor': rows('Vendor', []) };
const stored = { ...free, 'POST /customer': () => ({ Customer: { Id: '7', DisplayName: 'New', SyncToken: '0' } }) };

test.each([
  ['customer', 'Alder & Finch Hotels'],
  ['vendor', 'Tamarack Timber'],
])('nobody is asked for a customer with the name of a %s, whose id is told', async (kind, name) => {
  const server = openServer();
  const [entity, list] = kind === 'customer' ? ['Customer', 'search_customers'] : ['Vendor', 'search_vendors'];
  const { body } = await server.query(`select * from ${entity} where DisplayName = '${name}'`);

  const error = await server.fail('create_customer', { name });

  const { Id } = body.QueryResponse[entity][0];
  expect(list).toContain(kind);
  expect(error.code).toBe('conflict');
  expect(error.details.fields).toEqual([{ path: 'name', problem: `is that of ${kind} ${Id}` }]);
  await expect(server.preview('create_customer', { name })).rejects.toThrow(`${kind} ${Id} has this name`);
});

test('an inactive one holds its name too', async () => {
  const taken = rows('Customer', [{ Id: '4', DisplayName: 'NEW', Active: false }]);
  const wire = createQuickBooksWire({ ...stored, 'QUERY customer': taken });

  const error = await wire.fail('create_customer', { name: 'New' });

  expect(error.message).toContain('inactive customer 4 has this name');
  expect(wire.writes()).toEqual([]);
  expect(wire.questions).toEqual([]);
});

test.each([['New Harbour\u200B'], ['new\u00A0harbour'], ['New  Har\u00ADbour']])(
  'a name that looks like that of another is the same: %j',
  async (name) => {
    const server = openServer();
    const { customer } = await server.call('create_customer', { name: 'New\u00A0Harbour' });

    const error = await server.fail('create_customer', { name });
    const plain = await server.fail('create_customer', { name: 'New Harbour' });

    for (const { message } of [error, plain])
      expect(message).toContain(`customer ${customer.customer_id} has this name`);
  },
);

test('who is asked for a customer sees the currency that it gets for good, and whom it is about', async () => {
  const wire = createQuickBooksWire(stored);

  await wire.call('create_customer', { name: 'New' });
  await wire.call('create_customer', { name: "O'New", currency: 'eur' });

  expect(wire.questions[0]).toContain('currency: (none) -> \\"USD, for good\\"');
  expect(wire.questions[1]).toContain('customer: (none) -> \\"O\'New, new\\"');
  expect(wire.writes().map(({ body }) => body)).toEqual([
    { DisplayName: 'New' },
    { DisplayName: "O'New", CurrencyRef: { value: 'EUR' } },
  ]);
});

test.each([
  ['the same email address', 'Palace', true],
  ['nearly the same name', 'Jubilee Cinema', false],
  ['nearly the same name', 'Jubilee Cinemas Ltd', false],
])('who is asked for a customer reads which one has %s', async (what, name, isMailed) => {
  const server = openServer();
  const { body } = await server.query("select * from Customer where DisplayName = 'Jubilee Cinemas'");
  const [{ Id, PrimaryEmailAddr }] = body.QueryResponse.Customer;

  const email = isMailed && { email: PrimaryEmailAddr.Address };
  const message = await server.preview('create_customer', { name, ...email });

  expect(message).toContain(`customer “Jubilee Cinemas” (id ${Id}) has ${what}`);
  expect(await server.preview('create_customer', { name: 'Palace' })).not.toContain('warnings');
});

test.each([
  ['jorg mussigbrodt', true],
  ['Muessigbrodt, Joerg', true],
  ['Jorg Messigbrodt-Paw', false],
])(
  'who is asked for a customer reads of one whose name is the same in other letters or another order: %s',
  async (...row) => {
    const [name, isTold] = row;
    const server = openServer();
    const { customer } = await server.call('create_customer', { name: 'Jörg Müßigbrodt' });

    const message = await server.preview('create_customer', { name });

    const told = `customer “Jörg Müßigbrodt” (id ${customer.customer_id}) has nearly the same name`;
    expect(message.includes(told)).toBe(isTold);
  },
);

test('a letter that makes another word is not taken for a mistake', async () => {
  const server = openServer();

  // There is a Dunmore Law.
  expect(await server.preview('create_customer', { name: 'Dunmore Paw' })).not.toContain('nearly the same name');
});

test('a name that only QuickBooks knows to be taken, as that of an employee, is told with the id that has it', async () => {
  const taken = 'The name supplied already exists. : Id=58';
  const wire = createQuickBooksWire({
    ...free,
    'POST /customer': () => fault('6240', taken, 'Duplicate Name Exists Error'),
  });

  const error = await wire.fail('create_customer', { name: 'Harbour Bakery' });

  expect(error.code).toBe('conflict');
  expect(error.details.fields?.[0]).toMatchObject({ path: 'name', problem: expect.stringContaining('id 58') });
});
