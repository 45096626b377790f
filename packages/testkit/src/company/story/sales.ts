import { addDays, monthEnd } from '../calendar.ts';
import type { Counterparty } from '../ledger/counterparty.ts';
import type { TradeDocument } from '../ledger/document.ts';
import type { LineDraft } from '../ledger/draft.ts';
import { priceOn } from '../ledger/item.ts';
import { decimalOf } from '../minor-units.ts';
import { customers, paymentHabits } from './customers.ts';
import { items } from './items.ts';
import { taxCodeIds } from './masters.ts';
import { activityOf, countOf, type Teller } from './teller.ts';

/** A month of invoices, credits, estimates and webshop takings; payments follow each customer's habit. */
export const tellSales = (teller: Teller, month: string): void => {
  const { agenda, random } = teller;
  const activity = activityOf(teller, month);
  const days = Number(monthEnd(month).slice(8));
  const dayOf = (): string => addDays(month, random.integer(0, days - 1));
  for (let count = countOf(random, 25 * activity); count > 0; count -= 1) {
    const index = random.integer(0, customers.length - 2);
    agenda.at(dayOf(), (date) => void tellInvoice(teller, index, date));
  }
  for (let count = countOf(random, 1.2); count > 0; count -= 1)
    agenda.at(dayOf(), (date) => tellEstimate(teller, date));
  for (let week = 0; week < 4; week += 1) {
    agenda.at(addDays(month, 5 + week * 7), (date) => tellTakings(teller, date, activity));
  }
};

/** Posts an invoice and plans its payment. */
export const tellInvoice = (teller: Teller, index: number, date: string, lineCount?: number): TradeDocument => {
  const { ledger, random } = teller;
  const { counterparty, number } = {
    counterparty: customerAt(teller, index),
    number: numberOf(teller, 'INV', 'invoice'),
  };
  const lines = linesOf(teller, counterparty, date, lineCount ?? random.integer(1, 3));
  const invoice = ledger.post({ kind: 'invoice', counterpartyId: counterparty.id, number, date, lines });
  if (invoice.kind !== 'invoice') throw new TypeError('An invoice was posted as something else');
  if (random.chance(0.02)) tellCredit(teller, invoice);
  planPayment(teller, index, invoice);
  return invoice;
};

const customerAt = ({ ledger }: Teller, index: number): Counterparty => {
  const found = ledger.counterparties.get(`C${String(index + 1).padStart(2, '0')}`);
  if (!found) throw new RangeError(`No customer ${index}`);
  return found;
};

const counters = new WeakMap<Teller, Map<string, number>>();

/** The next number of a series, as INV-1042. */
const numberOf = (teller: Teller, prefix: string, series: string): string => {
  const known = counters.get(teller) ?? new Map<string, number>();
  counters.set(teller, known);
  const next = (known.get(series) ?? 1000) + 1;
  known.set(series, next);
  return `${prefix}-${next}`;
};

const departments: Readonly<Record<string, string>> = { '4000': 'studio', '4010': 'fitout', '4030': 'fitout' };

const linesOf = (teller: Teller, customer: Counterparty, date: string, count: number): LineDraft[] => {
  const { ledger, random } = teller;
  const isForeign = customer.currency !== ledger.settings.homeCurrency;
  const rate = ledger.rateOn(customer.currency, date);
  return Array.from({ length: count }, () => {
    const { code, name, account, quantity: range } = random.pick(items);
    const item = ledger.items.get(code);
    const home = (item && priceOn(item, date)?.salePrice) ?? 0;
    const price = isForeign ? Math.round((home * 10_000) / rate) * 100 : home;
    const quantity = random.integer(...range);
    const region = Number(customer.id.slice(1)) % 2 === 0 ? 'north' : 'south';
    return {
      accountId: account,
      amount: quantity * price,
      itemId: code,
      description: name,
      quantity: String(quantity),
      unitPrice: decimalOf(price, 2),
      taxCodeId: isForeign ? taxCodeIds.none : (item?.taxCodeId ?? taxCodeIds.none),
      tracking: { department: departments[account] ?? 'shop', region: isForeign ? 'abroad' : region },
    };
  });
};

const planPayment = ({ ledger, agenda, random }: Teller, index: number, invoice: TradeDocument): void => {
  const { id, counterpartyId, currency, dueDate } = invoice;
  const [earliest, latest] = paymentHabits[customers[index]?.habit ?? 'usual'];
  const accountId = currency === ledger.settings.homeCurrency ? '1000' : '1020';
  const pay = (part: number) => (date: string) => {
    const open = ledger.openBalance(id).amount;
    const amount = part === 1 ? open : Math.round(open * part);
    if (amount <= 0) return;
    const allocations = [{ documentId: id, amount }];
    const reference = `${invoice.number}`;
    ledger.post({ kind: 'payment_in', counterpartyId, accountId, date, amount, reference, allocations });
  };
  const day = addDays(dueDate, random.integer(earliest, latest));
  if (random.chance(0.06)) agenda.at(addDays(day, -5), pay(0.5));
  agenda.at(day, pay(1));
};

const tellCredit = (teller: Teller, invoice: TradeDocument): void => {
  const { ledger, agenda, random } = teller;
  const [line] = invoice.lines;
  if (!line || line.amount < 200) return;
  agenda.at(addDays(invoice.date, random.integer(2, 9)), (date) => {
    const { taxCodeId = taxCodeIds.none, tracking = {}, accountId } = line;
    const lines = [{ accountId, amount: Math.round(line.amount / 4), taxCodeId, tracking, description: 'Goodwill' }];
    const { counterpartyId } = invoice;
    const number = numberOf(teller, 'CN', 'credit_note');
    const credit = ledger.post({ kind: 'credit_note', counterpartyId, number, date, lines });
    const amount = Math.min(credit.total, ledger.openBalance(invoice.id).amount);
    if (amount > 0) ledger.allocate({ fromId: credit.id, toId: invoice.id, amount, date });
  });
};

const tellEstimate = (teller: Teller, date: string): void => {
  const index = teller.random.integer(0, customers.length - 2);
  const customer = customerAt(teller, index);
  const lines = linesOf(teller, customer, date, 2);
  const number = numberOf(teller, 'EST', 'estimate');
  teller.ledger.post({ kind: 'estimate', counterpartyId: customer.id, number, date, lines });
};

const tellTakings = ({ ledger, random, money }: Teller, date: string, activity: number): void => {
  const month = date.slice(5, 7);
  const rush = month === '11' || month === '12' ? 1.5 : 1;
  const amount = money(Math.round(6200 * activity * rush * (0.85 + random.next() * 0.3)));
  const line = { accountId: '4020', amount, taxCodeId: taxCodeIds.sales, tracking: { department: 'shop' } };
  const fee = { accountId: '6620', amount: -Math.round(amount * 0.029), description: 'Payment fees' };
  const lines = [{ ...line, description: 'Webshop payout' }, fee];
  ledger.post({ kind: 'receive', accountId: '1000', date, reference: 'STRIPE PAYOUT', lines });
};
