import { type IsoDate, toDayNumber } from '../calendar/calendar-day.ts';
import { type DecimalString, parseDecimal } from '../money/decimal.ts';
import { minorUnits } from '../money/minor-units.ts';
import type { CashTransaction } from '../recurring/cash-transaction.ts';

/** An invoice or bill that is not paid yet. */
export interface OpenDocument {
  id: string;
  counterparty: string;
  issueDate: IsoDate;
  dueDate: IsoDate;
  /** What is still to pay, above 0, in the projection's currency. Net credit notes against it first. */
  amount: DecimalString;
  /** The day that its payment is booked for, where that is known: it counts then, whatever the habit. */
  paymentDate?: IsoDate;
}

/** Customers' documents are receivable, suppliers' payable. */
export type DocumentKind = 'receivable' | 'payable';

/** A document that was paid: what payment habits are learnt from. */
export interface PaymentObservation {
  counterparty: string;
  kind: DocumentKind;
  issueDate?: IsoDate;
  dueDate: IsoDate;
  paidDate: IsoDate;
}

/**
 * `realistic`: each document is paid after the middle (median) delay of its counterparty, the base comes as forecast.
 * `conservative`: customers pay as late as in the worst fifth of cases and suppliers are paid as early as in the earliest fifth; base
 * inflows come at the lower and base outflows at the upper end of a 50 % interval; nothing is counted from a customer who is later than any
 * payment seen. `optimistic`: the mirror image, but with those customers.
 */
export type CashScenario = 'conservative' | 'realistic' | 'optimistic';

/** What to project. All amounts are in `currency`. */
export interface CashFlowInput {
  openingBalance: DecimalString;
  /** The balance is that of the end of this day; the projection begins on the next one. */
  asOf: IsoDate;
  /** Months to project, 1 to 24; the first is what is left of the month of the day after `asOf`. */
  months: number;
  currency: string;
  receivables: readonly OpenDocument[];
  /** Nothing is expected of the receivables, nor anything else in their place: what if none of them is paid? */
  ignoreReceivables?: boolean;
  payables: readonly OpenDocument[];
  paymentHistory: readonly PaymentObservation[];
  cashHistory: readonly CashTransaction[];
  scenario: CashScenario;
  /** Of the simulation; 1 unless told. */
  seed?: number;
  /** Simulated futures, 100 to 20,000; 1,000 unless told. */
  paths?: number;
}

/** Why nothing can be projected. */
export type CashFlowErrorCode = 'nothing_to_project' | 'bad_document' | 'bad_option';

/** An input that cannot be projected from; the message names the field and what to do. */
export class CashFlowError extends Error {
  override readonly name = 'CashFlowError';
  readonly code: CashFlowErrorCode;

  constructor(code: CashFlowErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** So far ahead can be projected. */
export const mostMonths = 24;

/** Throws {@link CashFlowError}, MoneyError or a RangeError (for a day that does not exist) for what cannot be projected. */
export function checkCashFlowInput(input: CashFlowInput): void {
  minorUnits(input.currency);
  parseDecimal(input.openingBalance, 'openingBalance');
  toDayNumber(input.asOf, 'asOf');
  checkWhole('months', input.months, 1, mostMonths);
  checkWhole('paths', input.paths ?? 1000, 100, 20_000);
  checkDocuments('receivables', input.receivables);
  checkDocuments('payables', input.payables);
  const hasPast = input.cashHistory.some(({ date }) => date <= input.asOf);
  if (hasPast || input.receivables.length + input.payables.length > 0) return;
  throw new CashFlowError(
    'nothing_to_project',
    'There are no open documents and no cash history up to asOf: give receivables, payables or cashHistory.',
  );
}

function checkDocuments(field: string, documents: readonly OpenDocument[]): void {
  const seen = new Set<string>();
  documents.forEach(({ id, amount, issueDate, dueDate, paymentDate }, index) => {
    const place = `${field}[${index}]`;
    toDayNumber(issueDate, `${place}.issueDate`);
    toDayNumber(dueDate, `${place}.dueDate`);
    toDayNumber(paymentDate ?? dueDate, `${place}.paymentDate`);
    if (parseDecimal(amount, `${place}.amount`).lte(0)) {
      throw new CashFlowError('bad_document', `${place}.amount: has to be above 0; net credit notes against it first`);
    }
    if (seen.has(id)) throw new CashFlowError('bad_document', `${place}.id: ${JSON.stringify(id)} is there twice`);
    seen.add(id);
  });
}

function checkWhole(option: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new CashFlowError('bad_option', `${option}: has to be a whole number from ${least} to ${most}`);
}
