import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createReportWire, day, tellBooks } from './reports-wire.ts';

holdDay(`${day}T10:00:00Z`);

test('the largest are those who owe most, and those to whom most is owed, due or not', async () => {
  const wire = createReportWire(tellBooks('USD'), day);

  const summary = await wire.call('get_financial_summary', { include_comparisons: false });

  for (const [side, report] of [
    [summary.accounts_receivable, 'aged_receivables'],
    [summary.accounts_payable, 'aged_payables'],
  ]) {
    const { rows } = await wire.call('get_report', { report });
    const all = rows.filter(({ kind }: { kind: string }) => kind === 'row');
    const totals = all.map(({ values }: { values: string[] }) => Number(values.at(-1)));
    expect(side.largest.map(({ total }: { total: string }) => Number(total))).toEqual(
      totals.toSorted((one: number, other: number) => other - one).slice(0, 3),
    );
  }
});
