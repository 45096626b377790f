import { type FieldProblem, inQuotes, wrongFields } from '@bizmcp/core';
import { compareDecimals, parseDecimal } from '@bizmcp/insights';
import { type Account, readAccounts } from '../account.ts';
import type { NewLine } from '../accounting.ts';
import { addAmounts, toWireNumber } from '../amount.ts';
import type { Books } from '../books.ts';
import { readOrganisation } from '../organisation.ts';
import { readItemCodes } from './item-code.ts';
import { type LineInput, lineAmount } from './line-item.ts';
import { readTaxRates, type TaxRate } from './tax-rate.ts';
import { findOption, nameOptions, readTracking, type TrackingCategory } from './tracking.ts';

/** Sums of such lines would have more than the 15 digits that survive the way to Xero and back. */
const tooLarge = '100000000000';

/** https://developer.xero.com/documentation/api/accounting/invoices#elements-for-line-items */
const longestDescription = 4000;
const withoutItem = 'leave it out, or take a code that stands in past invoices (get_invoice)';

/** Refuses a document with all that is wrong with it; nothing has been sent yet. */
export function refuseProblems(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw wrongFields(problems, 'Nothing was sent to Xero.');
}

/** What is wrong with a day of posting in a locked period, or with a currency that the organisation does not use. */
export async function checkHeader(
  books: Books,
  { date, currency }: { date?: string | undefined; currency?: string | undefined },
): Promise<FieldProblem[]> {
  const { locked_until: locked, currencies } = await readOrganisation(books);
  const problems: FieldProblem[] = [];
  if (locked !== null && date !== undefined && date <= locked) {
    problems.push({
      path: 'date',
      problem: `${date} is in the period locked until ${locked}; use a later date, or an adviser unlocks it`,
    });
  }
  if (currency !== undefined && !currencies.includes(currency)) {
    problems.push({ path: 'currency', problem: `${currency} is not enabled; there are ${currencies.join(', ')}` });
  }
  return problems;
}

/** Lines as Xero takes them, checked against chart of accounts, tax rates and tracking; and what is wrong with them. */
export async function checkLines(
  books: Books,
  lines: readonly LineInput[],
  instead = 'money given back needs a credit note, made in Xero',
): Promise<{ lines: NewLine[]; problems: FieldProblem[] }> {
  const hasTracking = lines.some(({ tracking }) => tracking && tracking.length > 0);
  const hasItems = lines.some(({ item_code: code }) => code !== undefined);
  const [accounts, taxRates, categories, items] = await Promise.all([
    readAccounts(books),
    readTaxRates(books),
    hasTracking ? readTracking(books) : [],
    hasItems ? readItemCodes(books) : undefined,
  ]);
  const problems: FieldProblem[] = [];
  const made = lines.map((line, index) => {
    const at = (field: string) => `line_items.${index}.${field}`;
    const account = accounts.find(({ code }) => code === line.account_code);
    if (account) {
      problems.push(...accountProblems(account, line, at('account_code')));
      problems.push(...taxProblems(account, line, taxRates, at('tax_type')));
    } else problems.push(unknownAccount(accounts, line, at('account_code')));
    const { tracking, wrong } = resolveTracking(categories, line, at('tracking'));
    problems.push(...wrong);
    if (line.item_code !== undefined && !items?.has(line.item_code))
      problems.push({ path: at('item_code'), problem: `no such item in Xero; ${withoutItem}` });
    if (line.description.length > longestDescription)
      problems.push({ path: at('description'), problem: `has more than ${longestDescription} characters` });
    return toNewLine(line, tracking);
  });
  return { lines: made, problems: [...problems, ...totalProblems(lines, instead)] };
}

function totalProblems(lines: readonly LineInput[], instead: string): FieldProblem[] {
  const amounts = lines.map(lineAmount);
  const largest = amounts.findIndex((amount) => parseDecimal(amount).abs().gte(tooLarge));
  if (largest >= 0) return [{ path: `line_items.${largest}`, problem: `comes to more than ${tooLarge}` }];
  const total = addAmounts(amounts);
  if (compareDecimals(total, '0') > 0) return [];
  const next = compareDecimals(total, '0') < 0 ? `; ${instead}` : '';
  return [{ path: 'line_items', problem: `the total is ${total} and has to be above 0${next}` }];
}

/** Names are given in place of codes more often than codes that do not exist. */
function unknownAccount(accounts: readonly Account[], { account_code: wanted }: LineInput, path: string): FieldProblem {
  const named = accounts.find(({ name, code }) => code && name.toLowerCase() === wanted.trim().toLowerCase());
  const problem = named
    ? `is a name; the code of ${inQuotes(named.name)} is ${named.code}`
    : `no account ${wanted}; see list_accounts`;
  return { path, problem };
}

function accountProblems(account: Account, line: LineInput, path: string): FieldProblem[] {
  if (account.status !== 'ACTIVE') return [{ path, problem: `account ${line.account_code} is archived` }];
  const next = 'choose an income, expense or asset account';
  if (account.type === 'BANK')
    return [
      {
        path,
        problem: `${inQuotes(account.name)} is a bank account, which no line is booked to; ${next}, or make a transfer in Xero`,
      },
    ];
  const isControl = ['DEBTORS', 'CREDITORS'].includes(account.system_account ?? '');
  return isControl ? [{ path, problem: `${inQuotes(account.name)} is kept by Xero itself; ${next}` }] : [];
}

function taxProblems(account: Account, line: LineInput, taxRates: readonly TaxRate[], path: string): FieldProblem[] {
  if (line.tax_type === undefined) return [];
  const fitting = taxRates.filter(
    ({ applies_to }) => account.class === undefined || applies_to.includes(account.class),
  );
  if (fitting.some(({ tax_type }) => tax_type === line.tax_type)) return [];
  const isKnown = taxRates.some(({ tax_type }) => tax_type === line.tax_type);
  const what = isKnown ? `${line.tax_type} does not go with account ${account.code}` : `no tax type ${line.tax_type}`;
  const names = fitting.slice(0, 10).map(({ tax_type, name }) => `${tax_type} (${name})`);
  return [{ path, problem: `${what}; one of ${names.join(', ')}` }];
}

function resolveTracking(categories: readonly TrackingCategory[], { tracking = [] }: LineInput, path: string) {
  const wrong: FieldProblem[] = [];
  const taken = new Set<string>();
  const resolved = tracking.flatMap((wanted, index) => {
    const found = findOption(categories, wanted);
    if (found && taken.has(found.categoryId)) {
      // Xero would keep the last one and say nothing.
      wrong.push({
        path: `${path}.${index}`,
        problem: 'a line has one option of each category; split it in two lines',
      });
      return [];
    }
    if (found) {
      taken.add(found.categoryId);
      return [{ trackingCategoryID: found.categoryId, trackingOptionID: found.optionId }];
    }
    wrong.push({ path: `${path}.${index}`, problem: `not in use; there are ${nameOptions(categories)}` });
    return [];
  });
  return { tracking: resolved, wrong };
}

function toNewLine(line: LineInput, tracking: NonNullable<NewLine['tracking']>): NewLine {
  return {
    description: line.description,
    quantity: toWireNumber(line.quantity),
    unitAmount: toWireNumber(line.unit_amount),
    accountCode: line.account_code,
    ...(line.tax_type !== undefined && { taxType: line.tax_type }),
    ...(line.item_code !== undefined && { itemCode: line.item_code }),
    ...(tracking.length > 0 && { tracking }),
  };
}
