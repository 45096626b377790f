import { addAmounts } from './amount-columns.ts';
import { dataRow, type ReportCell, type ReportRow } from './report.ts';

/** A customer or vendor with its own amounts. */
export interface NameLine {
  readonly cell: ReportCell;
  readonly amounts: readonly number[];
}

/**
 * Rows in the order of the lines, those of sub-customers below the customer that they are of, with a sum of both.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/report-entities/aragingsummary
 */
export function nestedRows(
  lines: readonly NameLine[],
  { cellOf, text }: { cellOf: (name: string) => ReportCell; text: (amount: number) => string },
): ReportRow[] {
  const byTop = Map.groupBy(lines, ({ cell }) => cell.value.split(':')[0] ?? '');
  return [...byTop].flatMap(([top, all]): ReportRow[] => {
    const own = all.find(({ cell }) => cell.value === top);
    const below = all.filter((line) => line !== own);
    if (below.length === 0) return all.map(({ cell, amounts }) => dataRow(cell, amounts.map(text)));
    const cells = (amounts: readonly number[]) => amounts.map((amount) => ({ value: text(amount) }));
    const none = below[0]?.amounts.map(() => 0) ?? [];
    const rows = below.map(({ cell, amounts }) =>
      dataRow({ ...cell, value: cell.value.slice(top.length + 1) }, amounts.map(text)),
    );
    const sums = addAmounts(
      all.map(({ amounts }) => amounts),
      none.length,
    );
    return [
      {
        Header: { ColData: [own?.cell ?? cellOf(top), ...cells(own?.amounts ?? none)] },
        Rows: { Row: rows },
        Summary: { ColData: [{ value: `Total ${top}` }, ...cells(sums)] },
        type: 'Section',
      },
    ];
  });
}
