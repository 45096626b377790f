import type { IsoDate } from '../calendar/calendar-day.ts';
import type { DecimalString } from '../money/decimal.ts';

/** A transaction to be coded. `amount` signed: below 0 is money spent. */
export interface UncodedTransaction {
  id: string;
  date: IsoDate;
  amount: DecimalString;
  counterparty: string;
  description: string;
}

/** A transaction somebody coded: `category` is the account code or name. */
export interface CodedTransaction extends UncodedTransaction {
  category: string;
}

/** A rule somebody wrote: counterparties or descriptions with this text (case does not matter) belong to the category. */
export interface MerchantRule {
  contains: string;
  category: string;
}
