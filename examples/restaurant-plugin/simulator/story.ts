import { createRandom, type Random } from '@bizmcp/testkit/simulator';
import { createMenu, createStock, type Dish, type StockItem } from './menu.ts';

/** One thing on an order, at the price of its moment. */
export interface OrderLine {
  item_id: string;
  name: string;
  quantity: number;
  total_cents: number;
  tax_cents: number;
  cost_cents: number;
}

export interface StoredOrder {
  id: string;
  number: number;
  opened_at: string;
  status: 'open' | 'paid';
  table: string | null;
  guest: string | null;
  payment: 'card' | 'cash' | null;
  lines: OrderLine[];
  tax_cents: number;
  total_cents: number;
}

/** What is left of a day whose receipts are gone: its orders, and how many of each dish were sold. */
export interface DayBook {
  day: string;
  orders: number;
  sold: Readonly<Record<string, number>>;
}

/** All that the till knows. */
export interface Till {
  menu: Dish[];
  stock: StockItem[];
  /** Days before the receipts begin, in order. */
  books: DayBook[];
  /** Of today and the days just before, in order. */
  orders: StoredOrder[];
  lastNumber: number;
  /** Grows whenever an open order comes, changes or is paid. */
  version: number;
}

const dayMilliseconds = 86_400_000;
const bookDays = 230;
const receiptDays = 3;
const guests = ['Noor', 'Jonas', 'Elif', 'Sam', 'Mira'];

export function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** A restaurant that has been open for the better part of a year, with guests at three tables. */
export function openTill(now: number): Till {
  const random = createRandom(20_261_121);
  const menu = createMenu();
  const till: Till = { menu, stock: createStock(), books: [], orders: [], lastNumber: 41_000, version: 1 };
  const midnight = Math.floor(now / dayMilliseconds) * dayMilliseconds;
  for (let back = bookDays; back > receiptDays; back -= 1)
    till.books.push(bookOf(dayOf(midnight - back * dayMilliseconds), menu, random));
  for (let back = receiptDays; back > 0; back -= 1) {
    const opening = midnight - back * dayMilliseconds + 11 * 3_600_000;
    for (let index = 0; index < 40; index += 1) till.orders.push(pastOrder(till, opening + index * 900_000, random));
  }
  for (let table = 1; table <= 3; table += 1)
    till.orders.push(openOrder(till, now - table * 600_000, String(table), random));
  return till;
}

function bookOf(day: string, menu: readonly Dish[], random: Random): DayBook {
  const weekday = new Date(day).getUTCDay();
  const crowd = weekday === 5 || weekday === 6 ? 1.5 : weekday === 1 ? 0.6 : 1;
  const sold = menu.map(
    ({ id }, index) => [id, Math.round(crowd * (4 + ((index * 7) % 9) + random.integer(0, 4)))] as const,
  );
  return { day, orders: Math.round(crowd * random.integer(36, 44)), sold: Object.fromEntries(sold) };
}

function pastOrder(till: Till, at: number, random: Random): StoredOrder {
  const isTakeaway = random.chance(0.2);
  return receipt(till, {
    ...{ at, lines: someLines(till, random), payment: random.pick(['card', 'card', 'cash'] as const) },
    table: isTakeaway ? null : String(random.integer(1, 12)),
    guest: isTakeaway ? random.pick(guests) : null,
  });
}

function openOrder(till: Till, at: number, table: string, random: Random): StoredOrder {
  return receipt(till, { at, table, guest: null, payment: null, lines: someLines(till, random) });
}

function someLines({ menu }: Till, random: Random): OrderLine[] {
  const first = random.integer(0, 6);
  return [first, random.integer(9, 11)].flatMap((index) => {
    const dish = menu[index];
    return dish ? [lineOf(dish, random.integer(1, 3))] : [];
  });
}

/** Prices hold a tax of 10 %, rounded to the cent for each line. */
export function lineOf({ id, name, price_cents, cost_cents }: Dish, quantity: number): OrderLine {
  const total_cents = price_cents * quantity;
  return { item_id: id, name, quantity, total_cents, tax_cents: taxIn(total_cents), cost_cents: cost_cents * quantity };
}

function taxIn(cents: number): number {
  return Math.round(cents / 11);
}

/** Numbers an order and sums it up. */
export function receipt(
  till: Till,
  { at, lines, ...rest }: Pick<StoredOrder, 'table' | 'guest' | 'payment' | 'lines'> & { at: number },
): StoredOrder {
  till.lastNumber += 1;
  const sum = (field: 'tax_cents' | 'total_cents') => lines.reduce((total, line) => total + line[field], 0);
  return {
    id: `ord_${till.lastNumber}`,
    number: till.lastNumber,
    opened_at: new Date(at).toISOString(),
    status: rest.payment === null ? 'open' : 'paid',
    ...rest,
    lines,
    tax_cents: sum('tax_cents'),
    total_cents: sum('total_cents'),
  };
}
