import { addDays, addMonths, monthEnd } from './calendar.ts';

/** A financial year with its quarters. */
interface FiscalYear {
  from: string;
  to: string;
  quarters: { from: string; to: string }[];
}

/** The financial years that end on MM-DD: the one that holds `today` last, and those before it. */
export function fiscalYears(yearEnd: string, today: string, count: number): FiscalYear[] {
  const thisYear = Number(today.slice(0, 4));
  const endYear = dayOfYear(thisYear, yearEnd) >= today ? thisYear : thisYear + 1;
  return Array.from({ length: count }, (_, index) => {
    const to = dayOfYear(endYear - count + 1 + index, yearEnd);
    const from = addDays(dayOfYear(endYear - count + index, yearEnd), 1);
    return { from, to, quarters: quartersOf(from, to) };
  });
}

/** 02-29 and 02-30, as some organisations have it, mean the end of February. */
function dayOfYear(year: number, monthAndDay: string): string {
  const [month = '12', day = '31'] = monthAndDay.split('-');
  const last = monthEnd(`${year}-${month}-01`);
  const exact = `${year}-${month}-${day}`;
  return exact > last ? last : exact;
}

/** A year that begins in the middle of a month has quarters that do as well. */
function quartersOf(from: string, to: string): { from: string; to: string }[] {
  const day = Number(from.slice(8));
  const starts = [0, 3, 6, 9].map((months) => addDays(addMonths(from, months), day - 1));
  return starts.map((start, index) => {
    const next = starts[index + 1];
    return { from: start, to: next === undefined ? to : addDays(next, -1) };
  });
}
