import { monthOf, toMonthNumber } from '../calendar/calendar-day.ts';
import { median } from '../distribution/robust.ts';
import type { Anomaly } from './anomaly.ts';
import type { ExaminedRow } from './examined-row.ts';

const leastMonths = 3;
/** Days of the month between the two charges: less is one charge that was paid twice. */
const leastApart = 3;
/** A charge comes on its day of the month, a weekend apart. */
const steadyDays = 4;

/** Finds vendors paid one amount once a month that, up to now, are paid it twice a month on two days of their own. */
export function findSecondCharges(spent: readonly ExaminedRow[], today: number): Anomaly[] {
  const groups = Map.groupBy(spent, ({ vendor, amountText }) => `${vendor}\n${amountText}`);
  return [...groups.values()].flatMap((group) => {
    const months = [...Map.groupBy(group, ({ date }) => toMonthNumber(monthOf(date)))].sort(
      ([one], [other]) => one - other,
    );
    const begin = months.findIndex(([, rows]) => rows.length === 2);
    const [single, double] = [months.slice(0, begin), months.slice(begin)];
    // The month that has begun may have seen one of the two only.
    const whole = double.filter(([, rows], index) => !(index === double.length - 1 && rows.length === 1));
    if (begin < leastMonths || whole.length < leastMonths || !areInARow([...single, ...whole].map(([month]) => month)))
      return [];
    if (single.some(([, rows]) => rows.length !== 1) || whole.some(([, rows]) => rows.length !== 2)) return [];
    const usual = median(single.flatMap(([, rows]) => rows.map(dayOfMonth)));
    const second = whole.map(([, [one, other]]) => farther(one, other, usual));
    const found = second.flatMap((row) => row ?? []);
    const last = found.at(-1);
    return last && today - last.day <= 62 && isSteady(found, usual) ? [describe(found, single.length)] : [];
  });
}

function areInARow(months: readonly number[]): boolean {
  return months.every((month, index) => index === 0 || month - (months[index - 1] ?? month) === 1);
}

function dayOfMonth({ date }: ExaminedRow): number {
  return Number(date.slice(8));
}

function farther(one: ExaminedRow | undefined, other: ExaminedRow | undefined, usual: number): ExaminedRow | undefined {
  if (one === undefined || other === undefined) return undefined;
  return Math.abs(dayOfMonth(one) - usual) > Math.abs(dayOfMonth(other) - usual) ? one : other;
}

function isSteady(rows: readonly ExaminedRow[], usual: number): boolean {
  const days = rows.map(dayOfMonth);
  const middle = median(days);
  return Math.abs(middle - usual) >= leastApart && days.every((day) => Math.abs(day - middle) <= steadyDays);
}

function describe(second: readonly ExaminedRow[], before: number): Anomaly {
  const [first] = second;
  return {
    rule: 'duplicate_subscription',
    severity: 'high',
    explanation: `${first?.counterparty} was paid ${first?.amountText} once a month for ${before} months, and a second time in each since ${first?.date}`,
    numbers: {
      amount: first?.amountText ?? '',
      since: first?.date ?? '',
      times_both: second.length,
      months_before: before,
    },
    ids: second.map(({ id }) => id),
    atStake: 12 * (first?.size ?? 0),
  };
}
