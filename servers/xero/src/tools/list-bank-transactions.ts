import { Cursor, NextCursor, requireDayRange } from '@bizmcp/core';
import * as z from 'zod';
import { requireBankAccount } from '../account.ts';
import { defineTool } from '../api.ts';
import {
  listBankTransactions as listTransactions,
  withoutPayments,
} from '../bank-transaction/list-bank-transactions.ts';
import { Movement, type MovementQuery } from '../bank-transaction/movement.ts';
import { readContact } from '../contact/contact.ts';
import { AccountId, ContactId, TenantId } from '../identifier.ts';
import { readPage } from '../page.ts';
import { listPayments, waysOfPayments } from '../payment/list-payments.ts';
import { Day } from '../wire-date.ts';

export const listBankTransactions = defineTool({
  name: 'list_bank_transactions',
  title: 'List bank transactions',
  description: 'Lists money spent and received without an invoice, or PAYMENT of invoices and bills, newest first.',
  effect: 'read',
  data: 'confidential',
  scopes: ['bank:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'bank_transaction', workflow: 'accounting' },
  input: z.object({
    type: z.enum(['SPEND', 'RECEIVE', 'PAYMENT']).optional().describe('Only these'),
    bank_account_id: AccountId.optional().describe('From list_accounts'),
    contact_id: ContactId.optional().describe('From search_contacts'),
    date_from: Day.optional().describe('First day'),
    date_to: Day.optional().describe('Last day'),
    unreconciled_only: z.boolean().default(false).describe('Not yet matched'),
    limit: z.int().min(1).max(100).default(25).describe('Per page'),
    cursor: Cursor,
    tenant_id: TenantId,
  }),
  output: z.object({
    bank_transactions: z.array(Movement).describe('Newest first'),
    total: z.number().optional().describe('How many match'),
    hint: z.string().optional().describe('What has to be known of it'),
    next_cursor: NextCursor,
  }),
  examples: [
    {
      title: 'Spending of some days',
      input: { type: 'SPEND', date_from: '2026-11-16', date_to: '2026-11-20', limit: 5 },
    },
    {
      title: 'What paid invoices and bills',
      input: { type: 'PAYMENT', date_from: '2026-11-13', date_to: '2026-11-13' },
    },
  ],
  async handler({ input, api }) {
    requireDayRange(input.date_from, input.date_to, ['date_from', 'date_to']);
    const books = await api.books(input.tenant_id);
    const { type, bank_account_id: account, contact_id: contact, date_from: from, date_to: to } = input;
    const isPayment = type === 'PAYMENT';
    const list = isPayment ? listPayments : listTransactions;
    const where: MovementQuery['where'] = [
      ['Status', '==', { text: 'AUTHORISED' }],
      type === undefined || isPayment ? undefined : ['Type', '==', { text: type }],
      from === undefined ? undefined : ['Date', '>=', { day: from }],
      to === undefined ? undefined : ['Date', '<=', { day: to }],
      input.unreconciled_only ? ['IsReconciled', '==', { flag: false }] : undefined,
    ];
    const { rows, ...told } = await readPage(input, (request) => list(books, { where, account, contact, ...request }));
    if (rows.length === 0) {
      if (account !== undefined) await requireBankAccount(books, account, isPayment);
      if (contact !== undefined) await readContact(books, contact);
    }
    return { bank_transactions: rows, hint: isPayment ? waysOfPayments : withoutPayments, ...told };
  },
});
