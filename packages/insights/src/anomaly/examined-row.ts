import { toDayNumber } from '../calendar/calendar-day.ts';
import { type ComparableName, readName } from '../counterparty/counterparty-name.ts';
import { vendorKey } from '../counterparty/vendor-key.ts';
import { documentNumberKey } from '../document/document-number.ts';
import { formatDecimal, parseDecimal } from '../money/decimal.ts';
import type { ExaminedTransaction } from './anomaly.ts';

/**
 * A transaction read once for all rules. `size`: absolute amount, for statistics alone; `amountText`: the same exactly, with two
 * places or as many as it has, for equality.
 */
export interface ExaminedRow extends ExaminedTransaction {
  day: number;
  size: number;
  amountText: string;
  isSpent: boolean;
  vendor: string;
  name: ComparableName;
  /** The reference as documentNumberKey has it; '' for none. */
  referenceKey: string;
}

/** Reads transactions, in order of date. */
export function readRows(transactions: readonly ExaminedTransaction[]): ExaminedRow[] {
  return transactions.map(readRow).sort((a, b) => a.day - b.day);
}

function readRow(transaction: ExaminedTransaction): ExaminedRow {
  const amount = parseDecimal(transaction.amount);
  return {
    ...transaction,
    day: toDayNumber(transaction.date),
    size: Math.abs(amount.toNumber()),
    amountText: formatDecimal(amount.abs(), 2),
    isSpent: amount.lt(0),
    vendor: vendorKey(transaction.counterparty),
    name: readName(transaction.counterparty),
    referenceKey: documentNumberKey(transaction.reference),
  };
}
