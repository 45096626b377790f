import type { ErrorCode } from '@bizmcp/core';

/** What one of Intuit's error codes means, in our words. */
interface FaultRule {
  /** Instead of the one that follows from the status. */
  code?: ErrorCode;
  /** The field of our tools that it is about, where it is always the same. */
  path?: string;
  problem: string;
}

const looked =
  'search_transactions, search_customers, search_vendors, search_items and list_accounts have those that exist';
const closing =
  'the books are closed for this day; use a later date, or have the closing date changed in QuickBooks under Settings > Account and settings > Advanced';

/**
 * By code of Error.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/handling-common-errors
 * https://developer.intuit.com/hub/blog/2017/06/08/top-quickbooks-online-api-errors-and-how-to-handle-them
 */
export const faultRules: Readonly<Record<string, FaultRule>> = {
  '100': { code: 'unauthenticated', problem: 'the login was not accepted; log in again with --login' },
  '110': { code: 'unauthenticated', problem: 'the login was not accepted; log in again with --login' },
  '120': {
    code: 'forbidden',
    problem: 'the user who connected the app has no access to this; a company admin has to connect it again',
  },
  '140': { code: 'unavailable', problem: 'the company is locked for now' },
  '150': { code: 'unavailable', problem: 'the company is under maintenance for now' },
  '500': { code: 'forbidden', problem: "this is not supported by the company's edition of QuickBooks" },
  '600': {
    code: 'conflict',
    problem: 'a request of this id was already taken with other contents; look up what was stored before trying again',
  },
  '610': {
    code: 'not_found',
    problem: `nothing of this kind has this id: it is of another kind, was deleted, made inactive or never was; ${looked}`,
  },
  '620': {
    code: 'conflict',
    path: 'invoices or bills',
    problem:
      'one cannot be paid by this: it belongs to another customer or vendor, is voided or is paid already; get_transaction shows it',
  },
  '2010': { code: 'invalid_input', problem: 'QuickBooks does not know one of the fields, or does not take it here' },
  '2020': { code: 'invalid_input', problem: 'a field that QuickBooks needs is missing' },
  '2030': { code: 'invalid_input', problem: `an id is none of QuickBooks; ${looked}` },
  '2040': { code: 'invalid_input', problem: 'a text holds characters that QuickBooks does not take' },
  '2050': { code: 'invalid_input', problem: 'a text is longer than QuickBooks takes; shorten descriptions and memo' },
  '2090': { code: 'invalid_input', problem: 'a number is none that QuickBooks takes' },
  '2170': { code: 'invalid_input', problem: 'a value is none of those that QuickBooks has for the field' },
  '2210': { code: 'invalid_input', path: 'email', problem: 'is no email address' },
  '2500': { code: 'invalid_input', problem: `something it refers to does not exist or is inactive; ${looked}` },
  '3001': { code: 'rate_limited', problem: 'the calls that Intuit allows (500 a minute, 10 a second) are used up' },
  '3100': {
    code: 'forbidden',
    problem:
      'the app is not connected to this company; check QUICKBOOKS_REALM_ID, and that QUICKBOOKS_ENVIRONMENT goes with the keys (development keys: sandbox), then log in again',
  },
  '3200': { code: 'unauthenticated', problem: 'the login has ended; log in again with --login' },
  '4000': { problem: 'the filter was not understood' },
  '4001': { problem: 'the filter names what QuickBooks cannot filter by' },
  '5010': {
    code: 'conflict',
    path: 'sync_token',
    problem: 'it was changed by someone else meanwhile; read it again with get_transaction, and decide anew',
  },
  '5020': { code: 'forbidden', problem: "the company's edition of QuickBooks, or the user, may not do this" },
  '5030': { code: 'forbidden', problem: "this is not supported by the company's edition of QuickBooks" },
  '6000': {
    code: 'invalid_input',
    problem: 'a rule of QuickBooks forbids it; check amounts, currency, tax codes and accounts against the list tools',
  },
  '6070': { code: 'invalid_input', path: 'line_items', problem: 'an amount is not quantity times rate' },
  '6100': { code: 'invalid_input', path: 'line_items', problem: 'tax_code is wrong; in the US it is TAX or NON' },
  '6140': {
    code: 'conflict',
    path: 'doc_number',
    problem: 'this number is taken; choose another, or leave it out',
  },
  '6190': {
    code: 'forbidden',
    problem: 'the subscription of the company has ended or has a billing problem; its owner mends that in QuickBooks',
  },
  '6200': { code: 'invalid_input', path: 'date', problem: closing },
  '6210': { code: 'invalid_input', path: 'date', problem: closing },
  '6240': {
    code: 'conflict',
    path: 'name',
    problem: 'a customer, vendor or employee has this name; use it, or choose another name',
  },
  '6250': { code: 'invalid_input', path: 'customer_id', problem: 'cannot be used here; search_customers has others' },
  '6540': {
    code: 'conflict',
    problem: 'it was deposited, so it cannot be changed; take it off its bank deposit in QuickBooks first',
  },
  '6560': { code: 'invalid_input', path: 'customer_id', problem: 'is missing' },
};
