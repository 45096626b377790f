import assert from 'node:assert/strict';
import {
  addDays,
  balanceSheet,
  cashFlowStatement,
  generalLedger,
  type Ledger,
  monthEnd,
  normalSide,
  profitAndLoss,
  tellCompany,
  trialBalance,
} from '@bizmcp/testkit/company';
import { describe, test } from 'vitest';
import { profitTypes, recount, recountTypes } from './recount.ts';
import { smallLedger } from './small-ledger.ts';

const companies = [
  tellCompany({ today: '2026-11-21', controlAccounts: 'per_currency' }),
  tellCompany({ today: '2026-11-21', homeCurrency: 'NZD' }),
];

describe('reports', () => {
  test('agree with a recount of the journal for each month and account, across a fiscal year from July', () => {
    for (const { ledger } of companies) {
      const report = profitAndLoss(ledger, { from: '2025-05-17', to: '2026-08-09', split: 'month' });
      assert.equal(report.columns.length, 16);
      for (const { accountId, type, amounts } of report.rows) {
        report.columns.forEach(({ from, to }, column) => {
          assert.equal(amounts[column], normalSide(type) * recount(ledger, accountId, from, to) || 0);
        });
      }
      const all = 0 - recountTypes(ledger, profitTypes, '2025-05-17', '2026-08-09');
      assert.equal(report.netProfit.total, all);
    }
  });

  test('split earnings at the start of the fiscal year', () => {
    for (const { ledger } of companies) {
      for (const [asOf, yearStart] of [
        ['2026-06-30', '2025-07-01'],
        ['2026-07-01', '2026-07-01'],
        ['2026-11-21', '2026-07-01'],
      ] as const) {
        const sheet = balanceSheet(ledger, { asOf });
        assert.equal(sheet.currentYearEarnings, 0 - recountTypes(ledger, profitTypes, yearStart, asOf));
        assert.equal(sheet.retainedEarnings, 0 - recountTypes(ledger, profitTypes, '', addDays(yearStart, -1)));
        assert.equal(sheet.assets, sheet.liabilities + sheet.equity);
        assert.equal(sheet.bank, recountTypes(ledger, ['bank'], '', asOf));
        for (const { accountId, type, amount } of sheet.rows) {
          assert.equal(amount, normalSide(type) * recount(ledger, accountId, '', asOf));
        }
      }
    }
  });

  test('lead from profit to the change of cash', () => {
    for (const { ledger } of companies) {
      const flow = cashFlowStatement(ledger, { from: '2026-07-01', to: '2026-09-30' });
      assert.equal(flow.netChange, recountTypes(ledger, ['bank'], '2026-07-01', '2026-09-30'));
      assert.equal(flow.openingCash, recountTypes(ledger, ['bank'], '', '2026-06-30'));
      assert.equal(flow.openingCash + flow.netChange, flow.closingCash);
      assert.equal(
        flow.financing,
        0 - recountTypes(ledger, ['long_term_liability', 'equity'], '2026-07-01', '2026-09-30'),
      );
    }
  });

  test('list the general ledger with running balances', () => {
    for (const { ledger } of companies) {
      for (const account of generalLedger(ledger, { from: '2026-06-15', to: '2026-07-15' })) {
        const { accountId, opening, lines, closing } = account;
        assert.equal(opening, recount(ledger, accountId, '', '2026-06-14'));
        assert.equal(closing, recount(ledger, accountId, '', '2026-07-15'));
        assert.equal(lines.at(-1)?.balance ?? opening, closing);
      }
    }
  });

  test('recognise on the cash basis what was settled, in proportion, and take a bounced payment back', () => {
    const ledger = smallLedger();
    const sale = { accountId: 'sales', amount: 10_001 };
    const invoice = ledger.post({ kind: 'invoice', counterpartyId: 'customer-EUR', date: '2024-06-20', lines: [sale] });
    const pay = (date: string, amount: number) =>
      ledger.post({
        ...{ kind: 'payment_in', counterpartyId: 'customer-EUR', accountId: 'bank-eur', date, amount },
        allocations: [{ documentId: invoice.id, amount }],
      });
    pay('2024-07-03', 3_333);
    const bounced = pay('2024-08-03', 6_668);
    ledger.end(bounced.id, { mode: 'reversal', date: '2024-09-02' });

    const income = (from: string) => cashIncome(ledger, from);
    assert.equal(income('2024-06-01'), 0);
    assert.equal(income('2024-07-01'), Math.round((10_852 * 3_333) / 10_001));
    assert.equal(income('2024-07-01') + income('2024-08-01'), invoice.baseTotal);
    assert.equal(income('2024-09-01'), 0 - income('2024-08-01'));
    assert.equal(profitAndLoss(ledger, { from: '2024-06-01', to: '2024-06-30' }).income.total, invoice.baseTotal);
  });

  test('agree with each other on the cash basis, where nobody owes for what was sold', () => {
    for (const { ledger } of companies) {
      const [from, asOf, basis] = ['2026-07-01', '2026-11-21', 'cash'] as const;
      const sheet = balanceSheet(ledger, { asOf, basis });
      const accrual = balanceSheet(ledger, { asOf });
      const { totalDebit, totalCredit } = trialBalance(ledger, asOf, basis);
      const lines = generalLedger(ledger, { from, to: asOf, basis });

      assert.equal(sheet.assets, sheet.liabilities + sheet.equity);
      assert.equal(totalDebit, totalCredit);
      assert.equal(sheet.bank, accrual.bank);
      assert.ok(sheet.equity < accrual.equity);
      assert.equal(sheet.currentYearEarnings, profitAndLoss(ledger, { from, to: asOf, basis }).netProfit.total);
      for (const { accountId, type, amount } of sheet.rows) {
        const closing = lines.find((one) => one.accountId === accountId)?.closing;
        assert.equal(amount, normalSide(type) * (closing ?? Number.NaN));
      }
    }
  });

  test('value open foreign balances at the rate of the day, only when asked', () => {
    const ledger = smallLedger();
    const sale = { accountId: 'sales', amount: 100_000 };
    ledger.post({ kind: 'invoice', counterpartyId: 'customer-EUR', date: '2024-06-20', lines: [sale] });
    const gain = (from: string, includeUnrealised: boolean) =>
      profitAndLoss(ledger, { from, to: monthEnd(from), includeUnrealised }).otherIncome.total;

    assert.equal(gain('2024-07-01', true), 111_296 - 108_514);
    assert.equal(gain('2024-08-01', true), 0);
    assert.equal(gain('2024-07-01', false), 0);
    const sheet = balanceSheet(ledger, { asOf: '2024-07-31', includeUnrealised: true });
    assert.equal(sheet.assets, 111_296);
    assert.equal(sheet.currentYearEarnings, 111_296 - 108_514);
  });
});

function cashIncome(ledger: Ledger, from: string): number {
  return profitAndLoss(ledger, { from, to: monthEnd(from), basis: 'cash' }).income.total;
}
