import { describe, expect, test, vi } from 'vitest';
import { bankId, contactId, createXeroWire } from './fake-xero.ts';
import { openServer } from './open-server.ts';

const today = '2026-11-21';

test.each(['search_invoices', 'list_bank_transactions'])(
  '%s refuses days in the wrong order in place of finding nothing',
  async (tool) => {
    const wire = createXeroWire();

    const error = await wire.fail(tool, { date_from: '2026-11-30', date_to: '2026-11-01' });

    expect(error).toMatchObject({
      code: 'invalid_input',
      message: 'date_from: is after date_to 2026-11-01. Exchange them, or leave one out.',
      details: { fields: [{ path: 'date_from' }] },
    });
    expect(wire.requests).toEqual([]);
  },
);

test('who looks for invoices by the name of a contact is told where to look, and who finds some is not', async () => {
  const caller = openServer();

  const byName = await caller.call('search_invoices', { query: 'Alder & Finch' });
  const byNumber = await caller.call('search_invoices', { query: 'INV-OPEN' });

  expect(byName).toMatchObject({
    invoices: [],
    hint: expect.stringContaining('pass contact_id, from search_contacts'),
  });
  expect(byNumber.invoices).toHaveLength(1);
  expect(byNumber.hint).toBeUndefined();
});

describe.each([
  ['search_invoices', 'GET /Invoices', { Invoices: [] }],
  ['list_bank_transactions', 'GET /BankTransactions', { BankTransactions: [] }],
  ['search_contacts', 'GET /Contacts', { Contacts: [] }],
])('%s', (tool, request, reply) => {
  test('goes on with pages of the first one, as large as its limit can be', async () => {
    const wire = createXeroWire({ [request]: () => reply });

    await wire.call(tool, { limit: 5, cursor: '2-100' });

    const [asked] = wire.requests.filter(({ query }) => query.has('page'));
    expect(asked?.query.get('page')).toBe('2');
    expect(asked?.query.get('pageSize')).toBe('100');
    expect(await wire.fail(tool, { limit: 101 })).toMatchObject({ code: 'invalid_input' });
  });

  test.each(['2-101', '2-9999', '2-0', '1-25', '0-25', '02-25', '2-025', '2--5', '2', ' 2-25', '2-25\n'])(
    'refuses the cursor %j, which no page gives',
    async (cursor) => {
      const wire = createXeroWire({ [request]: () => reply });

      const error = await wire.fail(tool, { cursor });

      expect(error).toMatchObject({
        code: 'invalid_input',
        message: expect.stringContaining('Pass next_cursor as it came'),
      });
      expect(wire.requests.filter(({ query }) => query.has('page'))).toEqual([]);
    },
  );
});

test('what a contact abroad owes is told as Xero does, in the currency of its invoices', async () => {
  const caller = openServer();

  const { contacts, hint } = await caller.call('search_contacts', { query: 'Lemaire' });
  const { contact_id: id, default_currency: currency, receivable } = contacts[0];
  const { invoices } = await caller.call('search_invoices', { contact_id: id, statuses: ['AUTHORISED'] });

  expect(currency).toBe('EUR');
  expect(hint).toContain('they mix these');
  expect(invoices).toHaveLength(1);
  expect(invoices[0]).toMatchObject({ currency: 'EUR', amount_due: receivable });
});

test.each([
  [{ AccountsReceivable: { Outstanding: 90, Overdue: 0 } }, true],
  [{ AccountsPayable: { Outstanding: 20.5, Overdue: 0 } }, true],
  [{ AccountsReceivable: { Outstanding: 0, Overdue: 0 }, AccountsPayable: { Outstanding: 0, Overdue: 0 } }, false],
  [undefined, false],
])('that credits may not be off what a contact owes is told where something is owed: %o', async (Balances, isTold) => {
  const contact = { ContactID: contactId, Name: 'Harbour Bakery', Balances };
  const wire = createXeroWire({ 'GET /Contacts': () => ({ Contacts: [contact] }) });

  const { hint } = await wire.call('search_contacts', { query: 'Harbour' });

  expect(hint?.includes('type ACCRECCREDIT (of a supplier ACCPAYCREDIT)') ?? false).toBe(isTold);
});

test('when its invoices and bills are usually due is told of a contact and of the organisation', async () => {
  const caller = openServer();
  const contact = { ContactID: contactId, Name: 'Harbour Bakery', ContactStatus: 'ACTIVE' };
  const termsOf = async (PaymentTerms: object) => {
    const organisation = { Name: 'Demo (UK)', BaseCurrency: 'GBP', PaymentTerms };
    const wire = createXeroWire({
      'GET /Contacts': () => ({ Contacts: [{ ...contact, PaymentTerms }] }),
      'GET /Organisation': () => ({ Organisations: [organisation] }),
    });
    const { contacts } = await wire.call('search_contacts', {});
    const { organisations } = await wire.call('list_organisations', {});
    return [...contacts, ...organisations].map(({ invoices_due, bills_due }) => [invoices_due, bills_due]);
  };
  const told = ['10 days after the end of the month of the date', 'on day 15 of the month of the date'];

  const { contacts } = await caller.call('search_contacts', { query: 'Alder & Finch' });

  expect(contacts).toMatchObject([{ invoices_due: expect.stringMatching(/^\d+ days after the date$/) }]);
  const both = { Sales: { Day: 10, Type: 'DAYSAFTERBILLMONTH' }, Bills: { Day: 15, Type: 'OFCURRENTMONTH' } };
  expect(await termsOf(both)).toEqual([told, told]);
  const next = [undefined, 'on day 20 of the month after the date'];
  expect(await termsOf({ Bills: { Day: 20, Type: 'OFFOLLOWINGMONTH' } })).toEqual([next, next]);
  expect(await termsOf({})).toEqual([
    [undefined, undefined],
    [undefined, undefined],
  ]);
});

