import type { LoggedRequest } from '@bizmcp/testkit/simulator';
import { type Contract, fieldType } from './contract.ts';
import { judgeValue, type Problem } from './judge-value.ts';
import { isRecord, parse, placeOf } from './place.ts';

/** The parameters of the API that any request may have; the SDK adds the format. */
const common = ['minorversion', 'format'];

/** What must be there when one is made: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice and its neighbours */
const required: Readonly<Record<string, readonly string[]>> = {
  Invoice: ['CustomerRef', 'Line'],
  CreditMemo: ['CustomerRef', 'Line'],
  Estimate: ['CustomerRef', 'Line'],
  Bill: ['VendorRef', 'Line'],
  VendorCredit: ['VendorRef', 'Line'],
  Payment: ['CustomerRef', 'TotalAmt'],
  BillPayment: ['VendorRef', 'PayType', 'TotalAmt', 'Line'],
  Purchase: ['AccountRef', 'PaymentType', 'Line'],
  Deposit: ['DepositToAccountRef', 'Line'],
  Transfer: ['FromAccountRef', 'ToAccountRef', 'Amount'],
  JournalEntry: ['Line'],
  Account: ['Name'],
  Item: ['Name', 'Type'],
};

const reportParameters = [
  ...[
    'start_date',
    'end_date',
    'date_macro',
    'accounting_method',
    'summarize_column_by',
    'customer',
    'vendor',
    'class',
  ],
  ...[
    'department',
    'item',
    'account',
    'account_type',
    'columns',
    'sort_by',
    'sort_order',
    'report_date',
    'aging_method',
  ],
  ...[
    'aging_period',
    'num_periods',
    'past_due',
    'start_duedate',
    'end_duedate',
    'source_account_type',
    'qzurl',
    'custom1',
  ],
];

/** Judges what a client sent: a known place, its parameters, headers and body. */
export function judgeRequest(contract: Contract, logged: LoggedRequest): Problem[] {
  const place = placeOf(contract, logged);
  switch (place.kind) {
    case 'unknown':
      return [{ path: '$', message: `${logged.method} ${logged.path} is not in the API reference` }];
    case 'login':
      return judgeLogin(logged);
    case 'query':
      return [...judgeFrame(logged, ['query']), ...judgeStatement(contract, logged.query.query?.[0] ?? '')];
    case 'report':
      return judgeFrame(logged, reportParameters);
    case 'exchange-rate':
      return judgeFrame(logged, ['sourcecurrencycode', 'asofdate']);
    case 'read':
      return judgeFrame(logged, []);
    case 'send':
      return [
        ...judgeFrame(logged, ['requestid', 'sendTo']),
        ...judgeKey(logged),
        ...judgeType(logged, 'application/octet-stream'),
      ];
    case 'write':
      return [
        ...judgeFrame(logged, ['requestid', 'operation', 'include']),
        ...judgeKey(logged),
        ...judgeType(logged, 'application/json'),
        ...judgeBody(contract, place.entity, logged),
      ];
  }
}

function judgeFrame({ query, headers }: LoggedRequest, own: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const expect = (isRight: boolean, path: string, message: string) => {
    if (!isRight) problems.push({ path, message });
  };
  expect(/^Bearer \S+$/.test(headers.authorization ?? ''), 'headers.authorization', 'is not a bearer token');
  expect((headers.accept ?? '').includes('application/json'), 'headers.accept', 'asks for no JSON');
  expect(query.minorversion?.[0] === '75', 'query.minorversion', 'is not the version that is pinned');
  for (const [name, values] of Object.entries(query)) {
    expect([...common, ...own].includes(name), `query.${name}`, 'is not a parameter here');
    expect(values.length === 1, `query.${name}`, 'is given more than once');
  }
  return problems;
}

/** Every write has its key: https://developer.intuit.com/app/developer/qbo/docs/learn/rest-api-features#request-id */
function judgeKey({ query }: LoggedRequest): Problem[] {
  const key = query.requestid?.[0] ?? '';
  const isRight = key.length > 0 && key.length <= 50;
  return isRight ? [] : [{ path: 'query.requestid', message: 'is missing or longer than 50 characters' }];
}

