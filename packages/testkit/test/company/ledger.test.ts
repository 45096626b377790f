import assert from 'node:assert/strict';
import {
  agedBalances,
  balanceSheet,
  cashFlowStatement,
  LedgerError,
  profitAndLoss,
  trialBalance,
} from '@bizmcp/testkit/company';
import * as fc from 'fast-check';
import { describe, test } from 'vitest';
import { anyOperation, perform } from './ledger-operations.ts';
import { profitTypes, recountTypes } from './recount.ts';
import { smallLedger } from './small-ledger.ts';

const isNightly = process.env.BIZMCP_NIGHTLY === '1';

const refusal = (code: string, field: string) => (error: unknown) =>
  error instanceof LedgerError && error.code === code && error.field === field;

describe('the ledger', () => {
  test('balances after any run of operations, and a refused one leaves no trace', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.array(anyOperation, { minLength: 150, maxLength: 150, size: 'max' }), (operations) => {
        const ledger = smallLedger();
        for (const operation of operations) {
          const before = traceOf(ledger);
          if (perform(ledger, operation)) taken += 1;
          else if (operation.action !== 'draft') assert.deepEqual(traceOf(ledger), before);
        }
        for (const { postings } of ledger.journal) {
          assert.equal(
            postings.reduce((sum, { amount }) => sum + amount, 0),
            0,
          );
        }
        for (const asOf of ['2024-03-31', '2024-06-30', '2024-12-31', '2026-12-31']) checkDay(ledger, asOf);
      }),
      { numRuns: isNightly ? 70 : 25, ...(!isNightly && { seed: 4 }) },
    );
    assert.ok(taken > 1000, `only ${taken} operations were taken`);
  });

  test('posts the realised gain of a foreign invoice on its settlement, and takes it back with the payment', () => {
    const ledger = smallLedger();
    const lines = [{ accountId: 'sales', amount: 10_000 }];
    const invoice = ledger.post({ kind: 'invoice', counterpartyId: 'customer-EUR', date: '2024-05-01', lines });
    const payment = ledger.post({
      kind: 'payment_in',
      counterpartyId: 'customer-EUR',
      accountId: 'bank-eur',
      date: '2024-07-10',
      amount: 10_000,
      allocations: [{ documentId: invoice.id, amount: 10_000 }],
    });

    const gain = () => profitAndLoss(ledger, { from: '2024-07-01', to: '2025-06-30' }).otherIncome.total;
    assert.equal(gain(), 11_130 - 10_851);
    assert.deepEqual(ledger.openBalance(invoice.id), { amount: 0, base: 0 });
    assert.deepEqual(ledger.openBalance(invoice.id, '2024-07-09'), { amount: 10_000, base: 10_851 });

    ledger.end(payment.id, { mode: 'reversal', date: '2024-07-14' });

    assert.equal(gain(), 0);
    assert.deepEqual(ledger.openBalance(invoice.id), { amount: 10_000, base: 10_851 });
  });

  test('refuses what would falsify the books, and names the field', () => {
    const ledger = smallLedger();
    const date = '2024-05-01';
    const lines = [{ accountId: 'sales', amount: 10_000 }];
    const invoice = ledger.post({ kind: 'invoice', counterpartyId: 'customer-USD', date, lines });
    const pay = (amount: number) => ({
      ...{ kind: 'payment_in' as const, counterpartyId: 'customer-USD', accountId: 'bank', date, amount: 20_000 },
      allocations: [{ documentId: invoice.id, amount }],
    });
    const journal = {
      kind: 'journal' as const,
      date,
      lines: [
        { accountId: 'bank', amount: 5 },
        { accountId: 'rent', amount: -4 },
      ],
    };
    const bill = { kind: 'bill' as const, counterpartyId: 'vendor-USD', date };

    assert.throws(() => ledger.post(journal), refusal('unbalanced', 'lines'));
    assert.throws(() => ledger.post(pay(10_001)), refusal('over_allocation', 'allocations.0.amount'));
    assert.throws(
      () => ledger.post({ ...pay(1), counterpartyId: 'customer-EUR' }),
      refusal('wrong_type', 'allocations.0.documentId'),
    );
    assert.throws(
      () => ledger.post({ ...bill, lines: [{ accountId: 'old', amount: 1 }] }),
      refusal('inactive', 'lines.0.accountId'),
    );
    assert.throws(
      () => ledger.post({ ...bill, lines: [{ accountId: 'rent', amount: 1.5 }] }),
      refusal('invalid_amount', 'lines.0.amount'),
    );
    assert.throws(() => ledger.post({ ...bill, currency: 'EUR', lines }), refusal('currency_mismatch', 'currency'));
    assert.throws(() => ledger.post({ ...bill, date: '2024-02-30', lines }), refusal('invalid_date', 'date'));
    ledger.post(pay(10_000));
    assert.throws(() => ledger.end(invoice.id, { mode: 'removal' }), refusal('wrong_state', 'id'));
    ledger.lock('2024-05-31');
    assert.throws(() => ledger.post({ ...bill, lines }), refusal('closed_period', 'date'));
    assert.equal(ledger.documents.size, 2);
  });
});

/** What a refused call must leave as it was. */
function traceOf(ledger: ReturnType<typeof smallLedger>): number[] {
  const allocations = [...ledger.documents.keys()].reduce((sum, id) => sum + ledger.allocationsOf(id).length, 0);
  return [ledger.revision, ledger.documents.size, [...ledger.journal].length, allocations];
}

/** Balance sheet, ageing and cash flow must agree with the journal on any day. */
function checkDay(ledger: ReturnType<typeof smallLedger>, asOf: string): void {
  const trial = trialBalance(ledger, asOf);
  assert.equal(trial.totalDebit, trial.totalCredit);
  const sheet = balanceSheet(ledger, { asOf, includeUnrealised: true });
  assert.equal(sheet.assets, sheet.liabilities + sheet.equity);
  const aged = (side: 'receivable' | 'payable') => agedBalances(ledger, { side, asOf }).total;
  assert.equal(aged('receivable'), recountTypes(ledger, ['accounts_receivable'], '', asOf));
  assert.equal(aged('payable'), 0 - recountTypes(ledger, ['accounts_payable'], '', asOf));
  const cash = cashFlowStatement(ledger, { from: '2024-03-01', to: asOf });
  assert.equal(cash.openingCash + cash.netChange, cash.closingCash);
  assert.equal(cash.netChange, recountTypes(ledger, ['bank'], '2024-03-01', asOf));
  const profit = profitAndLoss(ledger, { from: '2024-03-01', to: asOf, split: 'month' });
  assert.equal(profit.netProfit.total, 0 - recountTypes(ledger, profitTypes, '2024-03-01', asOf));
}
