import { addDays, monthEnd, monthsBetween } from '../calendar.ts';
import type { TradeDocument } from '../ledger/document.ts';
import { taxCodeIds } from './masters.ts';
import { activityOf, countOf, growthOf, type Teller } from './teller.ts';
import { type StoryVendor, vendors } from './vendors.ts';

/** What the studio plans to sell in an average month of the first year, in whole units. */
const plannedSales = 112_000;

/** A month of bills, each paid about when it is due. */
export const tellPurchases = (teller: Teller, month: string): void => {
  const { agenda, random } = teller;
  const days = Number(monthEnd(month).slice(8));
  vendors.forEach((vendor, index) => {
    const jump = index === 0 && monthsBetween(month, teller.today) <= 3 ? priceJump : 1;
    for (let count = countOf(random, vendor.bills); count > 0; count -= 1) {
      const date = addDays(month, random.integer(0, days - 1));
      agenda.at(date, (day) => void tellBill(teller, index, day, Math.round(usualAmount(teller, vendor, day) * jump)));
    }
  });
};

/** The first vendor's prices jump by this factor in the last four months. */
const priceJump = 1.45;

const usualAmount = (teller: Teller, vendor: StoryVendor, date: string): number => {
  const { random, money } = teller;
  const isCostOfSales = vendor.account.startsWith('5');
  const level = isCostOfSales ? activityOf(teller, date) : growthOf(teller.firstDay, date);
  const noise = 0.9 + random.next() * 0.2;
  return money(Math.round((plannedSales * vendor.share * level * noise) / (1000 * vendor.bills)));
};

/** Posts a bill of an amount without tax and plans its payment. */
export const tellBill = (
  teller: Teller,
  index: number,
  date: string,
  amount: number,
  number?: string,
): TradeDocument => {
  const { ledger, agenda, random } = teller;
  const vendor = vendors[index];
  const counterparty = ledger.counterparties.get(`V${String(index + 1).padStart(2, '0')}`);
  if (!vendor || !counterparty) throw new RangeError(`No vendor ${index}`);
  const { currency, id: counterpartyId } = counterparty;
  const isForeign = currency !== ledger.settings.homeCurrency;
  const own = isForeign ? Math.round((amount * 1_000_000) / ledger.rateOn(currency, date)) : amount;
  const reclaims = ledger.taxCodes.has(taxCodeIds.purchases);
  const taxCodeId = reclaims && !isForeign ? taxCodeIds.purchases : taxCodeIds.none;
  const tracking = { department: vendor.account === '5020' ? 'shop' : 'fitout' };
  const line = { accountId: vendor.account, amount: own, taxCodeId, tracking, description: vendor.name };
  const printed = number ?? `${vendor.name.slice(0, 2).toUpperCase()}${random.integer(10_000, 99_999)}`;
  const bill = ledger.post({ kind: 'bill', counterpartyId, number: printed, date, lines: [line] });
  if (bill.kind !== 'bill') throw new TypeError('A bill was posted as something else');
  agenda.at(addDays(bill.dueDate, random.integer(-4, 6)), (day) => {
    const due = ledger.openBalance(bill.id).amount;
    if (due <= 0) return;
    const allocations = [{ documentId: bill.id, amount: due }];
    const accountId = isForeign ? '1020' : '1000';
    ledger.post({
      kind: 'payment_out',
      counterpartyId,
      accountId,
      date: day,
      amount: due,
      reference: printed,
      allocations,
    });
  });
  return bill;
};
