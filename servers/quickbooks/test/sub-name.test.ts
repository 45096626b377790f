import type { WireRequest } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createQuickBooksWire, customer, rows } from './fake-quickbooks.ts';
import { openServer } from './open-server.ts';

const parent = {
  ...customer,
  Id: '8',
  DisplayName: 'Freeman Sports',
  FullyQualifiedName: 'Freeman Sports',
  Balance: 20,
};
const job = {
  ...{
    ...customer,
    Id: '9',
    DisplayName: '55 Twin Lane',
    FullyQualifiedName: 'Freeman Sports:55 Twin Lane',
    Job: true,
  },
  ...{ ParentRef: { value: '8' }, Balance: 85 },
};

const cells = (name: string, id: string, owed: string) => ({
  ColData: [{ value: name, id }, { value: owed }, { value: owed }],
});
const report = (ReportName: string, Row: object[]) => () => ({
  Header: { ReportName, Currency: 'USD' },
  Columns: {
    Column: ['', 'Current', 'Total'].map((ColTitle, index) => ({ ColTitle, ColType: index ? 'Money' : 'Customer' })),
  },
  Rows: { Row },
});

const account = (Id: string, Name: string, FullyQualifiedName = Name) => ({ Id, Name, FullyQualifiedName });

/** Rows that can be looked for by a part of one of their fields. */
function lookedFor(entity: string, all: object[]) {
  return ({ query }: WireRequest) => {
    const [, field, part = ''] = /WHERE (\w+) LIKE '%(.+)%'/.exec(query.get('query') ?? '') ?? [];
    const has = (one: object) =>
      Object.entries(one).some(([key, value]) => key === field && String(value).includes(part));
    return rows(entity, field === undefined ? all : all.filter(has))();
  };
}

/** QuickBooks with a customer and its sub-customer, and an account with another below it. */
function createWire() {
  const names = ['ProfitAndLoss', 'BalanceSheet', 'CashFlow', 'AgedPayables'];
  return createQuickBooksWire({
    ...Object.fromEntries(names.map((name) => [`GET /reports/${name}`, report(name, [])])),
    'GET /reports/AgedReceivables': report('AgedReceivables', [
      {
        Header: cells('Freeman Sports', '8', '20.00'),
        Rows: { Row: [cells('55 Twin Lane', '9', '85.00')] },
        Summary: cells('Total Freeman Sports', '', '105.00'),
      },
      { Summary: cells('TOTAL', '', '105.00'), group: 'GrandTotal' },
    ]),
    'QUERY customer': lookedFor('Customer', [parent, job]),
    'QUERY account': lookedFor('Account', [account('60', 'Vehicles'), account('61', 'Fuel', 'Vehicles:Fuel')]),
  });
}

test.each(['Freeman', 'Freeman Sports:55 Twin Lane', 'Twin Lane'])(
  'a sub-customer, with what it owes, is found by %s',
  async (query) => {
    const { customers } = await createWire().call('search_customers', { query });

    expect(customers).toContainEqual(
      expect.objectContaining({ customer_id: '9', name: 'Freeman Sports:55 Twin Lane', balance: '85.00' }),
    );
  },
);

test('a sub-customer among those who owe most is named with the customer above it', async () => {
  const { accounts_receivable: owed } = await createWire().call('get_financial_summary', {
    include_comparisons: false,
  });

  expect([owed.total, owed.largest.map(({ name, total }: { name: string; total: string }) => [name, total])]).toEqual([
    '105.00',
    [
      ['Freeman Sports:55 Twin Lane', '85.00'],
      ['Freeman Sports', '20.00'],
    ],
  ]);
});

test.each([
  ['vehicles', ['60', '61']],
  ['Vehicles:Fuel', ['61']],
])('accounts are found by %s as their names are shown', async (contains, ids) => {
  const { accounts } = await createWire().call('list_accounts', { contains });

  expect(accounts.map(({ account_id }: { account_id: string }) => account_id)).toEqual(ids);
});

test('the simulated company has a sub-customer, under the customer above it in reports', async () => {
  const { call } = openServer();
  const name = 'Fernhill Primary School';

  const { customers } = await call('search_customers', { query: `${name}:` });
  const { transactions } = await call('search_transactions', { type: 'invoice', customer_id: '41', unpaid: true });
  const { rows: owed } = await call('get_report', { report: 'aged_receivables', limit: 200 });

  expect(customers).toMatchObject([{ customer_id: '41', name: `${name}:New Wing`, balance: '3645.00' }]);
  expect(transactions.map(({ balance }: { balance: string }) => balance)).toEqual(['1485.00', '2160.00']);
  const below = owed.filter(({ section }: { section: string[] }) => section[0] === name);
  expect(below.map(({ values }: { values: string[] }) => values[0])).toEqual([name, 'New Wing', `Total ${name}`]);
  expect(below[1]).toMatchObject({ kind: 'row', ids: { customer: '41' } });
});
