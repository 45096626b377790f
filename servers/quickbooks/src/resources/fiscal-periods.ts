import { defineResource } from '@bizmcp/core';
import { addDays, monthStart } from '@bizmcp/insights';
import type { QuickBooks } from '../quickbooks.ts';
import { fiscalYearStart } from '../report/calendar.ts';

export const fiscalPeriods = defineResource<QuickBooks>({
  uri: 'bizmcp://quickbooks/fiscal-periods',
  name: 'fiscal-periods',
  title: 'Fiscal periods',
  description: 'The fiscal years around today with their quarters, and until when the books are closed',
  data: 'internal',
  scopes: ['company:read'],
  async read({ api }) {
    const { fiscalYearStartMonth, closedUntil } = await api.company();
    const years = fiscalYears(fiscalYearStartMonth, await api.today());
    return { years, ...(closedUntil !== undefined && { closed_until: closedUntil }) };
  },
});

/** The fiscal year that a day is in, last, and the two before it. A month is 1 to 12. */
export function fiscalYears(startMonth: number, day: string) {
  const start = fiscalYearStart(day, startMonth);
  return [-24, -12, 0].map((months) => {
    const from = monthStart(start, months);
    const quarters = [0, 3, 6, 9].map((offset) => span(monthStart(from, offset), 3));
    return { ...span(from, 12), quarters };
  });
}

function span(from: string, months: number): { from: string; to: string } {
  return { from, to: addDays(monthStart(from, months), -1) };
}
