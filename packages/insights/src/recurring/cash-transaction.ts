import type { IsoDate } from '../calendar/calendar-day.ts';
import type { DecimalString } from '../money/decimal.ts';

/** Money that moved. `amount` signed: above 0 came in, below 0 went out; all of one organisation in one currency. */
export interface CashTransaction {
  id: string;
  date: IsoDate;
  amount: DecimalString;
  counterparty: string;
}
