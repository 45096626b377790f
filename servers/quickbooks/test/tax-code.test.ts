import { describe, expect, test } from 'vitest';
import { createQuickBooksWire, realmId, rows } from './fake-quickbooks.ts';

const companyIn = (Country: string, UsingSalesTax: boolean) =>
  createQuickBooksWire({
    [`GET /companyinfo/${realmId}`]: () => ({ CompanyInfo: { CompanyName: 'Northwind Coffee', Country } }),
    'GET /preferences': () => ({ Preferences: { TaxPrefs: { UsingSalesTax } } }),
    'QUERY taxcode': rows('TaxCode', [{ Id: '7', Name: 'Standard' }]),
    'POST /invoice': () => ({ Invoice: { Id: '77', SyncToken: '0' } }),
    'POST /bill': () => ({ Bill: { Id: '78', SyncToken: '0' } }),
  });

describe.each([
  ['create_invoice', { customer_id: '1' }, { item_ref: '5' }],
  ['create_bill', { vendor_id: '9' }, { rate: '7.00', account_id: '60' }],
])('%s', (name, input, line) => {
  test.each([
    ['US', true, undefined, undefined],
    ['US', false, undefined, undefined],
    ['GB', true, 'Standard', 'TaxExcluded'],
    ['CA', true, 'Standard', 'TaxExcluded'],
    ['AU', true, 'Standard', 'TaxExcluded'],
    ['AU', false, undefined, 'NotApplicable'],
  ])('in %s with sales tax %s says how tax is reckoned, where QuickBooks wants that', async (...row) => {
    const [country, isTaxed, tax_code, said] = row;
    const wire = companyIn(country, isTaxed);

    await wire.call(name, { ...input, line_items: [{ ...line, tax_code }] });

    expect(Object(wire.writes()[0]?.body).GlobalTaxCalculation).toBe(said);
  });

  test('takes no tax code where the company has none', async () => {
    const wire = companyIn('CA', false);

    const error = await wire.fail(name, { ...input, line_items: [{ ...line, tax_code: 'NON' }] });

    expect(error.details.fields).toEqual([
      { path: 'line_items.0.tax_code', problem: 'no tax code NON; there are none, as sales tax is off' },
    ]);
    expect(wire.writes()).toEqual([]);
  });
});
