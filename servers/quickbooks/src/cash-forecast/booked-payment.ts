import { type ExactDecimal, formatDecimal, minorUnits, type OpenDocument, parseDecimal } from '@bizmcp/insights';

/** A payment of an invoice or bill that is booked for a day to come. */
export interface BookedPayment {
  documentId: string;
  date: string;
  /** Decimal, in the home currency. */
  amount: string;
}

/** Documents in the home currency; what is booked to be paid of them stands apart, with the day that it is booked for. */
export function withBooked(
  documents: readonly OpenDocument[],
  booked: readonly BookedPayment[],
  currency: string,
): OpenDocument[] {
  const write = (amount: ExactDecimal) => formatDecimal(amount, minorUnits(currency));
  return documents.flatMap((document) => {
    let open = parseDecimal(document.amount);
    const own = booked.filter(({ documentId }) => documentId === document.id);
    const paid = own.map(({ date, amount }, index) => {
      const part = open.lt(amount) ? open : parseDecimal(amount);
      open = open.minus(part);
      return { ...document, id: `${document.id}/${index}`, amount: write(part), paymentDate: date };
    });
    return [...paid, { ...document, amount: write(open) }].filter(({ amount }) => parseDecimal(amount).gt(0));
  });
}
