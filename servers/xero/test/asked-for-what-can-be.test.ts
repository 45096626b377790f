import { expect, test } from 'vitest';
import { bankId, contactId, createXeroWire, invoiceId } from './fake-xero.ts';
import { createReportWire } from './reports-wire.ts';

const line = { description: 'Workshop', unit_amount: '10.00', account_code: '200' };
const dated = { contact_id: contactId, date: '2026-11-20', due_date: '2026-12-20' };
const taken = {
  InvoiceID: invoiceId,
  Type: 'ACCREC',
  InvoiceNumber: 'INV-7',
  Status: 'PAID',
  Date: '2026-11-01T00:00:00',
};
const named = { ContactID: contactId, Name: 'Zed Ltd', EmailAddress: 'a@zed.example', TaxNumber: 'GB123456789' };
const there = {
  'GET /Invoices': () => ({ Invoices: [taken] }),
  'GET /Contacts': () => ({ Contacts: [named] }),
  'GET /Items': () => ({ Items: [{ ItemID: 'i-1', Code: 'HOUR' }] }),
};

// What Xero would refuse was told only after a person had said yes.
test.each([
  ['create_contact', { name: 'zed ltd ' }, 'name', `is that of contact ${contactId}; find it with search_contacts`],
  ['create_contact', { name: 'Zoë', email: 'zoë@exämple.de' }, 'email', 'is no email address that Xero takes'],
  [
    'create_invoice',
    { ...dated, line_items: [line], invoice_number: 'INV-7' },
    'invoice_number',
    'is taken by an invoice of 2026-11-01 (PAID); leave it out and Xero gives the next',
  ],
  [
    'create_invoice',
    { ...dated, line_items: [{ ...line, description: 'x'.repeat(4001) }] },
    'line_items.0.description',
    'has more than 4000 characters',
  ],
  [
    'create_invoice',
    { ...dated, line_items: [{ ...line, item_code: 'NOPE' }] },
    'line_items.0.item_code',
    'no such item in Xero; leave it out, or take a code that stands in past invoices (get_invoice)',
  ],
])('nobody is asked for %s that Xero would refuse: %o', async (tool, input, path, problem) => {
  const wire = createXeroWire(there);

  const asked = wire.preview(tool, input);

  await expect(asked).rejects.toMatchObject({ code: 'invalid_input', details: { fields: [{ path, problem }] } });
});

const spent = { ...line, account_code: '400' };
const writes: [string, object][] = [
  ['create_contact', { name: 'Zoë' }],
  ['create_invoice', { ...dated, line_items: [line] }],
  [
    'create_bank_transaction',
    { ...{ type: 'SPEND', bank_account_id: bankId, contact_id: contactId }, line_items: [spent], date: '2026-11-20' },
  ],
  ['create_payment', { invoice_id: invoiceId, account_id: bankId, amount: '1.00', date: '2026-11-20' }],
  ['update_invoice_status', { invoice_id: invoiceId, status: 'VOIDED' }],
];
const failures: [string, () => Response][] = [
  ['unavailable', () => new Response('<html>', { status: 503 })],
  ['rate_limited', () => new Response('', { status: 429, headers: { 'retry-after': '60' } })],
];

test.each(writes.flatMap(([tool, input]) => failures.map(([code, reply]) => [tool, code, input, reply] as const)))(
  'nobody is asked for %s while Xero is %s',
  async (tool, code, input, reply) => {
    const paths = ['/Organisation', '/Accounts', '/Contacts', '/Invoices', `/Invoices/${invoiceId}`];
    const wire = createXeroWire(Object.fromEntries(paths.map((path) => [`GET ${path}`, reply])));

    await expect(wire.preview(tool, input)).rejects.toMatchObject({ code });
  },
);

test.each(['AUTHORISED', 'VOIDED'])('nobody is asked to make an invoice %s that is', async (status) => {
  const wire = createXeroWire({ [`GET /Invoices/${invoiceId}`]: () => ({ Invoices: [{ ...taken, Status: status }] }) });

  const asked = wire.preview('update_invoice_status', { invoice_id: invoiceId, status });

  await expect(asked).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(`${status} already`),
  });
});

test('the number of a bill is its supplier’s: another may have it', async () => {
  const wire = createXeroWire(there);
  const bill = { ...dated, type: 'ACCPAY', line_items: [{ ...line, account_code: '400' }], invoice_number: 'INV-7' };

  expect(await wire.preview('create_invoice', bill)).toContain('one more bill');
});

