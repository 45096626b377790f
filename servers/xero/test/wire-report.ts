const account = (code: string) => ({ id: 'account', value: `66666666-6666-4666-8666-666666666${code}` });

/** A row: label, code of its account where it has one, and its values. */
export type WireRow = readonly [label: string, code: string | undefined, ...values: string[]];

/** A report as Xero sends it: sections with rows, and sums under each. */
export function wireReport(name: string, columns: readonly string[], sections: readonly WireSection[]) {
  const cell = (Value: string, code?: string) => ({
    Value,
    ...(code !== undefined && { Attributes: [{ Id: account(code).id, Value: account(code).value }] }),
  });
  const row = (RowType: string, [label, code, ...values]: WireRow) => ({
    RowType,
    Cells: [cell(label, code), ...values.map((value) => cell(value, code))],
  });
  const header = { RowType: 'Header', Cells: ['', ...columns].map((value) => cell(value)) };
  const body = sections.map(({ title, rows, total }) => ({
    RowType: 'Section',
    Title: title,
    Rows: [...rows.map((one) => row('Row', one)), ...(total ? [row('SummaryRow', total)] : [])],
  }));
  return { Reports: [{ ReportName: name, ReportTitles: [name, 'Demo (UK)'], Rows: [header, ...body] }] };
}

interface WireSection {
  title: string;
  rows: readonly WireRow[];
  total?: WireRow;
}

/** A profit and loss report of sales, purchases and advertising, with as many columns as there are values. */
export function wireProfit(sales: readonly string[], purchases: readonly string[], advertising: readonly string[]) {
  return wireReport(
    'Profit and Loss',
    sales.map((_, index) => `column ${index}`),
    [
      { title: 'Income', rows: [['Sales', '200', ...sales]], total: ['Total Income', undefined, 'read by nobody'] },
      { title: 'Less Cost of Sales', rows: [['Purchases', '310', ...purchases]] },
      { title: '', rows: [['Gross Profit', undefined, 'read by nobody']] },
      { title: 'Less Operating Expenses', rows: [['Advertising', '400', ...advertising]] },
      { title: '', rows: [['Net Profit', undefined, 'read by nobody']] },
    ],
  );
}
