import { defineServer } from '@bizmcp/core';
import { xeroApi } from './api.ts';
import { cashOutlook } from './prompts/cash-outlook.ts';
import { chaseOverdue } from './prompts/chase-overdue.ts';
import { monthEndReview } from './prompts/month-end-review.ts';
import { chartOfAccounts } from './resources/chart-of-accounts.ts';
import { fiscalPeriods } from './resources/fiscal-periods.ts';
import { organisationProfile } from './resources/organisation-profile.ts';
import { createBankTransaction } from './tools/create-bank-transaction.ts';
import { createContact } from './tools/create-contact.ts';
import { createInvoice } from './tools/create-invoice.ts';
import { createPayment } from './tools/create-payment.ts';
import { expenseCategorization } from './tools/expense-categorization.ts';
import { generateManagementReport } from './tools/generate-management-report.ts';
import { getInvoice } from './tools/get-invoice.ts';
import { getReport } from './tools/get-report.ts';
import { listAccounts } from './tools/list-accounts.ts';
import { listBankTransactions } from './tools/list-bank-transactions.ts';
import { listOrganisations } from './tools/list-organisations.ts';
import { listTrackingCategories } from './tools/list-tracking-categories.ts';
import { searchContacts } from './tools/search-contacts.ts';
import { searchInvoices } from './tools/search-invoices.ts';
import { updateInvoiceStatus } from './tools/update-invoice-status.ts';

export const xero = defineServer({
  name: 'xero',
  title: 'Xero',
  instructions:
    'Works with the books of an organisation in Xero: management reports, spending, invoices, bills, contacts, bank transactions. ' +
    'Begin with generate_management_report or expense_categorization for an overview, search_invoices for who owes what. ' +
    'Amounts are decimal strings, their currency beside them.',
  api: xeroApi,
  tools: [
    generateManagementReport,
    expenseCategorization,
    searchContacts,
    searchInvoices,
    getInvoice,
    getReport,
    listAccounts,
    listBankTransactions,
    listTrackingCategories,
    listOrganisations,
    createInvoice,
    createContact,
    createPayment,
    createBankTransaction,
    updateInvoiceStatus,
  ],
  tokenBudget: 3280,
  resources: [organisationProfile, chartOfAccounts, fiscalPeriods],
  prompts: [monthEndReview, chaseOverdue, cashOutlook],
});