test('a contact is found by the words of its name in any order, and who finds none is told what to try', async () => {
  const caller = openServer();
  const { contacts } = await caller.call('search_contacts', { kind: 'customer', limit: 1 });
  const { contact_id: id, name } = contacts[0];
  const turned = name.toUpperCase().split(' ').toReversed().join(' ');

  const found = await caller.call('search_contacts', { query: turned });
  const none = await caller.call('search_contacts', { query: `${turned} "nobody"`, kind: 'supplier' });

  expect(name).toContain(' ');
  expect(found.contacts).toEqual([expect.objectContaining({ contact_id: id })]);
  expect(none.contacts).toEqual([]);
  expect(none.hint).toContain(
    'a shorter part of the name, or other letters (o, ö); without kind; with include_archived',
  );
});

test('days in an aged report are days', async () => {
  const caller = openServer();
  const { contacts } = await caller.call('search_contacts', { query: 'Lemaire' });

  const { rows } = await caller.call('get_report', {
    report: 'aged_receivables',
    contact_id: contacts[0].contact_id,
    to_date: today,
  });

  expect(rows[1]).toMatchObject({
    label: '2026-11-03',
    values: ['INV-2075', '2026-12-03', '', ...rows[1].values.slice(3)],
  });
});

test('an aged report counts as overdue what is so today', async () => {
  vi.useFakeTimers({ now: Date.parse(`${today}T10:00:00Z`), toFake: ['Date'] });
  const caller = openServer();
  const { contacts } = await caller.call('search_contacts', { query: 'Acoustic' });

  const aged = { report: 'aged_payables', contact_id: contacts[0].contact_id };
  const { rows } = await caller.call('get_report', aged);

  vi.useRealTimers();
  const due = rows.find(({ values }: { values: string[] }) => values[0] === 'AC64476');
  expect(due.values.slice(1, 3)).toEqual(['2026-11-28', '']);
});

test.each([
  [{ report: 'profit_and_loss', contact_id: contactId }, 'contact_id', 'aged_receivables, aged_payables'],
  [{ report: 'balance_sheet', tracking_category_id: contactId }, 'tracking_category_id', 'profit_and_loss'],
  [{ report: 'trial_balance', periods: 3 }, 'periods', 'profit_and_loss, balance_sheet'],
  [{ report: 'budget_summary', periods: 3 }, 'periods', 'profit_and_loss, balance_sheet'],
  [{ report: 'balance_sheet', from_date: today }, 'from_date', 'profit_and_loss, bank_summary, budget_summary'],
  [{ report: 'executive_summary', from_date: today }, 'from_date', 'profit_and_loss'],
  [{ report: 'trial_balance', from_date: today }, 'from_date', 'profit_and_loss'],
  [{ report: 'aged_payables', contact_id: contactId, timeframe: 'MONTH' }, 'timeframe', 'profit_and_loss'],
])('what Xero would ignore in a report is refused: %o', async (input, path, others) => {
  const wire = createXeroWire();

  const error = await wire.fail('get_report', input);

  expect(error).toMatchObject({ code: 'invalid_input', details: { fields: [{ path }] } });
  expect(error.message).toContain(
    `${path}: does not go with ${input.report}. Leave it out. Reports that take it: ${others}`,
  );
  expect(wire.requests.filter(({ path }) => path.includes('Reports'))).toEqual([]);
});

test.each(['balance_sheet', 'executive_summary'])(
  'a day within a month is refused for %s, which Xero has of whole months',
  async (report) => {
    const wire = createXeroWire();

    const error = await wire.fail('get_report', { report, to_date: '2026-10-15' });

    expect(error).toMatchObject({ code: 'invalid_input', details: { fields: [{ path: 'to_date' }] } });
    expect(error.message).toContain('Pass 2026-10-31');
    expect(wire.requests).toEqual([]);
  },
);

test.each([{ periods: 2 }, { timeframe: 'MONTH' }])(
  'earlier periods are refused beside the options of a tracking category: %o',
  async (beside) => {
    const wire = createXeroWire();
    const input = { report: 'profit_and_loss', tracking_category_id: contactId, ...beside };

    const error = await wire.fail('get_report', input);

    expect(error).toMatchObject({ code: 'invalid_input', details: { fields: [{ path: Object.keys(beside)[0] }] } });
    expect(wire.requests.filter(({ path }) => path.includes('Reports'))).toEqual([]);
  },
);

test('money back on a bank transaction is told to be of the other type', async () => {
  const line = { description: 'Refund', unit_amount: '-5.00', account_code: '400' };

  const error = await createXeroWire().fail('create_bank_transaction', {
    ...{ type: 'SPEND', bank_account_id: bankId, contact_id: contactId, line_items: [line], date: '2026-11-20' },
  });

  expect(error.message).toContain('money the other way is of type RECEIVE');
});

test('a payment keeps the day it was given, even one before the invoice', async () => {
  const caller = openServer();
  const unpaid = { type: 'ACCREC', statuses: ['AUTHORISED'], date_from: today, limit: 1 };
  const { invoices } = await caller.call('search_invoices', unpaid);
  const { accounts } = await caller.call('list_accounts', { bank_only: true, contains: 'Operating' });

  const { payment } = await caller.call('create_payment', {
    ...{ invoice_id: invoices[0].invoice_id, account_id: accounts[0].account_id, amount: '1.00', date: '2026-11-20' },
  });

  expect(payment.date).toBe('2026-11-20');
});
