const day = 86_400_000;

/** A span of days: the first one, and the first one after it, as `2026-11-21`. */
export interface DayRange {
  readonly start: string;
  readonly end: string;
}

const toText = (time: number): string => new Date(time).toISOString().slice(0, 10);

const monthStart = (year: number, month: number): number => Date.UTC(year, month, 1);

/** The start of the period that lies `offset` periods away from the one that holds `now`. Weeks start on Sunday (locale en_US). */
const periodStart = (unit: string, now: number, offset: number): number => {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (unit.replace('FISCAL_', '')) {
    case 'DAY':
      return Math.floor(now / day) * day + offset * day;
    case 'WEEK':
      return Math.floor(now / day) * day - date.getUTCDay() * day + offset * 7 * day;
    case 'MONTH':
      return monthStart(year, month + offset);
    case 'QUARTER':
      return monthStart(year, month - (month % 3) + offset * 3);
    default:
      return monthStart(year + offset, 0);
  }
};

const range = (unit: string, now: number, from: number, to: number): DayRange => ({
  start: toText(periodStart(unit, now, from)),
  end: toText(periodStart(unit, now, to)),
});

const singles: ReadonlyMap<string, readonly [unit: string, from: number, to: number]> = new Map([
  ['YESTERDAY', ['DAY', -1, 0]],
  ['TODAY', ['DAY', 0, 1]],
  ['TOMORROW', ['DAY', 1, 2]],
  ['LAST_90_DAYS', ['DAY', -90, 1]],
  ['NEXT_90_DAYS', ['DAY', 1, 91]],
]);

/**
 * The days that a relative date stands for. The fiscal year of this org is the calendar year. LAST_N_DAYS:n includes today.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-dateformats.html
 */
export const relativeRange = (name: string, count: number | undefined, now: number): DayRange => {
  const single = singles.get(name);
  if (single !== undefined) return range(single[0], now, single[1], single[2]);
  const [, direction = '', unit = ''] =
    /^(LAST_N|NEXT_N|LAST|THIS|NEXT)_(.+?)S?$/.exec(name) ?? /^(N)_(.+?)S_AGO$/.exec(name) ?? [];
  const periods = count ?? 1;
  switch (direction) {
    case 'LAST_N':
      return range(unit, now, -periods, unit === 'DAY' ? 1 : 0);
    case 'NEXT_N':
      return range(unit, now, 1, periods + 1);
    case 'LAST':
      return range(unit, now, -1, 0);
    case 'NEXT':
      return range(unit, now, 1, 2);
    case 'N':
      return range(unit, now, -periods, 1 - periods);
    default:
      return range(unit, now, 0, 1);
  }
};
