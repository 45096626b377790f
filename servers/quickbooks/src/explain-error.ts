import { type Explain, type Explanation, type FieldProblem, ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { faultRules } from './fault-rule.ts';

const Text = z.string().catch('');
const Code = z.coerce.string().catch('');
const Upper = z
  .object({ code: Code, Message: Text, Detail: Text, element: Text })
  .transform(({ code, Message, Detail, element }) => ({ code, text: `${Message} ${Detail}`, element }));
// As the gateway before the API writes it, for login and limits.
const Lower = z
  .object({ code: Code, message: Text, detail: Text })
  .transform(({ code, message, detail }) => ({ code, text: `${message} ${detail}`, element: '' }));
const Fault = z.union([
  z.object({ Fault: z.object({ Error: z.array(Upper).min(1) }) }).transform(({ Fault: { Error: errors } }) => errors),
  z.object({ fault: z.object({ error: z.array(Lower).min(1) }) }).transform(({ fault: { error: errors } }) => errors),
]);

type FaultError = z.output<typeof Fault>[number];

/** Says in our words what a Fault of QuickBooks means; of its text only identifiers get through. */
export const explainError: Explain = ({ status, body }) => {
  const parsed = Fault.safeParse(body);
  return parsed.success ? explained(parsed.data, status) : undefined;
};

/** The error where QuickBooks refused within a good answer: nothing was stored. Undefined for anything else. */
export function refusedInGoodAnswer(answer: unknown): ToolError | undefined {
  const explanation = explainError({ status: 200, body: answer, headers: new Headers() });
  if (!explanation) return undefined;
  const { code = 'invalid_input', message, fields } = explanation;
  return new ToolError(code, `QuickBooks refused it: ${message}.`, fields ? { fields } : {});
}

function explained(errors: readonly FaultError[], status: number): Explanation {
  const found = errors.map((error) => {
    const known = { ...error, code: codeOf(error) };
    const path = pathOf(known);
    return { code: known.code, path, problem: problemOf(known, path, status) };
  });
  const problems = found.map(({ path, problem }) => (path ? `${path}: ${problem}` : problem));
  const fields = found.flatMap(({ path, problem }): FieldProblem[] => (path ? [{ path, problem }] : []));
  const code = found.map((error) => faultRules[error.code]?.code).find((known) => known !== undefined);
  return {
    ...(code && { code }),
    message: [...new Set(problems)].slice(0, 3).join('; '),
    ...(fields.length > 0 && { fields: fields.slice(0, 20) }),
  };
}

/** Some answers have the number in their text alone: `message=ThrottleExceeded; errorCode=003001; statusCode=429`. */
function codeOf({ code, text }: FaultError): string {
  const number = /errorCode=(\d{3,6})\b/.exec(text)?.[1] ?? code;
  return number.replace(/^0+/, '');
}

/** What the fields of QuickBooks are called in our tools. */
const elements: Readonly<Record<string, string>> = {
  CustomerRef: 'customer_id',
  VendorRef: 'vendor_id',
  ItemRef: 'line_items.item_ref',
  AccountRef: 'account_id',
  BankAccountRef: 'account_id',
  CCAccountRef: 'account_id',
  DepositToAccountRef: 'deposit_account_id',
  TaxCodeRef: 'line_items.tax_code',
  ClassRef: 'line_items.class',
  DepartmentRef: 'location',
  Description: 'line_items.description',
  Qty: 'line_items.quantity',
  UnitPrice: 'line_items.rate',
  SalesTermRef: 'payment_terms',
  CurrencyRef: 'currency',
  ExchangeRate: 'exchange_rate',
  DocNumber: 'doc_number',
  PaymentRefNum: 'reference',
  TxnDate: 'date',
  DueDate: 'due_date',
  DisplayName: 'name',
  Line: 'line_items',
};

/** What the lists of QuickBooks are called in our tools. */
const references: readonly (readonly [pattern: RegExp, path: string])[] = [
  [/\bnames? element id\b/i, 'customer_id or vendor_id'],
  [/\bitems? element id\b/i, 'line_items.item_ref'],
  [/\baccounts? element id\b/i, 'account_id'],
  [/\bterms? element id\b/i, 'payment_terms'],
  [/\btax ?codes? element id\b/i, 'line_items.tax_code'],
];

/** Rules of business are told by code 6000 and a sentence; these are known. */
const businessRules: readonly (readonly [pattern: RegExp, path: string, problem: string])[] = [
  [/currency/i, 'currency', "is not the customer's or vendor's, or not enabled; each has one currency"],
  [/(gst|vat|tax) (rate|code)|tax rate/i, 'line_items.tax_code', 'each line needs a tax code of this company'],
  [
    /amount must be 0 or greater|negative/i,
    'line_items',
    'the total is below 0; money given back is a credit memo or vendor credit',
  ],
  [/transaction amount/i, 'line_items', 'the total must not be 0'],
  [/deposited/i, 'transaction_id', 'it was deposited; take it off its bank deposit in QuickBooks first'],
  [/exchange rate/i, 'exchange_rate', 'is wrong, or QuickBooks has none of this day: give one'],
];

function pathOf({ code, text, element }: FaultError): string | undefined {
  const told = code === '2500' || code === '610' ? references.find(([pattern]) => pattern.test(text))?.[1] : undefined;
  const property = element || (/Property Name:([\w.]+) specified/.exec(text)?.[1] ?? '');
  const named = property.split('.').findLast((name) => Object.hasOwn(elements, name));
  return told ?? ruleOfBusiness(code, text)?.[1] ?? faultRules[code]?.path ?? (named && elements[named]);
}

function ruleOfBusiness(code: string, text: string) {
  return code === '6000' ? businessRules.find(([pattern]) => pattern.test(text)) : undefined;
}

function problemOf({ code, text }: FaultError, path: string | undefined, status: number): string {
  // No tool lists currencies.
  const unknownCurrency = code === '2500' && path === 'currency';
  const problem =
    ruleOfBusiness(code, text)?.[2] ??
    (unknownCurrency
      ? 'is not in use in this company; add it in QuickBooks under Currencies, or choose another'
      : undefined) ??
    faultRules[code]?.problem ??
    unlisted(status);
  const id = idIn(code, text);
  return `${problem}${id ? ` (id ${id})` : ''}${/^\d{1,5}$/.test(code) ? ` [error ${code}]` : ''}`;
}

/** About a code that we do not know: only what the status tells. */
function unlisted(status: number): string {
  return status >= 500
    ? 'something went wrong within QuickBooks'
    : 'QuickBooks does not take this; check it against what the search tools show';
}

/** The id that the text names: of what is missing, or of what has the name or number already. */
function idIn(code: string, text: string): string | undefined {
  const pattern = { '2500': /element id (\d{1,20})\b/i, '6140': /TxnId=(\d{1,20})\b/, '6240': /\bId=(\d{1,20})\b/ }[
    code
  ];
  return pattern?.exec(text)?.[1];
}
