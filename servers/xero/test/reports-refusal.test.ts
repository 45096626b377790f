import { tellCompany } from '@bizmcp/testkit/company';
import { Refusal } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import { guidOf } from '../simulator/guid.ts';
import { agedReceivablesByContact } from '../simulator/reports/aged-by-contact.ts';
import { balanceSheet } from '../simulator/reports/balance-sheet.ts';
import { bankSummary } from '../simulator/reports/bank-summary.ts';
import { budgetSummary } from '../simulator/reports/budget-summary.ts';
import { profitAndLoss } from '../simulator/reports/profit-and-loss.ts';
import { trialBalance } from '../simulator/reports/trial-balance.ts';
import { textsOf } from './reports-wire.ts';

const company = tellCompany({ today: '2026-11-21', homeCurrency: 'GBP' });

test.each([
  [profitAndLoss, { fromDate: '31/10/2026' }, 'Report Parameter fromDate could not be parsed as a DateTime'],
  [balanceSheet, { date: '2026-02-30' }, 'Report Parameter date could not be parsed as a DateTime'],
  [trialBalance, { date: 'today' }, 'Report Parameter date could not be parsed as a DateTime'],
  [profitAndLoss, { periods: '13' }, 'Report Parameter periods must be an integer between 1 and 12'],
  [
    profitAndLoss,
    { trackingOptionID: 'x' },
    'TrackingCategoryID1 must be provided if a TrackingOptionID1 is provided.',
  ],
  [bankSummary, { fromDate: '2026-10-02', toDate: '2026-10-01' }, 'Report Parameter fromDate must not be after toDate'],
  [
    profitAndLoss,
    { fromDate: '2024-07-01', toDate: '2025-07-31' },
    'Report Parameter fromDate must be within a year of toDate',
  ],
  [agedReceivablesByContact, {}, 'Report Parameter contactID is required'],
  [budgetSummary, { timeframe: '2' }, 'Report Parameter timeframe must be one of 1, 3, 12'],
])('a wrong parameter is refused: %o %o', (report, query, message) => {
  const outcome = catchRefusal(() => report(company, query, guidOf));

  expect(outcome).toMatchObject({
    status: 400,
    body: { ErrorNumber: 10, Type: 'ValidationException', Message: message },
  });
});

test('a fiscal year with a leap day is one year', () => {
  const rows = textsOf(profitAndLoss(company, { fromDate: '2023-07-01', toDate: '2024-06-30' }, guidOf));

  expect(rows[0]).toEqual(['', '30 Jun 24']);
});

test('a time without entries has a report of zeros', () => {
  const rows = textsOf(profitAndLoss(company, { fromDate: '2020-01-01', toDate: '2020-01-31' }, guidOf));

  expect(rows).toEqual([
    ['', '31 Jan 20'],
    ['Gross Profit', '0.00'],
    ['Net Profit', '0.00'],
  ]);
});

function catchRefusal(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}
