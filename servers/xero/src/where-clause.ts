import { ToolError } from '@bizmcp/core';

/** The fields that our filters use; nothing of a caller ever stands in the place of one. */
type Field =
  | 'Type'
  | 'Status'
  | 'Date'
  | 'DueDate'
  | 'FullyPaidOnDate'
  | 'BankAccount.AccountID'
  | 'Account.AccountID'
  | 'Contact.ContactID'
  | 'Invoice.InvoiceID'
  | 'Invoice.Contact.ContactID'
  | 'ContactStatus'
  | 'CreditNoteNumber'
  | 'IsReconciled'
  | 'IsCustomer'
  | 'IsSupplier'
  | 'Name'
  | 'Reference'
  | 'TaxNumber';

type Value = { text: string } | { id: string } | { day: string } | { flag: boolean };

/** One condition of a filter; of several fields one is enough. */
export type Condition = readonly [
  field: Field | readonly Field[],
  operator: '==' | '!=' | '>=' | '<=' | 'EndsWith' | 'Contains',
  value: Value,
];

/**
 * A filter in Xero's language, all conditions of which must hold; undefined without any.
 * https://developer.xero.com/documentation/api/accounting/requests-and-responses#filtering-with-the-where-parameter
 */
export function whereClause(conditions: readonly (Condition | undefined)[]): string | undefined {
  const parts = conditions.filter((condition) => condition !== undefined);
  if (parts.length === 0) return undefined;
  return parts.map(conditionText).join(' AND ');
}

/**
 * Of a field that is not always there the same page asks that it is, before its text is looked at. Capitals would count:
 * https://github.com/calcinai/xero-php/issues/416. What stands beside an OR has brackets around it: issue 262 there.
 */
function conditionText([field, operator, value]: Condition): string {
  if (typeof field !== 'string')
    return `(${field.map((each) => `(${conditionText([each, operator, value])})`).join(' OR ')})`;
  if (operator === 'EndsWith' || operator === 'Contains') {
    return `${field}!=null AND ${field}.ToLower().${operator}(${literal(value).toLowerCase()})`;
  }
  return `${field}${operator}${literal(value)}`;
}

function literal(value: Value): string {
  if ('flag' in value) return String(value.flag);
  if ('day' in value)
    return `DateTime(${checked(value.day, /^\d{4}-\d{2}-\d{2}$/)
      .split('-')
      .join(', ')})`;
  if ('id' in value) return `guid("${checked(value.id, /^[0-9a-f-]{36}$/i)}")`;
  // Xero documents no way to write a double quote inside a text: https://github.com/XeroAPI/Xero-Java/issues/347
  return `"${checked(value.text, /^[^"\\\p{Cc}]*$/u)}"`;
}

function checked(text: string, pattern: RegExp): string {
  if (pattern.test(text)) return text;
  throw new ToolError('invalid_input', 'A filter holds what Xero cannot filter by. Leave out quotes and backslashes.');
}
