import { compareDecimals } from '@bizmcp/insights';
import type { ComparedAmount } from './compared-amount.ts';
import type { ManagementReport } from './management-report.ts';

type Cells = readonly string[];

/** The report as a page of Markdown. */
export function reportMarkdown(report: ManagementReport): string {
  const { organisation, currency, period } = report;
  return [
    `# ${plain(organisation)}: management report ${period.from} to ${period.to}`,
    '',
    `All amounts in ${currency} unless said otherwise. ${report.basis}`,
    '',
    '## What matters',
    '',
    ...report.highlights.map(({ statement }) => `- ${plain(statement)}`),
    ...report.left_out.map(({ part, reason }) => `- Without ${title(part).toLowerCase()}: ${plain(reason)}`),
    '',
    '## Profit and loss',
    '',
    ...comparedTable(report, Object.entries(report.profit_and_loss)),
    '',
    ...balanceSheetPart(report),
    ...cashPart(report),
    ...budgetPart(report),
    ...keyFigurePart(report),
    ...agedPart(`Owed by customers on ${report.owed_on}`, report.receivables),
    ...agedPart(`Owed to suppliers on ${report.owed_on}`, report.payables),
  ].join('\n');
}

/** Names from the books are data: nothing in them makes Markdown. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|!]/g, '\\$&').replace(/\s+/g, ' ');
}

function table(head: Cells, rows: readonly Cells[]): string[] {
  const line = (cells: Cells) => `| ${cells.join(' | ')} |`;
  const rule = line(head.map((_, index) => (index === 0 ? '---' : '---:')));
  return [line(head), rule, ...rows.map(line)];
}

function comparedTable(
  { prior_period: prior, year_ago_period: yearAgo }: ManagementReport,
  rows: [string, ComparedAmount][],
) {
  return table(
    ['', 'Period', `To ${prior.to}`, 'Change', ...(yearAgo ? [`To ${yearAgo.to}`, 'Change'] : [])],
    rows.map(([name, row]) => [
      ...[title(name), row.amount, row.prior, percent(row.prior_change_percent)],
      ...(yearAgo ? [row.year_ago ?? '', percent(row.year_ago_change_percent ?? null)] : []),
    ]),
  );
}

function balanceSheetPart(report: ManagementReport): string[] {
  const { balance_sheet: sheet } = report;
  return sheet ? ['## Balance sheet', '', ...comparedTable(report, Object.entries(sheet)), ''] : [];
}

function cashPart({ cash }: ManagementReport): string[] {
  if (!cash) return [];
  const row = (name: string, { opening, received, spent, closing }: Omit<typeof cash, 'accounts'>) => [
    name,
    opening,
    received,
    spent,
    closing,
  ];
  const rows = [...cash.accounts.map((account) => row(plain(account.name), account)), row('**Total**', cash)];
  return ['## Cash', '', ...table(['', 'Opening', 'Received', 'Spent', 'Closing'], rows), ''];
}

function budgetPart({ budget, accounts }: ManagementReport): string[] {
  if (!budget) return [];
  if (!budget.available) return ['## Budget', '', 'This organisation has no overall budget.', ''];
  // What has no budget is a part of the result too: without it the rows do not come to the line above them.
  const rows = accounts
    .filter(({ budget: planned, amount }) => planned !== undefined || compareDecimals(amount, '0') !== 0)
    .map((line) => [
      plain(`${line.code ?? ''} ${line.name}`.trim()),
      line.amount,
      line.budget ?? 'none',
      line.variance ?? line.amount,
      percent(line.variance_percent ?? null),
      line.variance_effect ?? '',
    ]);
  const head = ['Account', 'Actual', 'Budget', 'Variance', '%', ''];
  const result = `Result budgeted ${budget.net_profit}; variance ${budget.net_profit_variance}.`;
  return ['## Budget', '', result, '', ...table(head, rows), ''];
}

function keyFigurePart({ kpis }: ManagementReport): string[] {
  if (!kpis) return [];
  const rows = kpis.map(({ name, value, prior, unit = '', unavailable = '', formula }) => [
    title(name),
    value === undefined ? title(unavailable).toLowerCase() : withUnit(value, unit),
    prior === undefined ? '' : withUnit(prior, unit),
    formula,
  ]);
  return ['## Key figures', '', ...table(['', 'Period', 'Before', 'Computed as'], rows), ''];
}

function withUnit(value: string, unit: string): string {
  return unit === 'ratio' ? value : `${value} ${unit}`;
}

function agedPart(name: string, balances: ManagementReport['receivables'] = []): string[] {
  if (balances.length === 0) return [];
  const rows = balances.map((balance) => [
    balance.currency,
    balance.total,
    balance.not_due,
    balance.days_1_to_30,
    balance.days_31_to_60,
    balance.days_61_to_90,
    balance.over_90_days,
  ]);
  return [`## ${name}`, '', ...table(['', 'Total', 'Not due', '1-30', '31-60', '61-90', '90+ days'], rows), ''];
}

function title(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function percent(value: string | null): string {
  if (value === null) return '';
  return `${value.startsWith('-') ? '' : '+'}${value} %`;
}
