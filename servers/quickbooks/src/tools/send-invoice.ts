import { personal, ToolError, wrongInput } from '@bizmcp/core';
import { compareDecimals } from '@bizmcp/insights';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { EmailAddress, TransactionId } from '../identifier.ts';
import type { QuickBooks } from '../quickbooks.ts';
import {
  describeTransaction,
  FullTransaction,
  isVoided,
  toFullTransaction,
  WireTransaction,
} from '../transaction/transaction.ts';

export const sendInvoice = defineTool({
  name: 'send_invoice',
  title: 'Email an invoice',
  description: 'Emails an invoice to the customer as PDF.',
  effect: 'send',
  data: 'confidential',
  scopes: ['invoices:write'],
  rateLimit: { calls: 10, perSeconds: 60 },
  semantics: { entity: 'invoice', workflow: 'accounting' },
  input: z.object({
    invoice_id: TransactionId.describe('From search_transactions'),
    email: EmailAddress.optional().describe("Default: the invoice's, which it replaces"),
  }),
  output: z.object({ invoice: FullTransaction.describe('As stored') }),
  examples: [
    { title: 'To an address', input: { invoice_id: '90008', email: 'accounts@fernhillprimaryschool.example' } },
  ],
  undo: () => 'not possible, as no email can be called back',
  change: {
    fields: z.object({
      invoice: z.string().describe('Which').meta(personal('name')),
      email: z.string().describe('Address').meta(personal('email')),
    }),
    async read({ input, api }) {
      const invoice = await readSendable(api, input);
      const sent = invoice.EmailStatus === 'EmailSent' ? 'emailed again' : 'emailed';
      const own = invoice.BillEmail?.Address;
      // QuickBooks keeps an address that it is told: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
      const { email = own } = input;
      return {
        before: { invoice: describeTransaction('invoice', invoice), email: own },
        after: {
          invoice: `${sent}${owedOf(invoice)}`,
          email: email === own ? 'receives it' : `${email} receives it, and is kept on the invoice`,
        },
        sent: invoice.SyncToken,
        draft: invoice,
      };
    },
  },
  async handler({ input, api, draft }) {
    const [today] = await Promise.all([api.today(), draft ?? readSendable(api, input)]);
    const invoice = await api.sendInvoice(input.invoice_id, input.email, WireTransaction);
    return { invoice: toFullTransaction('invoice', invoice, today) };
  },
});

/** What is owed of it where that is not its total. */
function owedOf({ Balance: owed, TotalAmt: total }: WireTransaction): string {
  if (owed == null) return '';
  if (compareDecimals(owed, '0') <= 0) return ', though it is paid';
  return total != null && compareDecimals(owed, total) < 0 ? `, of which ${owed} is still owed` : '';
}

/** Throws where it cannot be emailed. */
async function readSendable(api: QuickBooks, input: { invoice_id: string; email?: string | undefined }) {
  const invoice = await api.read('Invoice', input.invoice_id, WireTransaction);
  if (isVoided(invoice)) throw new ToolError('conflict', 'This invoice is voided, so nothing was sent.');
  if (input.email ?? invoice.BillEmail?.Address) return invoice;
  throw wrongInput('email', 'is needed, as the invoice has none', 'Nothing was sent.');
}
