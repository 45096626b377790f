import { agedBalances, tellCompany } from '@bizmcp/testkit/company';
import { expect, test } from 'vitest';
import { guidOf } from '../simulator/guid.ts';
import { agedPayablesByContact, agedReceivablesByContact } from '../simulator/reports/aged-by-contact.ts';
import { money } from './reports-oracle.ts';
import { createReportWire, textsOf } from './reports-wire.ts';

const company = tellCompany({ today: '2026-11-21', homeCurrency: 'GBP' });
const minor = (text: string | undefined) => Math.round(Number(text ?? '0') * 100);
const rowNamed = (rows: string[][], name: string) => rows.find(([first]) => first === name) ?? [];

test.each([
  ['receivable', agedReceivablesByContact],
  ['payable', agedPayablesByContact],
] as const)('what is %s from or to each contact adds up to the control account', (side, report) => {
  const date = '2026-09-30';
  const owing = agedBalances(company.ledger, { side, asOf: date }).counterparties;

  const answers = owing.map(({ counterpartyId }) =>
    textsOf(report(company, { contactId: guidOf('contact', counterpartyId), date, toDate: date }, guidOf)),
  );

  const closing = answers.reduce((sum, rows) => sum + minor(rowNamed(rows, 'Closing Balance').at(-1)), 0);
  const control = [...company.ledger.journal]
    .flatMap((entry) => (entry.date <= date ? entry.postings : []))
    .filter(({ accountId }) => accountId === (side === 'receivable' ? '1100' : '2000'))
    .reduce((sum, { amount }) => sum + amount, 0);
  expect(closing).toBe(side === 'receivable' ? control : -control);
  for (const row of answers.flatMap((rows) => rows.slice(2, -2))) {
    const [total = 0, paid = 0, credited = 0, due = 0] = row.slice(4).map(minor);
    expect(total - paid - credited).toBe(due);
  }
});

test('what is older than the first day asked for is the opening balance of a contact', () => {
  const [owing] = agedBalances(company.ledger, { side: 'receivable', asOf: '2026-09-30' }).counterparties;
  const query = { contactId: guidOf('contact', owing?.counterpartyId ?? ''), date: '2026-09-30', toDate: '2026-09-30' };

  const all = textsOf(agedReceivablesByContact(company, query, guidOf));
  const late = textsOf(agedReceivablesByContact(company, { ...query, fromDate: '2026-09-30' }, guidOf));

  const opening = late.find(([, name]) => name === 'Opening Balance');
  expect(minor(opening?.at(-1))).toBeGreaterThan(0);
  expect(rowNamed(late, 'Closing Balance')).toEqual(rowNamed(all, 'Closing Balance'));
});

test('the server reads what one contact owes from the wire', async () => {
  const [owing] = agedBalances(company.ledger, { side: 'receivable', asOf: '2026-09-30' }).counterparties;
  const input = { report: 'aged_receivables', contact_id: guidOf('contact', owing?.counterpartyId ?? '') };

  const found = await createReportWire().call('get_report', { ...input, to_date: '2026-09-30' });

  const closing = found.rows.find(({ label }: { label: string }) => label === 'Closing Balance');
  expect(closing.values.at(-1)).toBe(money(owing?.total ?? 0));
});
