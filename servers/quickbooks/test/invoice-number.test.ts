import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createQuickBooksWire, realmId, rows } from './fake-quickbooks.ts';
import { openServer } from './open-server.ts';

holdDay('2026-11-21T10:00:00Z');

const invoice = { customer_id: '1', line_items: [{ item_ref: '5' }], date: '2026-11-20' };

/** A company that numbers its sales itself, or does not; QuickBooks leaves the choice out where it is not told. */
const numbering = (CustomTxnNumbers?: boolean, Country = 'US', taken: object[] = []) =>
  createQuickBooksWire({
    [`GET /companyinfo/${realmId}`]: () => ({ CompanyInfo: { CompanyName: 'Northwind Coffee', Country } }),
    'GET /preferences': () => ({ Preferences: { SalesFormsPrefs: { CustomTxnNumbers } } }),
    'QUERY invoice': rows('Invoice', taken),
    'POST /invoice': () => ({ Invoice: { Id: '70', SyncToken: '0' } }),
  });

test.each([
  ['the company gives its own and none was given', true, undefined, 'pass doc_number, or the invoice has none'],
  ['QuickBooks gives them and one was given', false, 'A-7', 'may come to A-7 again: leave doc_number out'],
])('who is asked for an invoice is warned of its number where %s', async (_where, isOwn, number, warning) => {
  const wire = numbering(isOwn);

  const { warnings } = await wire.call('create_invoice', { ...invoice, ...(number && { doc_number: number }) });

  expect(wire.questions[0]).toContain(warning);
  expect(warnings).toMatchObject([{ kind: 'number', field: 'doc_number' }]);
});

test.each([
  [true, 'A-7'],
  [false, undefined],
  [undefined, 'A-7'],
  [undefined, undefined],
])(
  'nothing is said of a number where it is given as the company has it (own: %s, given: %s)',
  async (isOwn, number) => {
    const answer = await numbering(isOwn).call('create_invoice', {
      ...invoice,
      ...(number && { doc_number: number }),
    });

    expect(answer.warnings).toEqual([]);
  },
);

test('in France nobody is asked for an invoice that would need a number of its own', async () => {
  const wire = numbering(true, 'FR');

  const error = await wire.fail('create_invoice', invoice);

  expect(error).toMatchObject({ code: 'invalid_input', details: { fields: [{ path: 'doc_number' }] } });
  expect(wire.questions).toEqual([]);
});

test('a company that numbers its sales itself is not told to leave a number out that is taken', async () => {
  const taken = [{ Id: '7627', DocNumber: 'A-7', TxnDate: '2026-11-01', TotalAmt: 10, Balance: 0 }];
  const wire = numbering(true, 'FR', taken);

  const error = await wire.fail('create_invoice', { ...invoice, doc_number: 'A-7' });

  const problem = 'invoice “A-7” (id 7627) of 2026-11-01 has this number; choose another';
  expect(error.details).toMatchObject({ fields: [{ path: 'doc_number', problem }] });
});

test('the sandbox numbers invoices itself and says so in its preferences', async () => {
  const { body } = await openServer().get('/preferences');

  expect(body.Preferences.SalesFormsPrefs.CustomTxnNumbers).toBe(false);
});
