import { type Account, type AccountType, createLedger, type Ledger } from '@bizmcp/testkit/company';

type SaveAccount = (id: string, type: AccountType, more?: Partial<Account>) => void;

/** A ledger in USD with EUR as the second currency, a fiscal year from July and one of everything. */
export const smallLedger = (): Ledger => {
  const ledger = createLedger({
    homeCurrency: 'USD',
    fiscalYearStartMonth: 7,
    currencies: [
      { code: 'USD', digits: 2 },
      { code: 'EUR', digits: 2 },
    ],
  });
  const account: SaveAccount = (id, type, more = {}) =>
    ledger.saveAccount({ id, code: id, name: id, type, currency: 'USD', active: true, ...more });
  saveChart(account);
  ledger.saveAccount({ id: 'old', code: 'old', name: 'old', type: 'expense', currency: 'USD', active: false });
  ledger.saveTaxCode({
    id: 'vat',
    name: 'VAT',
    rateBasisPoints: 1925,
    appliesTo: 'both',
    accountId: 'tax',
    active: true,
  });
  for (const kind of ['customer', 'vendor'] as const) {
    for (const currency of ['USD', 'EUR']) {
      const id = `${kind}-${currency}`;
      ledger.saveCounterparty({ id, kind, name: id, currency, termsDays: 30, active: true });
    }
  }
  ledger.saveRate('EUR', '2024-01-01', 1_085_137);
  ledger.saveRate('EUR', '2024-07-01', 1_112_963);
  ledger.saveRate('EUR', '2025-02-01', 1_041_771);
  return ledger;
};

function saveChart(account: SaveAccount): void {
  account('bank', 'bank');
  account('bank-eur', 'bank', { currency: 'EUR' });
  account('card', 'credit_card');
  account('receivable', 'accounts_receivable');
  account('receivable-eur', 'accounts_receivable', { currency: 'EUR' });
  account('payable', 'accounts_payable');
  account('tax', 'current_liability', { role: 'sales_tax' });
  account('equipment', 'fixed_asset');
  account('loan', 'long_term_liability');
  account('capital', 'equity', { role: 'opening_balances' });
  account('retained', 'equity', { role: 'retained_earnings' });
  account('sales', 'income');
  account('materials', 'cost_of_goods_sold');
  account('rent', 'expense');
  account('gains', 'other_income', { role: 'realised_gains' });
  account('unrealised', 'other_income', { role: 'unrealised_gains' });
}
