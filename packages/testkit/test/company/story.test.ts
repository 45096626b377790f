import assert from 'node:assert/strict';
import {
  agedBalances,
  balanceSheet,
  daysBetween,
  type Ledger,
  monthEnd,
  monthStart,
  profitAndLoss,
  tellCompany,
  trialBalance,
} from '@bizmcp/testkit/company';
import { describe, test } from 'vitest';
// Past the copies that tellCompany gives: a copy is alike by making.
import { tellStory } from '../../src/company/story/tell-story.ts';

const today = '2026-11-21';
const us = tellCompany({ today, controlAccounts: 'per_currency' });
const uk = tellCompany({ today, homeCurrency: 'GBP' });
const lastMonth = monthEnd(today, -1);

/** Receivables over what was invoiced since that day, times days. */
function debtorDaysOf(ledger: Ledger, from: string): number {
  const invoices = [...ledger.documents.values()].filter(
    ({ kind, status, date }) => kind === 'invoice' && status === 'posted' && date >= from && date <= lastMonth,
  );
  const invoiced = invoices.reduce((sum, { baseTotal }) => sum + baseTotal, 0);
  return (
    (agedBalances(ledger, { side: 'receivable', asOf: lastMonth }).total * (daysBetween(from, lastMonth) + 1)) /
    invoiced
  );
}

describe('the story', () => {
  test('is the same for the same options and another for another seed', () => {
    const told = (seed: number) => {
      const { ledger, plantedAnomalies, budgets } = tellStory({ today: '2026-03-31', seed });
      return JSON.stringify([[...ledger.documents.values()], [...ledger.journal], plantedAnomalies, budgets]);
    };

    const once = told(1);

    assert.equal(told(1), once);
    assert.notEqual(told(2), once);
  });

  test('balances in every home currency, and its ageing is what the balance sheet owes', () => {
    for (const { ledger } of [us, uk, tellCompany({ today, homeCurrency: 'NZD' })]) {
      const { totalDebit, totalCredit } = trialBalance(ledger, today);
      assert.equal(totalDebit, totalCredit);
      const sheet = balanceSheet(ledger, { asOf: today });
      const owed = sheet.rows.filter(({ type }) => type === 'accounts_receivable');
      assert.equal(
        agedBalances(ledger, { side: 'receivable', asOf: today }).total,
        owed.reduce((sum, { amount }) => sum + amount, 0),
      );
    }
  });

  test('earns as such a company would: margins, seasons, growth, debtor days, cash', () => {
    for (const { ledger, firstDay } of [us, uk]) {
      const { income, netProfit, grossProfit, columns } = profitAndLoss(ledger, {
        ...{ from: firstDay, to: lastMonth },
        split: 'month',
      });
      const share = (month: string) => {
        const found = columns.flatMap(({ from }, index) =>
          from.slice(5, 7) === month ? [income.amounts[index] ?? 0] : [],
        );
        return found.reduce((sum, amount) => sum + amount, 0) / found.length / (income.total / 36);
      };
      assert.ok(share('11') > 1.15, `November ${share('11')}`);
      assert.ok(share('02') < 0.85, `February ${share('02')}`);
      const margin = grossProfit.total / income.total;
      assert.ok(margin > 0.5 && margin < 0.7, `gross margin ${margin}`);
      const net = netProfit.total / income.total;
      assert.ok(net > 0.05 && net < 0.2, `net margin ${net}`);
      const year = (from: number) => income.amounts.slice(from, from + 12).reduce((sum, amount) => sum + amount, 0);
      assert.ok(year(24) > 1.15 * year(0));
      const debtorDays = debtorDaysOf(ledger, monthStart(today, -12));
      assert.ok(debtorDays > 30 && debtorDays < 60, `DSO ${debtorDays}`);
      const { currentAssets, currentLiabilities } = balanceSheet(ledger, { asOf: lastMonth });
      assert.ok(currentAssets > currentLiabilities);
      for (const { to } of columns) assert.ok(balanceSheet(ledger, { asOf: to }).bank > 0, `cash at ${to}`);
    }
  });

  test('has two currencies, 2,000 coded expenses to learn from, open documents and budgets', () => {
    const documents = [...us.ledger.documents.values()];
    const coded = documents.filter(
      (document) => document.kind === 'spend' && document.lines.every(({ accountId }) => /^(5|6[0-8])/.test(accountId)),
    );

    assert.ok(coded.length > 2000, `${coded.length} coded`);
    for (const kind of ['invoice', 'bill', 'payment_in', 'payment_out', 'spend', 'credit_note', 'estimate'] as const) {
      const months = new Set(
        documents.filter((document) => document.kind === kind).map(({ date }) => date.slice(0, 7)),
      );
      assert.ok(months.size > 8, `${kind} in ${months.size} months`);
    }
    assert.ok(documents.some(({ kind, currency }) => kind === 'invoice' && currency === 'EUR'));
    assert.ok(agedBalances(us.ledger, { side: 'payable', asOf: today }).total > 0);
    assert.ok(us.budgets.length > 24 * 15);
    assert.equal(us.ledger.accounts.has('1110'), true);
    assert.equal(uk.ledger.accounts.has('1110'), false);
  });

  test('holds every wrong it says it holds', () => {
    const { ledger, plantedAnomalies, trueAccounts } = us;
    const found = (kind: string) => plantedAnomalies.filter((anomaly) => anomaly.kind === kind);
    const document = (id: string | undefined) => ledger.documents.get(id ?? '');

    const [duplicate] = found('duplicate_bill');
    const [original, copy] = (duplicate?.documentIds ?? []).map(document);
    assert.ok(original && copy && original.number === copy.number && original.total === copy.total);
    assert.deepEqual(ledger.openBalance(copy.id), { amount: 0, base: 0 });
    const [over] = found('over_credit_limit');
    const debtor = ledger.counterparties.get(over?.counterpartyId ?? '');
    const aged = agedBalances(ledger, { side: 'receivable', asOf: today, counterpartyId: debtor?.id ?? '' });
    assert.ok(debtor?.creditLimit && (aged.counterparties[0]?.foreignTotal ?? 0) > debtor.creditLimit);
    assert.equal(document(found('bounced_payment')[0]?.documentIds[0])?.status, 'voided');
    const creep = found('price_creep')[0]?.documentIds.map((id) => document(id)?.total ?? 0) ?? [];
    assert.ok((creep.at(-1) ?? 0) > 2 * (creep[0] ?? 0) && creep.length > 30);
    for (const { documentIds, about } of plantedAnomalies) assert.ok(documentIds.length > 0, about);
    assert.ok(trueAccounts.size >= 5);
    assert.equal(trueAccounts.size, found('uncoded_transaction').length);
  });
});
