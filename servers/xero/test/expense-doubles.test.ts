import { expect, test } from 'vitest';
import { createXeroWire } from './fake-xero.ts';
import { bankOf, spentHistory as history, type Spent } from './spent-history.ts';

const analyse = (extra: Spent[] = []) =>
  createXeroWire(bankOf([...history, ...extra])).call('expense_categorization', {
    date_range: { start_date: '2026-07-01', end_date: '2026-09-30' },
  });
const idOf = (place: number) => `99999999-9999-4999-8999-${String(history.length + place).padStart(12, '0')}`;

const paid = {
  contact: 'Fitters Ltd',
  amount: 640,
  code: '461',
  description: 'New shelves',
  rest: { Reference: 'INV-77' },
};

test('a bill paid twice is told with both payments, as money to ask for', async () => {
  const report = await analyse([
    { ...paid, date: '2026-08-18' },
    { ...paid, date: '2026-08-20' },
  ]);

  const found = report.anomalies.find(({ rule }: { rule: string }) => rule === 'duplicate_payment');
  expect(found).toMatchObject({ severity: 'high', at_stake: '640.00', dates: ['2026-08-18', '2026-08-20'] });
  expect(found.bank_transaction_ids.toSorted()).toEqual([idOf(0), idOf(1)]);
  expect(report.optimization_opportunities).toContainEqual(
    expect.objectContaining({ kind: 'recover_payment', amount: '640.00' }),
  );
  expect(report.ai_insights.join('\n')).toContain('640.00 GBP is at stake');
});

const refund = { ...paid, rest: { ...paid.rest, Type: 'RECEIVE' } };
const doublesOf = async (...refunds: Spent[]) => {
  const twice = ['2026-08-18', '2026-08-20'].map((date) => ({ ...paid, date }));
  const report = await analyse([...twice, ...refunds]);
  const found = report.anomalies.filter(({ rule }: { rule: string }) => rule === 'duplicate_payment');
  return { ...report, found };
};

test('a bill paid twice whose second payment came back is no money to ask for, also when that came after the range', async () => {
  const { found, optimization_opportunities: opportunities } = await doublesOf({ ...refund, date: '2026-10-05' });

  expect(found).toEqual([]);
  expect(JSON.stringify(opportunities)).not.toContain('recover_payment');
});

test.each([
  ['of another supplier', { ...refund, contact: 'Plain Paper', date: '2026-08-25' }],
  ['of another sum', { ...refund, amount: 639.99, date: '2026-08-25' }],
  ['from before', { ...refund, date: '2026-08-19' }],
])('money back %s settles no double', async (_what, other) => {
  expect((await doublesOf(other)).found).toHaveLength(1);
});

test('what came back of costs in the range is told, and taken off no figure', async () => {
  const plain = await analyse();
  const back = [
    { ...refund, date: '2026-08-05' },
    { ...refund, date: '2026-06-30' },
  ];
  const report = await analyse([...back, { ...refund, date: '2026-08-05', code: '850' }]);

  expect(report.total_expenses).toBe(plain.total_expenses);
  expect(report.ai_insights).toContain(
    '640.00 GBP came back on accounts of costs, such as refunds of suppliers; it is taken off no figure here.',
  );
  expect(`${plain.ai_insights} ${report.ai_insights}`).not.toContain('kept back');
  expect(plain.ai_insights.join()).not.toContain('came back');
});

test('fees that were kept back from a payout are told as costs, and not as money that came back', async () => {
  const line = { LineAmount: 1000, TaxAmount: 0, AccountCode: '200', Description: 'Sales of the shop' };
  const LineItems = [line, { ...line, LineAmount: -29.4, AccountCode: '461', Description: 'Fees' }];
  const { ai_insights } = await analyse([{ ...refund, date: '2026-08-05', rest: { Type: 'RECEIVE', LineItems } }]);

  expect(ai_insights).toContain(
    '29.40 GBP of costs was kept back from money received, such as fees of payouts; it is in no figure here.',
  );
  expect(ai_insights.join()).not.toContain('came back');
});

test('a payment of several lines that was made twice is one finding, of what left the bank', async () => {
  const lines = [120, 59.97, 48.5, 48.5].map((amount) => ({
    ...{ Description: 'Shelves', LineAmount: amount, TaxAmount: Number((amount * 0.2).toFixed(2)), AccountCode: '461' },
  }));
  const split = { ...paid, date: '2026-08-18', rest: { ...paid.rest, LineItems: lines } };

  const { anomalies, ai_insights } = await analyse([split, { ...split, date: '2026-08-19' }]);

  const twice = anomalies.filter(({ rule }: { rule: string }) => rule === 'duplicate_payment');
  expect(twice).toHaveLength(1);
  expect(twice[0]).toMatchObject({ at_stake: '332.36', dates: ['2026-08-18', '2026-08-19'] });
  expect(twice[0].explanation).toContain('was paid 332.36 on 2026-08-18');
  expect(ai_insights.join('\n')).toContain('1 finding is grave; 332.36 GBP is at stake');
});

test('what lies before the range raises no alarm in it', async () => {
  const report = await analyse([
    { ...paid, date: '2026-02-18' },
    { ...paid, date: '2026-02-20' },
  ]);

  expect(report.anomalies.filter(({ rule }: { rule: string }) => rule === 'duplicate_payment')).toEqual([]);
});
