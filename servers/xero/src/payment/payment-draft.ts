import { type Account, findAccount } from '../account.ts';
import { toWireNumber } from '../amount.ts';
import type { Books } from '../books.ts';
import { refuseProblems } from '../document/document-check.ts';
import type { Warning } from '../document/warning.ts';
import type { WireInvoice } from '../invoice/invoice.ts';
import { readInvoiceById } from '../invoice/read-invoice.ts';
import { checkPayment, type PaymentInput } from './payment-check.ts';
import { warnOfPayment } from './payment-warning.ts';

/** A payment that may be sent: all of it was checked. */
interface PaymentDraft {
  invoice: WireInvoice;
  account: Account | undefined;
  warnings: Warning[];
  body: {
    invoice: { invoiceID: string };
    account: { accountID: string };
    amount: number;
    date: string;
    reference?: string;
  };
}

/** Checks a payment against its invoice and the books and makes it ready to be sent. Throws with every field that is wrong. */
export async function draftPayment(books: Books, input: PaymentInput): Promise<PaymentDraft> {
  const invoice = await readInvoiceById(books, input.invoice_id);
  refuseProblems(await checkPayment(books, invoice, input));
  const account = await findAccount(books, input.account_id);
  return {
    invoice,
    account,
    warnings: account ? await warnOfPayment(books, invoice, input, account) : [],
    body: {
      invoice: { invoiceID: input.invoice_id },
      account: { accountID: input.account_id },
      amount: toWireNumber(input.amount),
      date: input.date,
      ...(input.reference !== undefined && { reference: input.reference }),
    },
  };
}
