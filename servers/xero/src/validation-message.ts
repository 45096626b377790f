import type { FieldProblem } from '@bizmcp/core';

/** One of Xero's validation messages: how it is known, and what it means for the fields of our tools. */
interface Rule {
  pattern: RegExp;
  /** Inside a line where Xero names the line. */
  path: string | ((match: RegExpExecArray) => string);
  isOfLine?: boolean;
  problem: (match: RegExpExecArray) => string;
}

const code = (text = '') => (/^[\w.-]{1,20}$/.test(text) ? text : '');
const lists = 'see list_accounts';

/** Inputs of get_report by the names of Xero's parameters, in small letters. */
const reportInputs: Readonly<Record<string, string>> = {
  fromdate: 'from_date',
  todate: 'to_date',
  date: 'to_date',
  contactid: 'contact_id',
  trackingcategoryid: 'tracking_category_id',
};
const reportProblems: Readonly<Record<string, string>> = {
  from_date: 'has to be a day before to_date, at most a year',
  to_date: 'has to be a day from from_date on, within a year of it',
  contact_id: 'no such contact; find it with search_contacts',
  tracking_category_id: 'no such category; see list_tracking_categories',
  periods: 'has to be from 1 to 11',
  timeframe: 'has to be MONTH, QUARTER or YEAR',
};

const reportInput = (name = ''): string => reportInputs[name.toLowerCase()] ?? name.toLowerCase();

// The texts are Xero's own, from its documentation and from reports of its answers; those not listed here are not shown.
const rules: Rule[] = [
  {
    pattern: /Report Parameter (fromDate|toDate|date|contactID|trackingCategoryID|periods|timeframe)\b/i,
    path: ([, name]) => reportInput(name),
    problem: ([, name]) => reportProblems[reportInput(name)] ?? 'is wrong',
  },
  {
    pattern: /item code/i,
    path: 'item_code',
    isOfLine: true,
    problem: () => 'no such item in Xero; leave it out, or take a code that stands in past invoices (get_invoice)',
  },
  {
    pattern: /TaxType code '?([\w.-]+)'? cannot be used with account code '?([\w.-]+)'?/i,
    path: 'tax_type',
    isOfLine: true,
    problem: ([, tax, account]) =>
      `tax type ${code(tax)} does not go with account ${code(account)}; list_accounts with include_tax_types has those that do`,
  },
  {
    pattern: /TaxType code '?([\w.-]*)/i,
    path: 'tax_type',
    isOfLine: true,
    problem: ([, tax]) => `no tax type ${code(tax)} for this; list_accounts with include_tax_types has them`,
  },
  {
    pattern: /tax ?(type|rate).*(valid|mandatory|required)/i,
    path: 'tax_type',
    isOfLine: true,
    problem: () => 'is missing or wrong; list_accounts with include_tax_types has them',
  },
  {
    pattern: /Account code '?([\w.-]+)'? (?:has been|is) archived/i,
    path: 'account_code',
    isOfLine: true,
    problem: ([, account]) => `account ${code(account)} is archived; ${lists}`,
  },
  {
    pattern: /Account code '?([\w.-]+)'? is not a valid code/i,
    path: 'account_code',
    isOfLine: true,
    problem: ([, account]) => `account ${code(account)} cannot be used here; ${lists}`,
  },
  {
    pattern: /account .*(valid|must be specified|not found|required)/i,
    path: 'account_code',
    isOfLine: true,
    problem: () => `is missing or wrong; ${lists}`,
  },
  {
    pattern: /lock date(?:, currently set at (\d{1,2}[ -][A-Za-z]{3}[ -]\d{4}))?/i,
    path: 'date',
    problem: ([, day]) =>
      `the period is locked${day ? ` until ${day}` : ''}; use a later date, or an adviser unlocks it`,
  },
  {
    pattern: /exceeds the amount outstanding/i,
    path: 'amount',
    problem: () => 'is more than is still owed; get_invoice has amount_due',
  },
  { pattern: /payment amount/i, path: 'amount', problem: () => 'has to be above 0, with the places of its currency' },
  {
    pattern: /not subscribed to currency|currency.*(not|invalid|must)/i,
    path: 'currency',
    problem: () => 'this currency is not enabled, or not that of the account; see list_organisations',
  },
  {
    pattern: /contact.*archived|archived.*contact/i,
    path: 'contact_id',
    problem: () => 'the contact is archived; restore it in Xero or choose another with search_contacts',
  },
  {
    pattern: /contact name.*(already|unique)/i,
    path: 'name',
    problem: () => 'a contact of this name exists; find it with search_contacts',
  },
  {
    pattern: /contact.*(not found|could not be found|must be specified|does not exist)/i,
    path: 'contact_id',
    problem: () => 'no such contact; find it with search_contacts',
  },
  {
    pattern: /invoice ?(#|number).*unique/i,
    path: 'invoice_number',
    problem: () => 'is taken; leave it out and Xero gives the next',
  },
  {
    pattern: /payment.*(allocated|applied)|has (a )?payments?/i,
    path: 'status',
    problem: () => 'payments or credits stand on it; they have to be removed in Xero first',
  },
  {
    pattern: /deleted|voided/i,
    path: 'status',
    problem: () => 'it is deleted or voided and can no longer be changed; make a new one',
  },
  {
    pattern: /status/i,
    path: 'status',
    problem: () => 'cannot be changed so; get_invoice has the present status',
  },
  {
    pattern: /(negative|less than zero|greater than zero)/i,
    path: 'line_items',
    problem: () => 'the total must be above 0; for money given back a credit note is made in Xero',
  },
  {
    pattern: /line items?.*(required|specified|least one)|at least one line/i,
    path: 'line_items',
    problem: () => 'at least one line is needed',
  },
  { pattern: /description/i, path: 'description', isOfLine: true, problem: () => 'is missing or too long' },
  {
    pattern: /tracking/i,
    path: 'tracking',
    isOfLine: true,
    problem: () => 'no such category or option; see list_tracking_categories',
  },
  { pattern: /e-?mail/i, path: 'email', problem: () => 'is no email address' },
  { pattern: /due date/i, path: 'due_date', problem: () => 'is missing, or before the date' },
  { pattern: /\bdate\b/i, path: 'date', problem: () => 'is missing or no date; give YYYY-MM-DD' },
];

/** Xero's own are a sentence or two; the patterns take their time with what is longer. */
const longestMessage = 1000;

/** What one of Xero's validation messages means, in our words; of its own only codes and days are kept. */
export function explainMessage(message: string, line: string | undefined): FieldProblem {
  for (const { pattern, path, isOfLine, problem } of rules) {
    const match = pattern.exec(message.slice(0, longestMessage));
    if (!match) continue;
    const field = typeof path === 'string' ? path : path(match);
    return { path: isOfLine ? `${line ?? 'line_items'}.${field}` : field, problem: problem(match) };
  }
  return { path: line ?? 'input', problem: 'Xero does not take this; check it against what get_ and list_ tools show' };
}
