import { beginningOf, type FieldProblem, inQuotes } from '@bizmcp/core';
import { multiplyMoney } from '@bizmcp/insights';
import * as z from 'zod';
import { LinePrice, PositiveDecimal, toWireNumber } from '../amount.ts';
import type { Company } from '../company.ts';
import { resolveTaxCode } from '../document/tax-code.ts';
import { ItemId } from '../identifier.ts';
import { itemProblems, readItems, type WireItem } from '../name-list/item.ts';
import { resolveTracking } from '../name-list/tracking.ts';
import type { QuickBooks } from '../quickbooks.ts';

/** Characters of an item's description in the line that a person is shown. */
const mostShown = 100;

/** A line of what is sold, as a tool takes it. Without an item QuickBooks would take it for a remark and ignore its amount. */
export const SalesLineInput = z.strictObject({
  description: z.string().min(1).max(4000).optional().describe("Default: the item's"),
  quantity: PositiveDecimal.default('1').describe('Decimal'),
  rate: LinePrice.optional().describe("Price of one; default: the item's"),
  item_ref: ItemId.describe('From search_items'),
  tax_code: z.string().min(1).max(100).optional().describe('US: TAX or NON'),
  class: z.string().min(1).max(100).optional().describe('Name or id'),
});

type SalesLineInput = z.output<typeof SalesLineInput>;

/** A line as it will be sent, with what it is checked by. */
export interface SalesLine {
  itemId: string;
  itemName: string;
  /** Decimal. */
  quantity: string;
  /** How many there are, decimal; undefined where QuickBooks keeps no count. */
  inStock: string | undefined;
  /** Price of one, decimal. */
  rate: string;
  /** Decimal, in the currency of the document. */
  amount: string;
  /** The code by which it may be taxed; undefined where it is certain that it is not. */
  taxedBy: string | undefined;
  /** The line in words, for who is asked before it is sent. */
  text: string;
  body: object;
}

/** Lines as QuickBooks takes them, in a currency, and what is wrong with them. */
export async function resolveSalesLines(
  api: QuickBooks,
  company: Company,
  currency: string,
  lines: readonly SalesLineInput[],
): Promise<{ lines: SalesLine[]; problems: FieldProblem[] }> {
  const items = await readItems(
    api,
    lines.map(({ item_ref: id }) => id),
  );
  const problems: FieldProblem[] = [];
  const resolved: SalesLine[] = [];
  for (const [index, line] of lines.entries()) {
    const at = (field: string) => `line_items.${index}.${field}`;
    const item = items.get(line.item_ref);
    const tax = await resolveTaxCode(api, company, { wanted: line.tax_code, side: 'sale', path: at('tax_code') });
    const tracked = await resolveTracking(api, company, { kind: 'class', wanted: line.class, path: at('class') });
    problems.push(
      ...itemProblems(item, line.item_ref, at('item_ref'), unfitToSell),
      ...tax.problems,
      ...tracked.problems,
    );
    const rate = line.rate ?? (currency === company.homeCurrency ? item?.UnitPrice : undefined);
    if (item && rate == null) {
      problems.push({ path: at('rate'), problem: `${inQuotes(item.Name)} has no price in ${currency}; give one` });
    }
    if (item && rate != null) resolved.push(toSalesLine({ ...line, rate }, item, { company, currency, tax, tracked }));
  }
  return { lines: resolved, problems };
}

function unfitToSell({ Type }: WireItem): string | undefined {
  return Type === 'Category' ? 'is a category; choose an item in it' : undefined;
}

interface Chosen {
  value?: string;
  name?: string;
}

interface SaleContext {
  company: Company;
  currency: string;
  tax: Chosen;
  tracked: Chosen;
}

/** One that was given is told whole: the line stands nowhere else. */
function describedAs({ description }: SalesLineInput, { Description: own }: WireItem): string {
  if (description === undefined && !own) return '';
  const short = own && own.length > mostShown ? `${beginningOf(own, mostShown)}...` : own;
  return `, described as '${description ?? short}'`;
}

function toSalesLine(
  line: SalesLineInput & { rate: string },
  item: WireItem,
  { company, currency, tax, tracked }: SaleContext,
): SalesLine {
  // QuickBooks refuses an amount that is not quantity times price, rounded as a ledger does.
  const { amount } = multiplyMoney({ amount: line.rate, currency }, line.quantity);
  const description = line.description ?? item.Description;
  const detail = {
    ItemRef: { value: item.Id },
    Qty: toWireNumber(line.quantity),
    UnitPrice: toWireNumber(line.rate),
    ...(tax.value !== undefined && { TaxCodeRef: { value: tax.value } }),
    ...(tracked.value !== undefined && { ClassRef: { value: tracked.value } }),
  };
  const body = {
    DetailType: 'SalesItemLineDetail',
    Amount: toWireNumber(amount),
    ...(description && { Description: description }),
    SalesItemLineDetail: detail,
  };
  const code = tax.value ?? (item.Taxable === false ? 'NON' : 'TAX');
  const byItem = item.Taxable == null ? 'as the item has it' : `${code} by the item`;
  const shown = company.usesSalesTax ? `, tax ${tax.name ?? byItem}` : '';
  const text = `${line.quantity} x ${item.Name} at ${line.rate} = ${amount} ${currency}, item ${item.Id}${shown}${tracked.name === undefined ? '' : `, class ${tracked.name}`}${describedAs(line, item)}`;
  const taxedBy = company.usesSalesTax && code !== 'NON' ? code : undefined;
  const inStock = item.Type === 'Inventory' ? (item.QtyOnHand ?? undefined) : undefined;
  const { rate, quantity } = line;
  return { itemId: item.Id, itemName: item.Name, quantity, inStock, rate, amount, taxedBy, text, body };
}
