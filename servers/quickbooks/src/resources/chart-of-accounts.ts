import { defineResource } from '@bizmcp/core';
import { readAccounts, toAccount } from '../name-list/account.ts';
import type { QuickBooks } from '../quickbooks.ts';

export const chartOfAccounts = defineResource<QuickBooks>({
  uri: 'bizmcp://quickbooks/accounts',
  name: 'chart-of-accounts',
  title: 'Chart of accounts',
  description: 'The accounts in use, by class',
  data: 'confidential',
  scopes: ['accounts:read'],
  async read({ api }) {
    return Object.groupBy((await readAccounts(api)).map(toAccount), (account) => account.class ?? 'Other');
  },
});
