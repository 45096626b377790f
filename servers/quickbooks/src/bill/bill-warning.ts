import { inQuotes } from '@bizmcp/core';
import { compareDecimals, describeUnusualSum, documentsNear, isSameDocumentNumber, tellOnce } from '@bizmcp/insights';
import { shownAmount } from '../amount.ts';
import { PastDocument, pastName, readPast, withoutTax } from '../document/past-document.ts';
import { dueDoubts, fractionDoubts, rateWarnings, unusualDate, type Warning } from '../invoice/invoice-warning.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { type BillDraft, type BillInput, draftBill } from './bill-draft.ts';

/** A bill that may be sent, and what a person should know of it. */
export async function draftWarnedBill(api: QuickBooks, input: BillInput) {
  const draft = await draftBill(api, input);
  const warnings = tellOnce([...fractionDoubts(input.line_items), ...(await warnOfBill(api, draft))]);
  return { ...draft, warnings };
}

/** Bills of the vendor that look like this one: the same number, or the same sum at about the same time; a sum far above the others. */
async function warnOfBill(api: QuickBooks, draft: BillDraft): Promise<Warning[]> {
  const { vendor, date, number, subtotal, currency } = draft;
  const past = await readPast(api, 'Bill', { party: 'VendorRef', id: vendor.Id, date }, PastDocument);
  const sameNumber = past.filter(({ DocNumber }) => isSameDocumentNumber(DocNumber, number));
  const ofSum = past.filter((bill) => compareDecimals(withoutTax(bill), subtotal) === 0);
  const near = documentsNear(ofSum, date, ({ TxnDate }) => TxnDate);
  const sameSum = near.filter((bill) => !sameNumber.includes(bill));
  return [
    ...sameNumber.slice(0, 3).map((bill) => ({
      kind: 'duplicate' as const,
      field: 'doc_number',
      message: `${pastName('bill', bill)} of ${bill.TxnDate} from ${inQuotes(vendor.DisplayName)} has the same number`,
    })),
    ...sameSum.slice(0, 3).map((bill) => ({
      kind: 'duplicate' as const,
      field: 'line_items',
      message: `${pastName('bill', bill)} of ${bill.TxnDate} from ${inQuotes(vendor.DisplayName)} has the same sum, ${shownAmount(subtotal, currency)} before tax`,
    })),
    ...unusualSum(draft, past),
    ...dueDoubts(draft),
    ...rateWarnings(draft),
    ...unusualDate(draft),
    ...draft.oddAccounts.map(({ path, name, type }) => ({
      kind: 'account' as const,
      field: path,
      message: `${name} is of type ${type}; what a bill buys is booked to costs or assets`,
    })),
  ];
}

/** A sum far above what the vendor billed before. */
function unusualSum({ vendor, subtotal, currency }: BillDraft, past: readonly PastDocument[]): Warning[] {
  const sums = past.filter(({ CurrencyRef }) => (CurrencyRef?.value ?? currency) === currency).map(withoutTax);
  const unusual = describeUnusualSum(subtotal, sums, `bills from ${inQuotes(vendor.DisplayName)}`);
  if (!unusual) return [];
  const message = `${shownAmount(subtotal, currency)} before tax is ${unusual.distance}, ${shownAmount(unusual.usual, currency)}`;
  return [{ kind: 'unusual_price', field: 'line_items', message }];
}
