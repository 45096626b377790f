import { defineServer } from '@bizmcp/core';
import { quickbooksApi } from './api.ts';
import { cashOutlook } from './prompts/cash-outlook.ts';
import { chaseOverdue } from './prompts/chase-overdue.ts';
import { monthEndReview } from './prompts/month-end-review.ts';
import { chartOfAccounts } from './resources/chart-of-accounts.ts';
import { companyProfile } from './resources/company-profile.ts';
import { fiscalPeriods } from './resources/fiscal-periods.ts';
import { cashFlowForecast } from './tools/cash-flow-forecast.ts';
import { createBill } from './tools/create-bill.ts';
import { createCustomer } from './tools/create-customer.ts';
import { createInvoice } from './tools/create-invoice.ts';
import { getFinancialSummary } from './tools/get-financial-summary.ts';
import { getReport } from './tools/get-report.ts';
import { getTransaction } from './tools/get-transaction.ts';
import { listAccounts } from './tools/list-accounts.ts';
import { payBill } from './tools/pay-bill.ts';
import { recordPayment } from './tools/record-payment.ts';
import { searchCustomers } from './tools/search-customers.ts';
import { searchItems } from './tools/search-items.ts';
import { searchTransactions } from './tools/search-transactions.ts';
import { searchVendors } from './tools/search-vendors.ts';
import { sendInvoice } from './tools/send-invoice.ts';
import { voidTransaction } from './tools/void-transaction.ts';

export const quickbooks = defineServer({
  name: 'quickbooks',
  title: 'QuickBooks',
  instructions:
    'Works with the books of a company in QuickBooks Online: financial summary, cash flow forecast, reports, invoices, bills, payments. ' +
    'Begin with get_financial_summary for an overview, search_transactions for who owes what. ' +
    'Amounts are decimal strings with their currency beside them.',
  api: quickbooksApi,
  tools: [
    getFinancialSummary,
    cashFlowForecast,
    getReport,
    searchTransactions,
    getTransaction,
    searchCustomers,
    searchVendors,
    searchItems,
    listAccounts,
    createInvoice,
    createCustomer,
    createBill,
    recordPayment,
    payBill,
    sendInvoice,
    voidTransaction,
  ],
  tokenBudget: 3430,
  resources: [companyProfile, chartOfAccounts, fiscalPeriods],
  prompts: [monthEndReview, chaseOverdue, cashOutlook],
});
