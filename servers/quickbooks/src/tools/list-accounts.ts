import { Cursor, NextCursor } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { EmptyHint, emptyHint, NamePart } from '../identifier.ts';
import { Account, toAccount, WireAccount } from '../name-list/account.ts';
import { pageOf, readPage, Total } from '../page.ts';
import { type Condition, inactiveToo, selectFrom } from '../query.ts';

const classes = ['Asset', 'Liability', 'Equity', 'Revenue', 'Expense'] as const;

export const listAccounts = defineTool({
  name: 'list_accounts',
  title: 'List accounts',
  description: 'Lists the chart of accounts with present balances, by name.',
  effect: 'read',
  data: 'confidential',
  scopes: ['accounts:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'account', workflow: 'accounting' },
  input: z.object({
    contains: NamePart.max(100).optional().describe('Part of name or number'),
    class: z.enum(classes).optional().describe('Only these'),
    bank_only: z.boolean().default(false).describe('Only bank accounts'),
    include_inactive: z.boolean().default(false).describe('Inactive too'),
    limit: z.int().min(1).max(200).default(100).describe('Per page'),
    cursor: Cursor,
  }),
  output: z.object({
    accounts: z.array(Account).describe('By name'),
    total: Total,
    next_cursor: NextCursor,
    hint: EmptyHint,
  }),
  examples: [{ title: 'Bank accounts', input: { bank_only: true } }],
  async handler({ input, api }) {
    const { contains } = input;
    const where: (Condition | undefined)[] = [
      input.class && ['Classification', '=', { text: input.class }],
      input.bank_only ? ['AccountType', '=', { text: 'Bank' }] : undefined,
      input.include_inactive ? inactiveToo : undefined,
    ];
    const query = selectFrom('Account', { where, orderBy: ['Name', 'ASC'] });
    const { rows, ...rest } =
      contains === undefined
        ? await readPage(api, query, WireAccount, input)
        : pageOf(withText(contains, await api.query(query, WireAccount)), input);
    return { accounts: rows.map(toAccount), ...emptyHint(rows, contains), ...rest };
  },
});

/** By what is shown of them: QuickBooks can look for neither the number nor, by their own names, for those below an account. */
function withText(text: string, accounts: readonly WireAccount[]): WireAccount[] {
  const wanted = text.toLowerCase();
  return accounts.filter((account) => {
    const { name, number = '' } = toAccount(account);
    return `${number} ${name}`.toLowerCase().includes(wanted);
  });
}
