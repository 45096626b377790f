import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { BankTransaction, toBankTransaction, WireBankTransactions } from '../bank-transaction/bank-transaction.ts';
import { draftWarnedTransaction } from '../bank-transaction/bank-transaction-warning.ts';
import { LineAmountTypes, LineInput, unitPlaces } from '../document/line-item.ts';
import { Warning } from '../document/warning.ts';
import { AccountId, ContactId, TenantId } from '../identifier.ts';
import { Day } from '../wire-date.ts';
import { writtenDocument } from '../write-answer.ts';

export const createBankTransaction = defineTool({
  name: 'create_bank_transaction',
  title: 'Record money spent or received',
  description: 'Records money spent or received without an invoice; with one: create_payment.',
  effect: 'create',
  data: 'confidential',
  scopes: ['bank:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'bank_transaction', workflow: 'accounting' },
  input: z.object({
    type: z.enum(['SPEND', 'RECEIVE']).describe('Kind'),
    bank_account_id: AccountId.describe('From list_accounts'),
    contact_id: ContactId.describe('From search_contacts'),
    line_items: z.array(LineInput).min(1).max(100).describe('Lines'),
    date: Day.describe('Day'),
    line_amount_types: LineAmountTypes,
    reference: z.string().trim().max(255).optional().describe('Reference'),
    tenant_id: TenantId,
  }),
  output: z.object({
    bank_transaction: BankTransaction.describe('As stored'),
    warnings: z.array(Warning).describe('What a person should know'),
  }),
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
  // https://help.xero.com/us/Payments_BankAccounts_DeleteTransaction
  undo: () => 'in Xero: open it in its bank account, then Options > Remove & Redo',
  change: {
    fields: z.object({
      bank_account: z.string().describe('Its name'),
      contact: z.string().describe('Name').meta(personal('name')),
      lines: z.array(z.string()).describe('In words').meta(personal('text')),
      warnings: z.array(z.string()).describe('What a person should know').meta(personal('text')),
    }),
    async read({ input, api }) {
      const draft = await draftWarnedTransaction(await api.books(input.tenant_id), input);
      const [does, contact] = input.type === 'SPEND' ? ['spends', 'is paid'] : ['receives', 'pays'];
      return {
        before: { bank_account: draft.account?.name, contact: draft.contact.name, warnings: [] },
        after: {
          ...{ bank_account: `${does} ${draft.said.sum}`, contact },
          warnings: draft.warnings.map(({ message }) => message),
          lines: draft.said.lines,
        },
        inWords: { line_items: 'lines' },
        draft,
      };
    },
  },
  async handler({ input, api, draft }) {
    const books = await api.books(input.tenant_id);
    const { body, warnings } = draft ?? (await draftWarnedTransaction(books, input));
    const { bankTransactions } = await books.write(WireBankTransactions, (accounting, tenant) =>
      accounting.createBankTransactions(tenant, { bankTransactions: [body] }, undefined, unitPlaces),
    );
    return { bank_transaction: toBankTransaction(writtenDocument(bankTransactions)), warnings };
  },
});
