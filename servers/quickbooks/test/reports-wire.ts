import { type Company, decimalOf, type LedgerDocument, tellCompany } from '@bizmcp/testkit/company';
import { createFakeVendor, type Replies } from '@bizmcp/testkit/fake-vendor';
import { answerReport } from '../simulator/reports/answer-report.ts';
import { unlimitedQuickBooks } from './unlimited-quickbooks.ts';

/** The last day of the books that the tests look into. */
export const day = '2026-11-21';

/** The company's books with a home currency. They are only read. */
export const tellBooks = (homeCurrency: 'USD' | 'GBP'): Company =>
  tellCompany({ today: day, homeCurrency, controlAccounts: 'per_currency' });

const realmId = '9130350000000009';
const settings = {
  QUICKBOOKS_CLIENT_ID: 'client-1',
  QUICKBOOKS_CLIENT_SECRET: 'secret-1',
  QUICKBOOKS_REALM_ID: realmId,
  QUICKBOOKS_REFRESH_TOKEN: 'refresh-1',
};
const months = 'January February March April May June July August September October November December'.split(' ');

/** The tools of reports at work on books: reports come from the simulator, invoices and payments straight from the ledger. */
export function createReportWire(company: Company, today: string, replies: Replies = {}) {
  const { homeCurrency, currencies, fiscalYearStartMonth } = company.ledger.settings;
  const books = { company, today };
  return createFakeVendor({
    server: unlimitedQuickBooks,
    settings,
    prefix: `/v3/company/${realmId}`,
    missing: () => Response.json({ Fault: { Error: [{ code: '610', Message: 'Object Not Found' }] } }, { status: 400 }),
    replies: {
      'POST /oauth2/v1/tokens/bearer': () => ({
        access_token: 'access-1',
        refresh_token: 'refresh-2',
        expires_in: 3600,
        token_type: 'bearer',
      }),
      [`GET /companyinfo/${realmId}`]: () => ({
        CompanyInfo: {
          CompanyName: company.profile.tradingName,
          CompanyStartDate: company.firstDay,
          FiscalYearStartMonth: months[fiscalYearStartMonth - 1],
        },
      }),
      'GET /preferences': () => ({
        Preferences: {
          CurrencyPrefs: { MultiCurrencyEnabled: currencies.length > 1, HomeCurrency: { value: homeCurrency } },
        },
      }),
      'GET /query': ({ query }) => {
        return answerQuery(company, query.get('query') ?? '');
      },
      ...Object.fromEntries(reportNames.map((name) => [`GET /reports/${name}`, reply(name, books)])),
      ...replies,
    },
  });
}

const reportNames = [
  ...['ProfitAndLoss', 'BalanceSheet', 'CashFlow', 'TrialBalance', 'GeneralLedger'],
  ...[
    'ItemSales',
    'CustomerSales',
    'VendorExpenses',
    'AgedReceivables',
    'AgedReceivableDetail',
    'AgedPayables',
    'AgedPayableDetail',
  ],
];

function reply(name: string, books: { company: Company; today: string }): Replies[string] {
  return ({ query }) => {
    const { status, body } = answerReport(name, query, books);
    return Response.json(body, { status });
  };
}

const kinds: readonly [entity: string, kind: LedgerDocument['kind']][] = [
  ['Invoice', 'invoice'],
  ['CreditMemo', 'credit_note'],
  ['Payment', 'payment_in'],
  ['Bill', 'bill'],
  ['VendorCredit', 'vendor_credit'],
  ['BillPayment', 'payment_out'],
];

/** Invoices, bills, credits and payments since a day, a page of them. */
function answerQuery({ ledger }: Company, statement: string) {
  const [, entity = ''] = /from (\w+)/i.exec(statement) ?? [];
  if (entity.toLowerCase() === 'account') return { QueryResponse: { Account: answerAccounts(ledger, statement) } };
  const since = /TxnDate >= '([\d-]+)'/.exec(statement)?.[1] ?? '';
  const start = Number(/STARTPOSITION (\d+)/.exec(statement)?.[1] ?? 1);
  const most = Number(/MAXRESULTS (\d+)/.exec(statement)?.[1] ?? 100);
  const [shown = entity, kind] = kinds.find(([name]) => name.toLowerCase() === entity.toLowerCase()) ?? [];
  const rows = [...ledger.documents.values()]
    .filter((one) => one.kind === kind && one.status === 'posted' && one.date >= since)
    .slice(start - 1, start - 1 + most)
    .map((one) => toWire(ledger, one));
  return { QueryResponse: { [shown]: rows } };
}

const accountTypes: Readonly<Record<string, string>> = {
  bank: 'Bank',
  equity: 'Equity',
  long_term_liability: 'Long Term Liability',
};

/** Those in use unless the others are asked for too. */
function answerAccounts({ accounts }: Company['ledger'], statement: string) {
  return [...accounts.values()]
    .filter(({ active }) => active || statement.includes('Active IN (true, false)'))
    .map(({ id, name, type }) => ({ Id: id, Name: name, AccountType: accountTypes[type] ?? 'Expense' }));
}

function toWire(ledger: Company['ledger'], document: LedgerDocument) {
  const party = 'counterpartyId' in document ? ledger.counterparties.get(document.counterpartyId ?? '') : undefined;
  const name = party && { [party.kind === 'customer' ? 'CustomerRef' : 'VendorRef']: { value: '1', name: party.name } };
  const links = ledger
    .allocationsOf(document.id)
    .filter(({ fromId, releasedOn }) => fromId === document.id && releasedOn === undefined)
    .map(({ toId, amount }) => ({
      Amount: Number(decimalOf(amount, 2)),
      LinkedTxn: [{ TxnId: toId, TxnType: document.kind === 'payment_in' ? 'Invoice' : 'Bill' }],
    }));
  return {
    Id: document.id,
    TxnDate: document.date,
    ...('dueDate' in document && { DueDate: document.dueDate }),
    ...{ ...name, Line: links, TotalAmt: Number(decimalOf(document.total, 2)) },
    ...{ CurrencyRef: { value: document.currency }, ExchangeRate: Number(decimalOf(document.rate, 6)) },
  };
}
