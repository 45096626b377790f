import { type Item, priceOn } from '@bizmcp/testkit/company';
import * as z from 'zod';
import { amount, flag, headFields, ignored, pick, Reference, readObject, reference, text } from '../body.ts';
import { refuse } from '../error-reply.ts';
import { amountOf, minorUnitsOf } from '../money.ts';
import { listOf, type QuickBooksBooks } from '../quickbooks-state.ts';
import type { Wire } from '../wire.ts';
import { withLedger } from '../with-ledger.ts';
import { type Change, commonFilters, type Entity, headOf, type Written } from './entity.ts';
import { accountReference, findAccount, itemsOf } from './names.ts';

const ItemBody = z.strictObject({
  ...{
    ...headFields,
    Name: z.string().min(1).max(100),
    Sku: text(100),
    Description: text(4000),
    Active: flag,
    Taxable: flag,
  },
  ...{ Type: z.enum(['Service', 'NonInventory']), UnitPrice: amount, PurchaseCost: amount, PurchaseDesc: text(1000) },
  ...{ IncomeAccountRef: Reference, ExpenseAccountRef: reference, FullyQualifiedName: ignored, TrackQtyOnHand: flag },
  ...{ SubItem: flag, ParentRef: reference, SalesTaxIncluded: flag, PurchaseTaxIncluded: flag },
});

function toItem(books: QuickBooksBooks, id: string, item: Item): Wire {
  const { company, ledger } = books;
  const price = priceOn(item, company.today);
  return {
    ...headOf(books, { entity: 'Item', id }, { day: company.firstDay }),
    ...{ Name: item.name, Sku: item.code, FullyQualifiedName: item.name, Active: item.active },
    ...{ Type: item.kind === 'product' ? 'NonInventory' : 'Service', Taxable: item.taxCodeId === 'TAX' },
    ...(price && { UnitPrice: amountOf(ledger, price.salePrice) }),
    ...(price?.cost !== undefined && { PurchaseCost: amountOf(ledger, price.cost) }),
    IncomeAccountRef: accountReference(books, item.incomeAccountId),
    ...(item.expenseAccountId !== undefined && { ExpenseAccountRef: accountReference(books, item.expenseAccountId) }),
    TrackQtyOnHand: false,
  };
}

function list(books: QuickBooksBooks): Wire[] {
  return listOf(books, 'Item', () => itemsOf(books).map(({ id, item }) => toItem(books, id, item)));
}

function pricesOf({ company, ledger }: QuickBooksBooks, sent: z.output<typeof ItemBody>, old: Item | undefined) {
  const { homeCurrency } = ledger.settings;
  const salePrice = minorUnitsOf(ledger, sent.UnitPrice ?? 0, homeCurrency);
  const cost = sent.PurchaseCost === undefined ? {} : { cost: minorUnitsOf(ledger, sent.PurchaseCost, homeCurrency) };
  return [
    ...(old?.prices ?? []).filter(({ from }) => from < company.today),
    { from: company.today, salePrice, ...cost },
  ];
}

function write(books: QuickBooksBooks, { id, body }: Change): Written {
  const sent = readObject(body, ItemBody);
  const known = itemsOf(books);
  const old = known.find((one) => one.id === id)?.item;
  const same = known.find((one) => one.item.name.toLowerCase() === sent.Name.toLowerCase() && one.id !== id);
  if (same) refuse('6240', `The name supplied already exists. : Id=${same.id}`, 'Name');
  const wireId = id ?? String(known.length + 1);
  withLedger(() =>
    books.ledger.saveItem({
      ...{ id: old?.id ?? wireId, code: sent.Sku ?? old?.code ?? wireId, name: sent.Name },
      kind: sent.Type === 'Service' ? 'service' : 'product',
      incomeAccountId: findAccount(books, sent.IncomeAccountRef.value).id,
      ...(sent.ExpenseAccountRef && { expenseAccountId: findAccount(books, sent.ExpenseAccountRef.value).id }),
      ...{ taxCodeId: sent.Taxable === true ? 'TAX' : 'NONE', active: sent.Active ?? true },
      prices: pricesOf(books, sent, old),
    }),
  );
  return { id: wireId, fields: pick(body, ['Description', 'PurchaseDesc']) };
}

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/item: services and goods without stock. */
export const itemEntity: Entity = {
  name: 'Item',
  filterable: [...commonFilters, 'Name', 'Active', 'Type', 'Sku', 'UnitPrice', 'PurchaseCost'],
  ...{ list, write, find: (books, id) => list(books).find(({ Id }) => Id === id) },
};
