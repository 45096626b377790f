import { describe, expect, test } from 'vitest';
import { openCompany } from './company-client.ts';

const { query } = openCompany();

const refusal = async (statement: string) => {
  const { status, body } = await query(statement);
  const [{ code, Detail }] = body.Fault.Error;
  return { status, code, detail: Detail.split('\n')[0] };
};

describe("QuickBooks' query language", () => {
  test('filters by amount, reference and day, sorts, and gives the page that was asked for', async () => {
    const where = "where CustomerRef = '3' and TotalAmt >= '1000' and TxnDate >= '2025-01-01'";
    const counted = await query(`select count(*) from Invoice ${where}`);
    const all = await query(`select * from Invoice ${where} orderby TotalAmt desc, Id maxresults 1000`);
    const page = await query(`SELECT * FROM Invoice ${where} ORDERBY TotalAmt DESC, Id STARTPOSITION 3 MAXRESULTS 2`);

    const rows = all.body.QueryResponse.Invoice;
    expect(rows.length).toBe(counted.body.QueryResponse.totalCount);
    expect(rows.length).toBeGreaterThan(4);
    for (const row of rows) expect([row.CustomerRef.value, row.TxnDate >= '2025-01-01']).toEqual(['3', true]);
    const totals = rows.map((row: { TotalAmt: number }) => row.TotalAmt);
    expect(totals).toEqual([...totals].sort((one, other) => other - one));
    expect(page.body.QueryResponse).toEqual({ Invoice: rows.slice(2, 4), startPosition: 3, maxResults: 2 });
  });

  test('gives a hundred rows unless told, and an empty answer where nothing is found', async () => {
    const usual = await query('select * from Bill');
    const none = await query("select * from Customer where DisplayName = 'O\\'Neil & Sons'");

    expect(usual.body.QueryResponse.Bill).toHaveLength(100);
    expect(none.body.QueryResponse).toEqual({});
  });

  test.each([
    ['<', false, true],
    ['<=', true, true],
    ['=', true, false],
    ['>=', true, false],
    ['>', false, false],
  ])('compares by %s', async (operator, same, earlier) => {
    const { body } = await query("select * from Invoice where TxnDate > '2026-10-01' orderby TotalAmt maxresults 2");
    const [low, high] = body.QueryResponse.Invoice;
    const found = await query(
      `select * from Invoice where TotalAmt ${operator} '${high.TotalAmt}' orderby TotalAmt maxresults 1000`,
    );
    const ids = (found.body.QueryResponse.Invoice ?? []).map((one: { Id: string }) => one.Id);

    expect([ids.includes(high.Id), ids.includes(low.Id)]).toEqual([same, earlier]);
  });

  test('LIKE takes % for anything in any case, IN a list, and moments are compared as such', async () => {
    const like = await query("select * from Customer where DisplayName like '%COFFEE%'");
    const among = await query("select * from Item where Sku in ('DES-01', 'SHP-10', 'NO-1') orderby Sku");
    const late = await query(
      "select * from Payment where MetaData.LastUpdatedTime > '2026-11-01T08:00:00Z' maxresults 1000",
    );

    expect(like.body.QueryResponse.Customer.map((one: { DisplayName: string }) => one.DisplayName)).toEqual([
      'Copperleaf Coffee',
    ]);
    expect(among.body.QueryResponse.Item.map((one: { Sku: string }) => one.Sku)).toEqual(['DES-01', 'SHP-10']);
    for (const one of late.body.QueryResponse.Payment) {
      expect(one.MetaData.LastUpdatedTime > '2026-11-01T').toBe(true);
    }
  });

  test('shows the properties that were named, and says that the rest is missing', async () => {
    const { body } = await query("select DocNumber from Invoice where DocNumber = 'INV-1001'");

    expect(body.QueryResponse.Invoice).toEqual([
      { Id: expect.any(String), DocNumber: 'INV-1001', domain: 'QBO', sparse: true },
    ]);
  });

  test.each([
    ['', '4000', 'QueryParserError: Encountered "<EOF>" at line 0, column 0.'],
    [
      "select * from Invoice where Id = '1' or Id = '2'",
      '4000',
      'QueryParserError: Encountered "or" at line 1, column 37.',
    ],
    ['select * from Invoice maxresults ten', '4000', 'QueryParserError: Encountered "ten" at line 1, column 33.'],
    [
      "select * from Invoice where Total = '1'",
      '4001',
      'QueryValidationError: Property Total not found for Entity Invoice',
    ],
    [
      "select * from Invoice where BillEmail = 'a'",
      '4001',
      "QueryValidationError: property 'BillEmail' is not queryable",
    ],
    ['select * from Invoices', '4001', 'QueryValidationError: Invalid context declaration: Invoices'],
    [
      'select * from Bill maxresults 1001',
      '4001',
      'QueryValidationError: value 1001 is too large. Max allowed value is 1000.',
    ],
    [
      'select * from Bill startposition 0',
      '4001',
      'QueryValidationError: value 0 is too small. Min allowed value is 1.',
    ],
  ])('refuses %s', async (statement, code, detail) => {
    expect(await refusal(statement)).toEqual({ status: 400, code, detail });
  });

  test('leaves inactive names out unless they are asked for', async () => {
    const { post, query: ask } = openCompany();
    const { body } = await ask("select * from Vendor where Id = '101'");
    const [vendor] = body.QueryResponse.Vendor;

    await post('/vendor', { Id: vendor.Id, SyncToken: vendor.SyncToken, sparse: true, Active: false });
    const shown = await ask("select * from Vendor where Id = '101'");
    const both = await ask("select * from Vendor where Id = '101' and Active in (true, false)");

    expect(shown.body.QueryResponse).toEqual({});
    expect(both.body.QueryResponse.Vendor[0]).toMatchObject({ Id: '101', Active: false });
  });
});
