import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { addMonths, toDayNumber, toIsoDate } from '../src/calendar/calendar-day.ts';
import { projectCashFlow } from '../src/cash-flow/project-cash-flow.ts';
import { at, empty } from './cash-flow-company.ts';

describe('a cash flow projection', () => {
  test('lets an invoice stand for the recurring payment in which a customer who is always late pays it', async () => {
    const paid = Array.from({ length: 12 }, (_, month) => {
      const issue = addMonths(toDayNumber('2025-08-15'), month);
      const dates = { issueDate: toIsoDate(issue), dueDate: toIsoDate(issue + 30), paidDate: toIsoDate(issue + 51) };
      return { counterparty: 'Slow Ltd', kind: 'receivable' as const, ...dates };
    });
    const cashHistory = paid.map(({ paidDate }, month) => {
      return { id: `P${month}`, date: paidDate, amount: '400.00', counterparty: 'Slow Ltd' };
    });
    const asked = ['2026-08-15', '2026-09-15'].map((issueDate, index) => {
      const dueDate = toIsoDate(toDayNumber(issueDate) + 30);
      return { id: `I${index}`, counterparty: 'Slow Ltd', issueDate, dueDate, amount: '400.00' };
    });
    const input = { ...empty, asOf: '2026-10-01', months: 4, cashHistory, paymentHistory: paid, receivables: asked };

    const { months, recurring } = await projectCashFlow(input);

    assert.deepEqual(
      months.map(({ inflow }) => inflow),
      ['400.00', '400.00', '400.00', '400.00'],
    );
    assert.deepEqual(at(recurring, 0).documentIds, ['I0', 'I1']);
  });

  test('takes of a company that is weeks old all its days for a month, those of the running one too', async () => {
    const moved = (date: string, amount: string) => ({ id: date, date, amount, counterparty: `Shop of ${date}` });
    const weeks = [moved('2026-10-07', '700.00'), moved('2026-10-14', '-100.00'), moved('2026-10-30', '-300.00')];
    const days = [moved('2026-10-30', '-300.00')];
    const months = [moved('2026-08-20', '-150.00'), moved('2026-10-02', '-150.00'), moved('2026-10-30', '-300.00')];
    const project = async (cashHistory: typeof weeks) => {
      const { months: all, confidence } = await projectCashFlow({ ...empty, cashHistory });
      return { flows: all.map(({ inflow, outflow }) => [inflow, outflow]), level: confidence.level };
    };

    // 25 days and 2 are taken for a month of 30.4375; 600 in 73 days come to 250.17 in a month.
    assert.deepEqual((await project(weeks)).flows.at(0), ['700.00', '400.00']);
    assert.deepEqual((await project(days)).flows.at(-1), ['0.00', '300.00']);
    assert.deepEqual((await project(months)).flows.at(0), ['0.00', '250.17']);
    assert.equal((await project(weeks)).level, 'low');
  });
});
