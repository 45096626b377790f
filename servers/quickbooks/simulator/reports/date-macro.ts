import { addDays, dayNumber, fiscalYearStart, monthEnd, monthStart } from '@bizmcp/testkit/company';

interface Range {
  from: string;
  to: string;
}

/** A kind of period: where the one that holds a day begins, and the day so many periods later. */
interface Unit {
  start(day: string): string;
  shift(day: string, count: number): string;
}

const earliest = '1900-01-01';

/** The same day of the month, or the last one of a shorter month. */
function addMonths(day: string, months: number): string {
  const daysOfMonth = Number(monthEnd(day, months).slice(8));
  return addDays(monthStart(day, months), Math.min(Number(day.slice(8)), daysOfMonth) - 1);
}

function monthUnit(months: number, firstMonth: number): Unit {
  return {
    start(day) {
      const year = fiscalYearStart(day, firstMonth);
      const passed = (Number(day.slice(0, 4)) - Number(year.slice(0, 4))) * 12 + month(day) - month(year);
      return monthStart(year, Math.floor(passed / months) * months);
    },
    shift: (day, count) => addMonths(day, count * months),
  };
}

function month(day: string): number {
  return Number(day.slice(5, 7));
}

/** Weeks begin on Sunday; day 0 was a Thursday. */
const week: Unit = {
  start: (day) => addDays(day, -((((dayNumber(day) + 4) % 7) + 7) % 7)),
  shift: (day, count) => addDays(day, count * 7),
};

function unitOf(name: string, fiscalMonth: number): Unit {
  if (name === 'week') return week;
  if (name === 'month') return monthUnit(1, 1);
  const first = name.startsWith('fiscal') ? fiscalMonth : 1;
  return monthUnit(name.endsWith('quarter') ? 3 : 12, first);
}

const relative = /^(this|last|next) (week|month|fiscal quarter|fiscal year|calendar quarter|calendar year)(-to-date)?$/;

/**
 * The days that a predefined date range means; undefined for a name that is none.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/profitandloss#query-a-report
 */
export function rangeOfMacro(macro: string, today: string, fiscalMonth: number): Range | undefined {
  const name = macro.toLowerCase();
  if (name === 'all') return { from: earliest, to: today };
  if (name === 'today') return { from: today, to: today };
  if (name === 'yesterday') return { from: addDays(today, -1), to: addDays(today, -1) };
  if (name === 'next 4 weeks') return { from: today, to: addDays(today, 27) };
  const [, which, unitName = '', toDate] = relative.exec(name) ?? [];
  if (which === undefined || (which === 'next' && toDate)) return undefined;
  const unit = unitOf(unitName, fiscalMonth);
  const count = { this: 0, last: -1, next: 1 }[which] ?? 0;
  const from = unit.shift(unit.start(today), count);
  return { from, to: toDate ? unit.shift(today, count) : addDays(unit.shift(from, 1), -1) };
}
