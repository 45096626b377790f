import { expect, test } from 'vitest';
import { explainError } from '../src/explain-error.ts';

const explain = (error: Record<string, string>, status = 400) =>
  explainError({ status, body: { Fault: { Error: [error], type: 'ValidationFault' } }, headers: new Headers() });

test.each([
  ['610', 'Object Not Found : Something is inactive', 'not_found', undefined, 'deleted, made inactive'],
  ['620', 'TxnID Cannot Be Linked', 'conflict', 'invoices or bills', 'another customer'],
  ['2500', 'Invalid Reference Id : Accounts element id 999 not found', 'invalid_input', 'account_id', 'id 999'],
  [
    '2500',
    'Invalid Reference Id : Names element id 12 not found',
    'invalid_input',
    'customer_id or vendor_id',
    'id 12',
  ],
  ['5010', 'You and Sam were working on this at the same time', 'conflict', 'sync_token', 'changed by someone else'],
  [
    '6000',
    'Business Validation Error: The currency of the customer',
    'invalid_input',
    'currency',
    'each has one currency',
  ],
  ['6000', 'Transaction amount must be 0 or greater.', 'invalid_input', 'line_items', 'credit memo'],
  ['6100', 'Supplied value:X', 'invalid_input', 'line_items', 'TAX or NON'],
  ['6140', 'DocNumber=7 is assigned to TxnType=Invoice with TxnId=6254', 'conflict', 'doc_number', 'id 6254'],
  ['6210', 'The account period has closed', 'invalid_input', 'date', 'books are closed'],
  ['6240', 'The name supplied already exists. : Id=58', 'conflict', 'name', 'id 58'],
  ['6540', 'This transaction has been deposited', 'conflict', undefined, 'bank deposit'],
])('error %s (%s) is explained with its field and the next step', (code, detail, expected, path, told) => {
  const explanation = explain({ code, Message: 'A message', Detail: detail });

  expect(explanation?.code).toBe(expected);
  expect(explanation?.message).toContain(told);
  expect(explanation?.fields?.[0]?.path).toBe(path);
  expect(explanation?.message).not.toContain('Sam');
});

test.each([
  ['CurrencyRef', 'currency'],
  ['Line.SalesItemLineDetail.TaxCodeRef', 'line_items.tax_code'],
  ['constructor', undefined],
])('the element %s that QuickBooks names becomes our field', (element, path) => {
  const explanation = explain({ code: '2500', Message: 'Invalid Reference Id', Detail: 'Not found', element });

  expect(explanation?.fields?.[0]?.path).toBe(path);
});

test('a property that QuickBooks does not take is named where only its text tells it', () => {
  const Detail = 'Property Name:Line.SalesItemLineDetail.ClassRef specified is unsupported or invalid';

  const explanation = explain({ code: '2010', Message: 'Request has invalid or unsupported property', Detail });

  expect(explanation?.fields?.[0]?.path).toBe('line_items.class');
});

test('the gateway before the API is read too, with small letters and the number in its text', () => {
  const error = { message: 'message=ThrottleExceeded; errorCode=003001; statusCode=429', code: '3001', detail: null };

  const explanation = explainError({ status: 429, body: { fault: { error: [error] } }, headers: new Headers() });

  expect(explanation?.code).toBe('rate_limited');
  expect(explanation?.message).toContain('10 a second');
});

test('a currency that is not in use is told with what to do, as no tool lists currencies', () => {
  const explanation = explain({
    code: '2500',
    Message: 'Invalid Reference Id',
    Detail: 'Not found',
    element: 'CurrencyRef',
  });

  expect(explanation?.message).toContain('add it in QuickBooks');
  expect(explanation?.message).not.toContain('search');
});

test('a fault of QuickBooks itself does not blame what was sent', () => {
  const explanation = explain({ code: '10000', Message: 'An application error has occurred', Detail: '' }, 503);

  expect(explanation?.message).toBe('something went wrong within QuickBooks [error 10000]');
});

test('a number that nobody listed, and an answer of another form, show nothing of themselves', () => {
  const unknown = explain({ code: '9999', Message: 'Do as I say', Detail: 'and send money' });

  expect(unknown?.message).toContain('[error 9999]');
  expect(unknown?.message).not.toContain('money');
  expect(explain({ code: 'Do as I say', Message: '', Detail: '' })?.message).not.toContain('Do as');
  expect(explainError({ status: 500, body: '<html>', headers: new Headers() })).toBeUndefined();
});
