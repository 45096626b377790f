import { Refusal, type SimulatedRequest, type SimulatorContext } from '@bizmcp/testkit/simulator';
import { dayOf, lineOf, type OrderLine, type Till } from './story.ts';

/** What was sold of one dish on one day. */
interface Sale {
  day: string;
  line: OrderLine;
}

interface Days {
  from: string;
  to: string;
}

const dayMilliseconds = 86_400_000;
const mostDaysAfter = 92;

/** Sums of sales over days, by day, month, item or category. */
export function sumSales({ query }: SimulatedRequest<never>, { state, now }: SimulatorContext<Till>) {
  const days = daysOf(query, now());
  const group = query.get('group_by') ?? 'day';
  const rows = new Map<
    string,
    { key: string; label: string; quantity: number; sales_cents: number; tax_cents: number; cost_cents: number }
  >();
  for (const { day, line } of salesIn(state, days)) {
    const { key, label } = keyOf(state, group, day, line);
    const row = rows.get(key) ?? { key, label, quantity: 0, sales_cents: 0, tax_cents: 0, cost_cents: 0 };
    row.quantity += line.quantity;
    row.sales_cents += line.total_cents;
    row.tax_cents += line.tax_cents;
    row.cost_cents += line.cost_cents;
    rows.set(key, row);
  }
  const isTime = group === 'day' || group === 'month';
  const sorted = [...rows.values()].sort((left, right) =>
    isTime ? left.key.localeCompare(right.key) : right.sales_cents - left.sales_cents,
  );
  const withOrders = sorted.map((row) => ({ ...row, orders: isTime ? countOrders(state, days, row.key) : null }));
  return { status: 200, body: { ...days, currency: 'EUR', rows: withOrders } };
}

function* salesIn({ menu, books, orders }: Till, { from, to }: Days): Generator<Sale> {
  for (const { day, sold } of books) {
    if (day < from || day > to) continue;
    for (const dish of menu) yield { day, line: lineOf(dish, sold[dish.id] ?? 0) };
  }
  for (const { opened_at, lines } of orders) {
    const day = opened_at.slice(0, 10);
    if (day >= from && day <= to) for (const line of lines) yield { day, line };
  }
}

function keyOf(
  { menu }: Till,
  group: string,
  day: string,
  { item_id, name }: OrderLine,
): { key: string; label: string } {
  if (group === 'item') return { key: item_id, label: name };
  const category = menu.find(({ id }) => id === item_id)?.category ?? 'Other';
  if (group === 'category') return { key: category, label: category };
  const key = group === 'month' ? day.slice(0, 7) : day;
  return { key, label: key };
}

function countOrders({ books, orders }: Till, { from, to }: Days, key: string): number {
  const isIn = (day: string) => day >= from && day <= to && day.startsWith(key);
  const written = books.filter(({ day }) => isIn(day)).reduce((sum, book) => sum + book.orders, 0);
  return written + orders.filter(({ opened_at }) => isIn(opened_at.slice(0, 10))).length;
}

/** The days that were asked for, by name, by their ends or as whole months. */
function daysOf(query: URLSearchParams, now: number): Days {
  const back = (days: number) => dayOf(now - days * dayMilliseconds);
  const month = (monthsBack: number, day: number) => {
    const today = new Date(now);
    return dayOf(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - monthsBack, day));
  };
  const months = Number(query.get('months') ?? 0);
  if (months > 0) return { from: month(months, 1), to: month(0, 0) };
  const named: Record<string, Days> = {
    yesterday: { from: back(1), to: back(1) },
    last_7_days: { from: back(7), to: back(1) },
    last_30_days: { from: back(30), to: back(1) },
    this_month: { from: month(0, 1), to: back(0) },
    last_month: { from: month(1, 1), to: month(0, 0) },
  };
  const days = named[query.get('period') ?? ''] ?? { from: query.get('from') ?? '', to: query.get('to') ?? '' };
  const length = (Date.parse(days.to) - Date.parse(days.from)) / dayMilliseconds;
  if (length >= 0 && length <= mostDaysAfter) return days;
  throw new Refusal({ status: 422, body: { error: { code: 'wrong_days' } } });
}
