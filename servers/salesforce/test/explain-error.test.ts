import { expect, test } from 'vitest';
import { explainError, refusalOf } from '../src/explain-error.ts';
import { readUsage } from '../src/vendor-limits.ts';

const explain = (body: unknown) => explainError({ status: 400, body, headers: new Headers() });
const one = (errorCode: string, message: string, fields?: string[]) => [
  { errorCode, message, ...(fields && { fields }) },
];

test.each([
  [
    one('REQUIRED_FIELD_MISSING', 'Required fields are missing: [Company]', ['Company']),
    undefined,
    'Company: is required',
  ],
  [
    one('INVALID_FIELD', "\nSELECT Nme FROM Lead\nNo such column 'Nme' on entity 'Lead'."),
    undefined,
    'Nme: is no field',
  ],
  [one('ENTITY_IS_DELETED', 'entity is deleted', []), 'not_found', 'recycle bin'],
  [
    one('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', []),
    'forbidden',
    'may not change',
  ],
  [one('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'x', []), 'forbidden', 'owner, parent or record type'],
  [one('INACTIVE_OWNER_OR_USER', 'operation performed with inactive user [005]', []), undefined, 'IsActive = TRUE'],
  [one('TRANSFER_REQUIRES_READ', 'x', []), undefined, 'choose another owner'],
  [one('CIRCULAR_DEPENDENCY', 'x', []), undefined, 'its own parent'],
  [one('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', []), 'conflict', 'its contact, account'],
  [one('INVALID_SESSION_ID', 'Session expired or invalid'), 'unauthenticated', 'log in again'],
  [one('QUERY_TIMEOUT', 'Your query request was running for too long.'), 'too_large', 'CreatedDate'],
  [
    one('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'bad value for restricted picklist field: x', ['Status']),
    undefined,
    'Status: takes only its own values',
  ],
  [
    one('REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'),
    'rate_limited',
    'too many requests of 20 seconds and more are under way',
  ],
  [one('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'), 'rate_limited', 'are used up'],
  [
    one(
      'INVALID_FIELD',
      "value of filter criterion for field 'Amount' must be of type double and should not be enclosed",
    ),
    undefined,
    'Amount: is compared with a value of another type',
  ],
  [one('INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: x'), undefined, 'an id that is none'],
  [one('INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on id field: <'), undefined, 'operator does not fit'],
  [
    one('MALFORMED_QUERY', 'Implementation restriction: ContentDocumentLink requires a filter by a single Id on x'),
    undefined,
    'by a condition with = or IN on ids',
  ],
  [
    one('FIELD_INTEGRITY_EXCEPTION', "There's a problem with this state, even though it may appear correct.", [
      'State',
    ]),
    undefined,
    'State: is no state or country of this org',
  ],
  [one('UNKNOWN_EXCEPTION', 'An unexpected error occurred.'), undefined, 'failed within Salesforce'],
])('%j is told in our words', (body, code, told) => {
  const explanation = explain(body);

  expect(explanation?.code).toBe(code);
  expect(explanation?.message).toContain(told);
});

test('what stands in the text of an error is not repeated, but for the words of the org own rules', () => {
  const secret = 'ada@private.example';

  const email = explain(one('INVALID_EMAIL_ADDRESS', `Email: invalid email address: ${secret}`, ['Email']));
  const trigger = explain(one('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'LeadTrigger: Ask the "partner desk" first', []));

  expect(JSON.stringify(email)).not.toContain(secret);
  expect(trigger?.message).toContain("“LeadTrigger: Ask the 'partner desk' first”");
});

test.each(['duplicateResult', 'duplicateResut'])(
  'names and ids that have not their form are left out: %s',
  (result) => {
    const body = one('FIELD_INTEGRITY_EXCEPTION', 'x', ['OwnerId', '<script>']);
    const duplicate = [
      {
        errorCode: 'DUPLICATES_DETECTED',
        message: 'Use one of these records?',
        [result]: {
          matchResults: [
            { entityType: 'Lead', matchRecords: [{ record: { Id: '00QHp0000000Q1F' } }, { record: { Id: 'no id' } }] },
          ],
        },
      },
    ];

    expect(explain(body)?.fields?.map(({ path }) => path)).toEqual(['OwnerId']);
    expect(explain(duplicate)?.message).toMatch(/Lead 00QHp0000000Q1F; read it/);
  },
);

test('several records with one external id are named', () => {
  const ids = '[001Hp0000000Q11IAE, 001Hp0000000Q18IAE]';
  const message = `External_Id__c: more than one record found for external id field: ${ids}`;

  const { code, message: told } = refusalOf([{ statusCode: 'DUPLICATE_EXTERNAL_ID', message, fields: [] }]);

  expect(code).toBe('conflict');
  expect(told).toContain('001Hp0000000Q11IAE, 001Hp0000000Q18IAE');
  expect(told).not.toContain('more than one');
});

test.each([[[]], [[{ message: 'no code' }]], [['x']]])('a record refused with %j is told all the same', (errors) => {
  expect(refusalOf(errors).message).toBe('Salesforce refused the record and did not say why.');
});

test.each([[{ error: 'x' }], ['<html>'], [[]], [[{ message: 'no code' }]], [undefined]])(
  '%j goes unexplained',
  (body) => {
    expect(explain(body)).toBeUndefined();
  },
);

test.each([
  ['api-usage=18/5000', { remaining: 4982, limit: 5000 }],
  ['api-usage=5000/5000; per-app-api-usage=17/250(appName=sample)', { remaining: 0, limit: 5000 }],
  ['per-app-api-usage=17/250(appName=sample)', undefined],
  ['api-usage=many/5000', undefined],
  [undefined, undefined],
])('Sforce-Limit-Info %j tells what is left of the org', (header, expected) => {
  const found = readUsage(new Headers(header === undefined ? {} : { 'Sforce-Limit-Info': header }));

  if (expected === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject(expected);
});
