import { type FieldProblem, inQuotes } from '@bizmcp/core';
import { compareDecimals, multiplyMoney } from '@bizmcp/insights';
import * as z from 'zod';
import { LinePrice, PositiveDecimal, toWireNumber } from '../amount.ts';
import type { Company } from '../company.ts';
import { resolveTaxCode } from '../document/tax-code.ts';
import { AccountId, ItemId } from '../identifier.ts';
import type { WireAccount } from '../name-list/account.ts';
import { itemProblems, readItems, type WireItem } from '../name-list/item.ts';
import { resolveTracking } from '../name-list/tracking.ts';
import type { QuickBooks } from '../quickbooks.ts';

const longestDescription = 4000;

/** A line of what is bought, as a tool takes it: of an account or of an item. */
export const BillLineInput = z.strictObject({
  description: z.string().min(1).max(longestDescription).optional().describe('What for'),
  quantity: PositiveDecimal.default('1').describe('Decimal'),
  rate: LinePrice.describe('Price of one'),
  account_id: AccountId.optional().describe('This, or item_ref'),
  item_ref: ItemId.optional().describe('From search_items'),
  tax_code: z.string().min(1).max(100).optional().describe('Tax code'),
  class: z.string().min(1).max(100).optional().describe('Name or id'),
});

type BillLineInput = z.output<typeof BillLineInput>;

interface Books {
  company: Company;
  accounts: readonly WireAccount[];
  currency: string;
}

interface BillLine {
  /** Decimal, in the currency of the bill. */
  amount: string;
  /** The line in words, for who is asked before it is sent. */
  text: string;
  body: object;
}

/** Lines as QuickBooks takes them, and what is wrong with them. */
export async function resolveBillLines(
  api: QuickBooks,
  { company, accounts, currency }: Books,
  lines: readonly BillLineInput[],
): Promise<{ lines: BillLine[]; problems: FieldProblem[] }> {
  const items = await readItems(
    api,
    lines.flatMap(({ item_ref: id }) => id ?? []),
  );
  const problems: FieldProblem[] = [];
  const resolved: BillLine[] = [];
  for (const [index, line] of lines.entries()) {
    const at = (field: string) => `line_items.${index}.${field}`;
    const tax = await resolveTaxCode(api, company, { wanted: line.tax_code, side: 'purchase', path: at('tax_code') });
    const tracked = await resolveTracking(api, company, { kind: 'class', wanted: line.class, path: at('class') });
    problems.push(...targetProblems(line, { items, accounts }, at), ...tax.problems, ...tracked.problems);
    const { item_ref: itemId, account_id: accountId } = line;
    const item = itemId === undefined ? undefined : items.get(itemId)?.Name;
    const target = item ?? accounts.find(({ Id }) => Id === accountId)?.Name ?? 'unknown';
    resolved.push(toBillLine(line, { target, currency, tax, tracked }));
  }
  return { lines: resolved, problems };
}

interface Known {
  items: ReadonlyMap<string, WireItem>;
  accounts: readonly WireAccount[];
}

function targetProblems(
  { account_id: accountId, item_ref: itemId }: BillLineInput,
  { items, accounts }: Known,
  at: (field: string) => string,
): FieldProblem[] {
  if ((accountId === undefined) === (itemId === undefined)) {
    return [{ path: at('account_id'), problem: 'give either account_id (list_accounts) or item_ref (search_items)' }];
  }
  if (itemId !== undefined) return itemProblems(items.get(itemId), itemId, at('item_ref'), unfitToBuy);
  const path = at('account_id');
  const account = accounts.find(({ Id }) => Id === accountId);
  if (!account) return [{ path, problem: `no account ${accountId} in use; list_accounts has them` }];
  const isControl = ['Accounts Receivable', 'Accounts Payable'].includes(account.AccountType ?? '');
  return isControl
    ? [{ path, problem: `${inQuotes(account.Name)} is kept by QuickBooks itself; choose a cost or asset account` }]
    : [];
}

/** What is bought is booked to it: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/item */
function unfitToBuy({ ExpenseAccountRef }: WireItem): string | undefined {
  return ExpenseAccountRef ? undefined : 'is only sold, it has no expense account; give account_id instead of item_ref';
}

/** An account that QuickBooks takes on a bill, though hardly anybody means it. */
export interface OddAccount {
  path: string;
  name: string;
  type: string;
}

const oddTypes: readonly string[] = ['Bank', 'Credit Card', 'Equity', 'Income', 'Other Income'];

/** Lines booked to money, capital or income instead of costs. */
export function oddAccounts(lines: readonly BillLineInput[], accounts: readonly WireAccount[]): OddAccount[] {
  return lines.flatMap(({ account_id: id }, index) => {
    const account = id === undefined ? undefined : accounts.find(({ Id }) => Id === id);
    const type = account?.AccountType ?? '';
    const path = `line_items.${index}.account_id`;
    return account && oddTypes.includes(type) ? [{ path, name: account.Name, type }] : [];
  });
}

/**
 * The description of a line of an account, which has an amount alone: it tells quantity and price too, where both still fit.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/bill
 */
function describeCount({ description, quantity, rate }: BillLineInput): string | undefined {
  if (compareDecimals(quantity, '1') === 0) return description;
  const counted = `${quantity} x ${rate}`;
  const described = description === undefined ? counted : `${description} (${counted})`;
  return described.length <= longestDescription ? described : description;
}

interface PurchaseContext {
  target: string;
  currency: string;
  tax: { value?: string; name?: string };
  tracked: { value?: string; name?: string };
}

/** In words that have all that was given in them, so that a person reads it once. */
function describeBillLine(line: BillLineInput, amount: string, { target, currency, tax, tracked }: PurchaseContext) {
  const isCounted = line.item_ref === undefined && describeCount(line) !== line.description;
  const booked = [
    target,
    line.item_ref === undefined ? `account ${line.account_id}` : `item ${line.item_ref}`,
    ...(tax.name === undefined ? [] : [`tax ${tax.name}`]),
    ...(tracked.name === undefined ? [] : [`class ${tracked.name}`]),
    ...(isCounted ? ['quantity and price in its description'] : []),
    ...(line.description === undefined ? [] : [`described as '${line.description}'`]),
  ];
  return `${line.quantity} x ${line.rate} = ${amount} ${currency}: ${booked.join(', ')}`;
}

function toBillLine(line: BillLineInput, context: PurchaseContext): BillLine {
  const { currency, tax, tracked } = context;
  const { amount } = multiplyMoney({ amount: line.rate, currency }, line.quantity);
  const text = describeBillLine(line, amount, context);
  const codes = {
    ...(tax.value !== undefined && { TaxCodeRef: { value: tax.value } }),
    ...(tracked.value !== undefined && { ClassRef: { value: tracked.value } }),
  };
  const head = (description: string | undefined) => ({
    Amount: toWireNumber(amount),
    ...(description !== undefined && { Description: description }),
  });
  if (line.item_ref === undefined) {
    const detail = { AccountRef: { value: line.account_id }, ...codes };
    const body = { DetailType: 'AccountBasedExpenseLineDetail', AccountBasedExpenseLineDetail: detail };
    return { amount, text, body: { ...head(describeCount(line)), ...body } };
  }
  const detail = {
    ItemRef: { value: line.item_ref },
    Qty: toWireNumber(line.quantity),
    UnitPrice: toWireNumber(line.rate),
    ...codes,
  };
  return {
    amount,
    text,
    body: { ...head(line.description), DetailType: 'ItemBasedExpenseLineDetail', ItemBasedExpenseLineDetail: detail },
  };
}
