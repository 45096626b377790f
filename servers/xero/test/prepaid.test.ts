import { expect, test } from 'vitest';
import { contactId, createXeroWire } from './fake-xero.ts';
import { openServer } from './open-server.ts';

const prepaid = (change: object) => ({
  ...{ Type: 'RECEIVE-OVERPAYMENT', Status: 'AUTHORISED', Date: '2026-10-01T00:00:00', CurrencyCode: 'GBP' },
  ...{ Contact: { ContactID: contactId, Name: 'Harbour Bakery' }, Total: 100, ...change },
});

/** A contact with an overpayment in part used, one used up, and a prepayment; and another's. */
function createWire() {
  const Overpayments = [
    prepaid({ OverpaymentID: 'o-1', RemainingCredit: 20.5 }),
    prepaid({ OverpaymentID: 'o-2', RemainingCredit: 0 }),
    prepaid({
      OverpaymentID: 'o-3',
      RemainingCredit: 9,
      Contact: { ContactID: '99999999-9999-4999-8999-999999999999' },
    }),
  ];
  const prepayment = { PrepaymentID: 'p-1', Type: 'SPEND-PREPAYMENT', CurrencyCode: 'EUR', RemainingCredit: 100 };
  return createXeroWire({
    'GET /Overpayments': () => ({ Overpayments }),
    'GET /Prepayments': () => ({ Prepayments: [prepaid(prepayment)] }),
  });
}

test('the invoices of a contact are told with what it overpaid or was paid before, and is set against none', async () => {
  const { hint } = await createWire().call('search_invoices', { contact_id: contactId, type: 'ACCREC' });

  expect(hint).toBe(
    'Paid and set against nothing yet, so in no amount_due: RECEIVE-OVERPAYMENT “o-1” of 2026-10-01 has 20.50 GBP left, SPEND-PREPAYMENT “p-1” of 2026-10-01 has 100.00 EUR left.',
  );
});

test('nobody reads what was overpaid for the invoices of all', async () => {
  const wire = createWire();

  expect(await wire.call('search_invoices', {})).not.toHaveProperty('hint');
  expect(wire.requests.map(({ path }) => path)).not.toContain('/Overpayments');
});

test('the simulated company has an invoice that was paid twice, and what came in for it is told of each', async () => {
  const { call } = openServer();
  const { contacts } = await call('search_contacts', { query: 'Kestrel Software' });
  const { hint } = await call('search_invoices', { contact_id: contacts[0].contact_id });
  const { bank_transactions: moved } = await call('list_bank_transactions', { contact_id: contacts[0].contact_id });

  expect(hint).toMatch(/set against nothing yet.*RECEIVE-OVERPAYMENT .* of 2026-11-12 has 250\.00 GBP left\.$/);
  expect(moved).toMatchObject([{ type: 'RECEIVE-OVERPAYMENT', date: '2026-11-12', total: '250.00' }]);
});
