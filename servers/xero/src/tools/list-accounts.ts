import { Cursor, NextCursor, pageOf } from '@bizmcp/core';
import * as z from 'zod';
import { Account, readAccounts } from '../account.ts';
import { defineTool } from '../api.ts';
import { readTaxRates, TaxRate } from '../document/tax-rate.ts';
import { TenantId } from '../identifier.ts';

export const listAccounts = defineTool({
  name: 'list_accounts',
  title: 'List accounts',
  description: 'Lists the chart of accounts: codes for lines, ids of bank accounts; on request tax types.',
  effect: 'read',
  data: 'internal',
  scopes: ['settings:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'account', workflow: 'accounting' },
  input: z.object({
    contains: z.string().max(100).optional().describe('Part of code or name'),
    class: z.enum(['ASSET', 'LIABILITY', 'EQUITY', 'REVENUE', 'EXPENSE']).optional().describe('Only these'),
    bank_only: z.boolean().default(false).describe('Only bank accounts'),
    include_archived: z.boolean().default(false).describe('Archived too'),
    include_tax_types: z.boolean().default(false).describe('Add tax types'),
    limit: z.int().min(1).max(200).default(100).describe('Per page'),
    cursor: Cursor,
    tenant_id: TenantId,
  }),
  output: z.object({
    accounts: z.array(Account).describe('By code'),
    total: z.number().describe('How many match'),
    tax_types: z.record(z.string(), TaxRate).optional().describe('Tax types in use'),
    next_cursor: NextCursor,
  }),
  examples: [{ title: 'Bank accounts', input: { bank_only: true } }],
  async handler({ input, api }) {
    const books = await api.books(input.tenant_id);
    const wanted = input.contains?.toLowerCase() ?? '';
    const found = (await readAccounts(books)).filter(
      (account) =>
        (!input.bank_only || account.type === 'BANK') &&
        (input.include_archived || account.status === 'ACTIVE') &&
        (input.class === undefined || account.class === input.class) &&
        `${account.code ?? ''} ${account.name}`.toLowerCase().includes(wanted),
    );
    const sorted = found.toSorted((one, other) => (one.code ?? '').localeCompare(other.code ?? ''));
    const { items, ...rest } = pageOf(sorted, (account) => account.account_id, input);
    const taxRates = input.include_tax_types ? await readTaxRates(books) : [];
    return {
      accounts: items,
      total: found.length,
      ...(input.include_tax_types && { tax_types: Object.fromEntries(taxRates.map((rate) => [rate.tax_type, rate])) }),
      ...rest,
    };
  },
});
