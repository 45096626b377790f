import * as z from 'zod';
import { Account, readAccounts, toAccount, WireAccount } from '../account.ts';
import { defineTool } from '../api.ts';
import { Cursor, EmptyHint, emptyHint, NextCursor } from '../identifier.ts';
import { pageStart, readPage } from '../page.ts';
import { inactiveToo, selectFrom } from '../query.ts';

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
    contains: z.string().min(1).max(100).optional().describe('Part of name, or number'),
    class: z.enum(classes).optional().describe('Only these'),
    bank_only: z.boolean().default(false).describe('Only bank accounts'),
    include_inactive: z.boolean().default(false).describe('Inactive too'),
    limit: z.int().min(1).max(200).default(100).describe('Per page'),
    cursor: Cursor,
  }),
  output: z.object({ accounts: z.array(Account).describe('By name'), next_cursor: NextCursor, hint: EmptyHint }),
  examples: [{ title: 'Bank accounts', input: { bank_only: true } }],
  async handler({ input, api }) {
    const query = selectFrom('Account', {
      where: [
        input.contains === undefined ? undefined : ['Name', 'LIKE', { contains: input.contains }],
        input.class && ['Classification', '=', { text: input.class }],
        input.bank_only ? ['AccountType', '=', { text: 'Bank' }] : undefined,
        input.include_inactive ? inactiveToo : undefined,
      ],
      orderBy: ['Name', 'ASC'],
      ...pageStart(input),
    });
    const { rows: named, ...rest } = await readPage(api, query, WireAccount);
    // QuickBooks cannot look for numbers.
    const isInVain = named.length === 0 && input.contains !== undefined && input.cursor === undefined;
    const rows = isInVain ? (await readAccounts(api)).filter(({ AcctNum }) => AcctNum === input.contains) : named;
    return { accounts: rows.map(toAccount), ...rest, ...emptyHint(rows, input.contains) };
  },
});
