import { type ExactDecimal, minorUnits, type OpenDocument, parseDecimal, roundDecimal } from '@bizmcp/insights';

/** A payment of an invoice or bill that is booked for a day to come. */
export interface BookedPayment {
  documentId: string;
  date: string;
  /** What it settles of the document; decimal, in the home currency at the document's rate. */
  amount: string;
  /** What one of it comes to at the payment's own rate. */
  worth: string;
}

/** Documents in the home currency; what is booked to be paid of them stands apart, with the day that it is booked for. */
export function withBooked(
  documents: readonly OpenDocument[],
  booked: readonly BookedPayment[],
  currency: string,
): OpenDocument[] {
  const write = (amount: ExactDecimal) => roundDecimal(amount, minorUnits(currency));
  return documents.flatMap((document) => {
    let open = parseDecimal(document.amount);
    const own = booked.filter(({ documentId }) => documentId === document.id);
    const paid = own.map(({ date, amount, worth }, index) => {
      const part = open.lt(amount) ? open : parseDecimal(amount);
      open = open.minus(part);
      return { ...document, id: `${document.id}/${index}`, amount: write(part.times(worth)), paymentDate: date };
    });
    return [...paid, { ...document, amount: write(open) }].filter(({ amount }) => parseDecimal(amount).gt(0));
  });
}
