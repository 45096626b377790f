import { expect, test } from 'vitest';
import { createReportWire } from './reports-wire.ts';

// Anew for each: Xero takes no more requests in a minute.
const report = (report_type: string, period_end: string) =>
  createReportWire().call('generate_management_report', { report_type, period_end });

const told = ({ highlights }: { highlights: { statement: string }[] }) =>
  highlights.map(({ statement }) => statement).join('\n');

// The books of the simulated organisation begin with November 2023.
test('a year is not said to have grown against one that the books have in part', async () => {
  const year = await report('annual', '2024-12-31');

  expect(told(year)).toContain(
    'In the year before, 2023-01-01 to 2023-12-31, the books begin, so they have a part of it; the organisation was set up in Xero on 2023-11-01: nothing is said of growth against it.',
  );
  expect(told(year)).not.toMatch(/against (a year|the period) before/);
  expect(year.profit_and_loss.income).toMatchObject({ prior: '256366.15', prior_change_percent: null });
  expect(year.accounts[0].prior_change_percent).toBeNull();
});

test('a month is compared with the one before alone where the books have nothing of the year before', async () => {
  const month = await report('monthly', '2024-02-29');

  expect(told(month)).not.toContain('begin in this period');
  expect(told(month)).toContain('a year before, 2023-02-01 to 2023-02-28, the books have nothing');
  expect(told(month)).toMatch(/^Income \S+ GBP, \S+ \(-25.4 %\) against the period before \(\S+\)\.$/m);
  expect(month.profit_and_loss.income).toMatchObject({ prior_change_percent: '-25.4', year_ago_change_percent: null });
});

test('a first quarter is told as one that the books may lack a part of', async () => {
  const first = await report('quarterly', '2023-11-30');

  expect(told(first)).toContain('The books begin in this period: key figures of days and months count all of it');
  expect(first.highlights).toContainEqual(expect.objectContaining({ topic: 'cash', direction: 'neutral' }));
});
