import * as z from 'zod';
import { readAccounts } from '../account.ts';
import { defineTool } from '../api.ts';
import { BankTransaction, toBankTransaction, WireBankTransactions } from '../bank-transaction.ts';
import type { Books } from '../books.ts';
import { requireContact } from '../contact.ts';
import { checkHeader, checkLines, refuseProblems } from '../document-check.ts';
import { TenantId, XeroId } from '../identifier.ts';
import { LineAmountTypes, LineInput } from '../line-item.ts';
import { Day } from '../wire-date.ts';
import { writtenDocument } from '../write-answer.ts';

export const createBankTransaction = defineTool({
  name: 'create_bank_transaction',
  title: 'Record money spent or received',
  description: 'Records money spent or received that belongs to no invoice; for an invoice use create_payment.',
  effect: 'create',
  data: 'confidential',
  scopes: ['bank:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'bank_transaction', workflow: 'accounting' },
  input: z.object({
    type: z.enum(['SPEND', 'RECEIVE']).describe('Kind'),
    bank_account_id: XeroId.describe('From list_accounts'),
    contact_id: XeroId.describe('From search_contacts'),
    line_items: z.array(LineInput).min(1).max(100).describe('Lines'),
    date: Day.describe('Day'),
    line_amount_types: LineAmountTypes,
    reference: z.string().max(255).optional().describe('Reference'),
    tenant_id: TenantId,
  }),
  output: z.object({ bank_transaction: BankTransaction.describe('As stored') }),
  examples: [
    {
      title: 'A purchase by card',
      input: {
        type: 'SPEND',
        bank_account_id: 'f67b6dc0-0658-4cf1-ab0a-114178a7f657',
        contact_id: '070cc978-9bb2-4a7f-af48-c9d06c0c380d',
        line_items: [{ description: 'Printer paper', unit_amount: '24.90', account_code: '6400' }],
        date: '2026-11-20',
        line_amount_types: 'Inclusive',
      },
    },
  ],
  async handler({ input, api }) {
    const books = await api.books(input.tenant_id);
    const { lines, problems } = await checkLines(books, input.line_items);
    const account = await bankAccountProblems(books, input.bank_account_id);
    refuseProblems([...account, ...(await checkHeader(books, input)), ...problems]);
    await requireContact(books, input.contact_id);
    const transaction = {
      type: input.type,
      bankAccount: { accountID: input.bank_account_id },
      contact: { contactID: input.contact_id },
      lineItems: lines,
      date: input.date,
      lineAmountTypes: input.line_amount_types,
      ...(input.reference !== undefined && { reference: input.reference }),
    };
    const { bankTransactions } = await books.write(WireBankTransactions, (accounting, tenant) =>
      accounting.createBankTransactions(tenant, { bankTransactions: [transaction] }),
    );
    return { bank_transaction: toBankTransaction(writtenDocument(bankTransactions)) };
  },
});

async function bankAccountProblems(books: Books, accountId: string) {
  const accounts = await readAccounts(books);
  const isBank = accounts.some(
    ({ account_id, type, status }) =>
      account_id.toLowerCase() === accountId.toLowerCase() && type === 'BANK' && status === 'ACTIVE',
  );
  return isBank
    ? []
    : [{ path: 'bank_account_id', problem: 'no bank account in use; see list_accounts with bank_only' }];
}