function judgeType({ headers }: LoggedRequest, type: string): Problem[] {
  const isRight = (headers['content-type'] ?? '').startsWith(type);
  return isRight ? [] : [{ path: 'headers.content-type', message: `is not ${type}` }];
}

function judgeBody(contract: Contract, entity: string, { body, query }: LoggedRequest): Problem[] {
  const value = parse(body);
  const problems = judgeValue(contract, value, entity, 'body');
  const sent = isRecord(value) ? value : {};
  const isChange = 'Id' in sent || query.operation !== undefined || query.include?.[0] === 'void';
  const wanted = isChange ? ['Id', 'SyncToken'] : (required[entity] ?? []);
  const missing = wanted.filter((name) => !(name in sent));
  return [
    ...problems,
    ...missing.map((name) => ({ path: `body.${name}`, message: 'is missing' })),
    ...judgeWays(query),
  ];
}

function judgeWays({ operation, include }: LoggedRequest['query']): Problem[] {
  const isKnown = (values: readonly string[] | undefined, known: readonly string[]) =>
    values === undefined || known.includes(values[0] ?? '');
  return [
    ...(isKnown(operation, ['update', 'delete', 'void']) ? [] : [{ path: 'query.operation', message: 'is unknown' }]),
    ...(isKnown(include, ['void', 'allowduplicatedocnum']) ? [] : [{ path: 'query.include', message: 'is unknown' }]),
  ];
}

const head =
  /^select (?:\*|count\(\*\)) from (\w+)( where .*?)?( orderby .*?)?( startposition \d+)?( maxresults \d+)?$/i;

/** A statement in the form of the documentation, of an entity and properties that there are. */
function judgeStatement(contract: Contract, statement: string): Problem[] {
  const bare = statement.trim().replace(/'(?:[^'\\]|\\.)*'/g, "''");
  const [whole, name = '', where = '', order = ''] = head.exec(bare) ?? [];
  if (whole === undefined) return [{ path: 'query.query', message: `${statement} is no statement` }];
  // The page says that case matters; the SDK writes `from billPayment`, which Intuit takes.
  const entity = Object.keys(contract.types).find((type) => type.toLowerCase() === name.toLowerCase());
  if (entity === undefined) return [{ path: 'query.query', message: `${name} is no entity` }];
  const conditions = where === '' ? [] : where.replace(/^ where /i, '').split(/ and /i);
  const condition = /^\(?([\w.]+)\s+(?:=|<|>|<=|>=|like|in)\s*(?:''|-?[\d.]+|true|false|\([^()]*\))$/i;
  const properties = [
    ...conditions.map((text) => condition.exec(text.trim())?.[1] ?? `the condition "${text}"`),
    ...[...order.replace(/^ orderby /i, '').matchAll(/([\w.]+)(?:\s+(?:asc|desc))?/gi)].map(([, name = '']) => name),
  ];
  return properties
    .filter((property) => !isProperty(contract, entity, property))
    .map((property) => ({ path: 'query.query', message: `${property} is not a property of ${entity}` }));
}

function isProperty(contract: Contract, entity: string, path: string): boolean {
  let type: string | undefined = entity;
  for (const name of path.split('.')) type = type && fieldType(contract, type, name);
  return type !== undefined;
}

/** https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0 */
function judgeLogin({ path, body, headers }: LoggedRequest): Problem[] {
  const isBasic = /^Basic \S+$/.test(headers.authorization ?? '');
  const problems = isBasic ? [] : [{ path: 'headers.authorization', message: 'does not name the app' }];
  if (path.endsWith('/revoke')) return problems;
  const form = new URLSearchParams(body);
  const needs = { refresh_token: ['refresh_token'], authorization_code: ['code', 'redirect_uri'] };
  const wanted = Object.entries(needs).find(([name]) => name === form.get('grant_type'))?.[1];
  if (!wanted) return [...problems, { path: 'body.grant_type', message: 'is none that Intuit has' }];
  const missing = wanted
    .filter((name) => !form.has(name))
    .map((name) => ({ path: `body.${name}`, message: 'is missing' }));
  return [...problems, ...missing];
}
