import type { Replies, WireRequest } from '@bizmcp/testkit/fake-vendor';

/** Money spent on one line, as Xero tells it; `rest` and `line` add to the transaction and to its line. */
export interface Spent {
  date: string;
  contact: string;
  amount: number;
  code: string;
  description: string;
  rest?: Record<string, unknown>;
  line?: Record<string, unknown>;
}

const chart = [
  ['461', 'Printing', 'EXPENSE'],
  ['463', 'Hosting', 'EXPENSE'],
  ['469', 'Rent', 'EXPENSE'],
  ['449', 'Fuel', 'EXPENSE'],
  ['498', 'Old fuel', 'EXPENSE', 'ARCHIVED'],
  ['850', 'Suspense', 'LIABILITY'],
  ['900', 'Loan', 'LIABILITY'],
];
const accounts = {
  'GET /Accounts': () => ({
    Accounts: chart.map(([code, name, kind, status = 'ACTIVE']) => ({
      AccountID: `66666666-6666-4666-8666-666666666${code}`,
      Code: code,
      Name: name,
      Type: 'OVERHEADS',
      Class: kind,
      Status: status,
    })),
  }),
};

/** Two years until September 2026, as YYYY-MM. */
export const months = Array.from({ length: 24 }, (_, index) =>
  new Date(Date.UTC(2024, 9 + index, 1)).toISOString().slice(0, 7),
);

/** Two years until September 2026: rent and hosting monthly, fuel five times a month, paper now and then. */
export const spentHistory: Spent[] = months.flatMap((month, index) => [
  { date: `${month}-01`, contact: 'City Estates', amount: 1200, code: '469', description: 'Rent of the shop' },
  { date: `${month}-12`, contact: 'Nimbus Hosting', amount: 49.9, code: '463', description: 'Web hosting plan' },
  ...[3, 8, 14, 20, 26].map((day, turn) => ({
    date: `${month}-${String(day).padStart(2, '0')}`,
    contact: 'Ridge Petrol',
    amount: 40 + ((index * 7 + turn * 3) % 11) + 0.13,
    code: '449',
    description: `Diesel card ${turn + 1}`,
  })),
  {
    date: `${month}-17`,
    contact: 'Plain Paper',
    amount: 20 + (index % 5),
    code: '461',
    description: 'Paper and toner',
  },
]);

function wireOf({ date, contact, amount, code, description, rest, line }: Spent, index: number) {
  return {
    BankTransactionID: `99999999-9999-4999-8999-${String(index).padStart(12, '0')}`,
    Type: 'SPEND',
    Status: 'AUTHORISED',
    Contact: { Name: contact },
    Date: `/Date(${Date.parse(date)}+0000)/`,
    CurrencyCode: 'GBP',
    LineAmountTypes: 'Exclusive',
    LineItems: [{ Description: description, LineAmount: amount, TaxAmount: 0, AccountCode: code, ...line }],
    ...rest,
  };
}

/** Answers by page, newest first, and only the kind and the days that are asked for. */
export function bankOf(spent: readonly Spent[]): Replies {
  return {
    ...accounts,
    'GET /BankTransactions': ({ query }: WireRequest) => {
      const where = query.get('where') ?? '';
      const days = [...where.matchAll(/DateTime\((\d+), (\d+), (\d+)\)/g)];
      const [from = '', to = ''] = days.map(([, year, month, day]) => `${year}-${month}-${day}`);
      const found = spent
        .map((one, index) => ({ date: one.date, wire: wireOf(one, index) }))
        .filter(({ date, wire }) => date >= from && date <= to && where.includes(`Type=="${wire.Type}"`))
        .toSorted((one, other) => (one.date < other.date ? 1 : -1))
        .map(({ wire }) => wire);
      const [page, size] = [Number(query.get('page')), Number(query.get('pageSize'))];
      const pageCount = Math.ceil(found.length / size);
      const BankTransactions = found.slice((page - 1) * size, page * size);
      return { pagination: { page, pageSize: size, pageCount, itemCount: found.length }, BankTransactions };
    },
  };
}
