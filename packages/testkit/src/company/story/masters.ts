import type { Random } from '../../simulator/random.ts';
import { addDays } from '../calendar.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { chart } from './chart.ts';
import type { CompanyOptions } from './company.ts';
import { customers } from './customers.ts';
import { items, type StoryItem } from './items.ts';
import { vendors } from './vendors.ts';

/** What differs by home currency: price level, sales-tax rate, whether purchases carry it, the euro's first rate. */
export const countries = {
  USD: { scale: 1, taxName: 'Sales Tax', rateBasisPoints: 725, reclaims: false, euro: 1_080_000, code: 'US' },
  GBP: { scale: 0.8, taxName: 'VAT', rateBasisPoints: 2000, reclaims: true, euro: 858_000, code: 'GB' },
  NZD: { scale: 1.55, taxName: 'GST', rateBasisPoints: 1500, reclaims: true, euro: 1_790_000, code: 'NZ' },
} as const;

/** Ids of the tax codes. */
export const taxCodeIds = { sales: 'TAX', purchases: 'TAX-IN', none: 'NONE' } as const;

/** Puts the chart, the tax codes, the tracking, the customers, the vendors and the items into the ledger. */
export const saveMasters = (ledger: Ledger, options: CompanyOptions, firstDay: string): void => {
  const home = options.homeCurrency ?? 'USD';
  const { scale, taxName, rateBasisPoints, reclaims } = countries[home];
  for (const { isEuro, isPerCurrency, ...account } of chart) {
    if (isPerCurrency && options.controlAccounts !== 'per_currency') continue;
    ledger.saveAccount({ ...account, id: account.code, currency: isEuro ? 'EUR' : home, active: true });
  }
  const tax = { accountId: '2200', active: true };
  ledger.saveTaxCode({ id: taxCodeIds.sales, name: taxName, rateBasisPoints, appliesTo: 'sales', ...tax });
  if (reclaims) {
    const name = `${taxName} on Purchases`;
    ledger.saveTaxCode({ id: taxCodeIds.purchases, name, rateBasisPoints, appliesTo: 'purchases', ...tax });
  }
  ledger.saveTaxCode({ id: taxCodeIds.none, name: 'No Tax', rateBasisPoints: 0, appliesTo: 'both', ...tax });
  saveTracking(ledger);
  for (const [index, customer] of customers.entries()) saveCustomer(ledger, customer, index, home);
  vendors.forEach(({ name, terms, isEuro }, index) => {
    const id = `V${String(index + 1).padStart(2, '0')}`;
    const currency = isEuro ? 'EUR' : home;
    const email = `accounts@${domainOf(name)}`;
    ledger.saveCounterparty({ id, kind: 'vendor', name, currency, termsDays: terms, active: true, email });
  });
  for (const item of items) saveItem(ledger, item, { scale, firstDay, taxesServices: reclaims });
};

const saveTracking = (ledger: Ledger): void => {
  const option = (id: string, name: string) => ({ id, name, active: true });
  const departments = [option('studio', 'Studio'), option('fitout', 'Fit-out'), option('shop', 'Webshop')];
  const regions = [option('north', 'North'), option('south', 'South'), option('abroad', 'Abroad')];
  ledger.saveTrackingCategory({ id: 'department', name: 'Department', active: true, options: departments });
  ledger.saveTrackingCategory({ id: 'region', name: 'Region', active: true, options: regions });
};

const domainOf = (name: string): string =>
  `${name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')}.example`;

const saveCustomer = (
  ledger: Ledger,
  { name, city, isEuro, creditLimit }: (typeof customers)[number],
  index: number,
  home: keyof typeof countries,
): void =>
  ledger.saveCounterparty({
    id: `C${String(index + 1).padStart(2, '0')}`,
    kind: 'customer',
    name,
    city,
    currency: isEuro ? 'EUR' : home,
    termsDays: index % 3 === 0 ? 14 : 30,
    active: true,
    email: `billing@${domainOf(name)}`,
    phone: `555-01${String(index + 10).padStart(2, '0')}`,
    creditLimit: Math.round((creditLimit ?? 150) * 100_000 * countries[isEuro ? 'USD' : home].scale),
  });

const saveItem = (
  ledger: Ledger,
  { code, name, kind, account, price }: StoryItem,
  { scale, firstDay, taxesServices }: { scale: number; firstDay: string; taxesServices: boolean },
): void => {
  const prices = [0, 1, 2, 3].map((year) => ({
    from: addDays(firstDay, year * 365 - 31),
    salePrice: Math.round(price * scale * 1.03 ** year) * 100,
    ...(kind === 'product' && { cost: Math.round(price * scale * 52 * 1.03 ** year) }),
  }));
  const isTaxed = code !== 'SHP-10' && (kind === 'product' || taxesServices);
  ledger.saveItem({
    ...{ id: code, code, name, kind, prices },
    incomeAccountId: account,
    ...(kind === 'product' && { expenseAccountId: '5020' }),
    taxCodeId: isTaxed ? taxCodeIds.sales : taxCodeIds.none,
    active: true,
  });
};

/** Sets the euro's rate for each week: a slow walk around where it began. */
export const saveRates = (ledger: Ledger, random: Random, { today, firstDay }: { today: string; firstDay: string }) => {
  const anchor = countries[ledger.settings.homeCurrency === 'GBP' ? 'GBP' : homeOf(ledger)].euro;
  let rate: number = anchor;
  for (let date = addDays(firstDay, -7); date <= today; date = addDays(date, 7)) {
    ledger.saveRate('EUR', date, rate);
    const pull = (anchor - rate) / 20;
    rate = Math.round(rate + pull + anchor * 0.012 * (random.next() - 0.5));
  }
};

const homeOf = (ledger: Ledger): 'USD' | 'NZD' => (ledger.settings.homeCurrency === 'NZD' ? 'NZD' : 'USD');