test('a contact with the email address or the tax number of another comes with a warning', async () => {
  const created = { ContactID: '33333333-3333-4333-8333-000000000001', Name: 'Zed Trading', TaxNumber: 'GB123456789' };
  const wire = createXeroWire({ ...there, 'PUT /Contacts': () => ({ Contacts: [created] }) });
  const input = { name: 'Zed Trading', email: 'A@zed.example', tax_number: 'gb 123 4567 89' };

  const { contact, warnings } = await wire.call('create_contact', input);

  expect(contact).toMatchObject({ tax_number: 'GB123456789' });
  expect(warnings).toEqual([
    { kind: 'duplicate', field: 'email', message: '“Zed Ltd” has the same email address' },
    { kind: 'duplicate', field: 'tax_number', message: '“Zed Ltd” has the same tax number' },
  ]);
  expect(wire.requests.flatMap(({ query }) => query.get('where') ?? [])).toContain(
    'TaxNumber!=null AND TaxNumber.ToLower().EndsWith("89")',
  );
  expect(await wire.preview('create_contact', input)).toContain('“Zed Ltd” has the same tax number');
});

test('a tax number that is masked is not told by a question about it', async () => {
  const wire = createXeroWire({ 'GET /Contacts': () => ({ Contacts: [{ ...named, TaxNumber: '219-09-9999' }] }) });
  const input = { name: 'Zed Trading', tax_number: '219099999' };

  const { contacts } = await wire.call('search_contacts', { query: 'Zed' });

  expect(contacts).toMatchObject([{ tax_number: '***-**-9999' }]);
  expect(await wire.preview('create_contact', input)).not.toContain('same tax number');
});

test.each([
  ['GB 123 4567 89', 'GB123456789', true],
  ['123456789', 'GB123456789', true],
  ['51 824 753 556', '51-824-753-556', true],
  ['DE123456789', 'GB123456789', false],
  ['GB 987 6543 89', 'GB123456789', false],
])('the tax numbers %s and %s are one: %s', async (given, TaxNumber, isOne) => {
  const wire = createXeroWire({ 'GET /Contacts': () => ({ Contacts: [{ ...named, TaxNumber }] }) });

  const preview = await wire.preview('create_contact', { name: 'Zed Trading', tax_number: given });

  expect(preview.includes('“Zed Ltd” has the same tax number')).toBe(isOne);
});

test.each([
  ['GB 123 4567 89', 'GB123456789'],
  ['ie1234567fa', 'IE 1234567 FA'],
])('a contact of tax number %s is found by %s, among contacts that have none', async (one, other) => {
  const wire = createReportWire();
  await wire.call('create_contact', { name: 'Zed Ltd', tax_number: one });

  const { warnings } = await wire.call('create_contact', { name: 'Zed Trading', tax_number: other });

  expect(warnings).toMatchObject([{ field: 'tax_number', message: '“Zed Ltd” has the same tax number' }]);
});

test.each(['jorg mussigbrodt', 'Joerg Muessigbrodt', 'Müßigbrodt, Jörg'])(
  'a contact whose name is that of another in other letters comes with a warning: %s',
  async (name) => {
    const wire = createReportWire();
    await wire.call('create_contact', { name: 'Jörg Müßigbrodt' });

    const { warnings } = await wire.call('create_contact', { name });

    expect(warnings).toEqual([
      { kind: 'duplicate', field: 'name', message: '“Jörg Müßigbrodt” has nearly the same name' },
    ]);
  },
);

test.each(['Marlow Bridge Furnishing', 'Marlow Bridge Furnishngs'])(
  'a contact whose name may be that of another mistyped comes with a warning: %s',
  async (name) => {
    const wire = createReportWire();
    await wire.call('create_contact', { name: 'Marlow Bridge Furnishings' });

    const { warnings } = await wire.call('create_contact', { name });

    expect(warnings).toMatchObject([
      { field: 'name', message: '“Marlow Bridge Furnishings” has nearly the same name' },
    ]);
  },
);

const nobody = '99999999-9999-4999-8999-999999999999';
const gone = { 'GET /Contacts': () => ({ Contacts: [] }) };

test.each([
  ['search_invoices', { contact_id: nobody }, gone, 'search_contacts'],
  ['list_bank_transactions', { contact_id: nobody }, gone, 'search_contacts'],
  ['list_bank_transactions', { bank_account_id: nobody }, {}, 'No such account; see list_accounts'],
  [
    'list_bank_transactions',
    { bank_account_id: '66666666-6666-4666-8666-666666666200' },
    {},
    '“Sales” is no bank account; see list_accounts',
  ],
])('%s of what is not there is told so, and not as nothing found: %o', async (tool, input, replies, told) => {
  const error = await createXeroWire(replies).fail(tool, input);

  expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining(told) });
});

test('nothing found of a contact and an account that are there is an empty list', async () => {
  const wire = createXeroWire();

  const found = await wire.call('list_bank_transactions', { contact_id: contactId, bank_account_id: bankId });

  expect(found.bank_transactions).toEqual([]);
});
