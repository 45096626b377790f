import { addDays, monthEnd, monthStart } from '@bizmcp/insights';

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

/** A year that ends in the middle of a month has quarters that do as well; of a shorter month they end on its last day. */
function quartersOf(from: string, to: string): { from: string; to: string }[] {
  const day = to === monthEnd(to) ? '31' : to.slice(8);
  const ends = [-9, -6, -3].map((months) => {
    const month = monthStart(to, months);
    return dayOfYear(Number(month.slice(0, 4)), `${month.slice(5, 7)}-${day}`);
  });
  return [...ends, to].map((end, index) => {
    const last = ends[index - 1];
    return { from: last === undefined ? from : addDays(last, 1), to: end };
  });
}
