import { defineServer } from '@bizmcp/core';
import { quickbooksApi } from './api.ts';
import { listAccounts } from './tools/list-accounts.ts';

export const quickbooks = defineServer({
  name: 'quickbooks',
  title: 'QuickBooks',
  instructions:
    'Works with the books of a company in QuickBooks Online: financial summary, cash flow forecast, reports, invoices, bills, payments. ' +
    'Begin with get_financial_summary for an overview, search_transactions for who owes what. ' +
    'Amounts are decimal strings with their currency beside them.',
  api: quickbooksApi,
  tools: [listAccounts],
  resources: [],
  prompts: [],
});
