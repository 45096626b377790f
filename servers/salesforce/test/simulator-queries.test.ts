import { describe, expect, test } from 'vitest';
import { openOrg } from './org-client.ts';

const root = '/services/data/v67.0';
const org = openOrg();

describe('a query', () => {
  test('is answered in pages that make up the whole', async () => {
    const headers = { 'sforce-query-options': 'batchSize=500' };

    const first = await org.query('SELECT Id FROM Contact ORDER BY Id', headers);
    const second = await org.get(first.body.nextRecordsUrl);
    const third = await org.get(second.body.nextRecordsUrl);

    const pages = [first, second, third].map(({ body }) => body);
    expect(pages.map(({ records }) => records.length)).toEqual([500, 500, 500]);
    expect(pages.map(({ done, totalSize }) => [done, totalSize])).toEqual([
      [false, 1500],
      [false, 1500],
      [true, 1500],
    ]);
    const ids = pages.flatMap(({ records }) => records.map(({ Id }: { Id: string }) => Id));
    expect(new Set(ids).size).toBe(1500);
  });

  test('holds ten cursors open, and releases the oldest for another', async () => {
    const open = () => org.query('SELECT Id FROM Contact', { 'sforce-query-options': 'batchSize=500' });
    const first = await open();
    const second = await open();
    for (let count = 0; count < 9; count += 1) await open();

    const released = await org.get(first.body.nextRecordsUrl);
    const held = await org.get(second.body.nextRecordsUrl);

    expect([released.status, held.status]).toEqual([400, 200]);
    expect(released.body[0].errorCode).toBe('INVALID_QUERY_LOCATOR');
  });

  test('nests parents and children', async () => {
    const busy = await org.query(
      'SELECT AccountId FROM Contact WHERE AccountId != null GROUP BY AccountId HAVING COUNT(Id) > 2 LIMIT 1',
    );

    const answer = await org.query(
      `SELECT Name, Owner.Name, (SELECT LastName, Account.Name FROM Contacts ORDER BY LastName LIMIT 2), (SELECT Id FROM Opportunities WHERE Amount < 0) FROM Account WHERE Id = '${busy.body.records[0].AccountId}'`,
    );

    const [account] = answer.body.records;
    expect(account.Owner.attributes.type).toBe('User');
    expect(account.Contacts).toMatchObject({
      done: true,
      totalSize: 2,
      records: [{ Account: { Name: account.Name } }, { Account: { Name: account.Name } }],
    });
    expect(account.Opportunities).toBeNull();
  });

  test('of the number of records has no rows', async () => {
    const answer = await org.query('SELECT COUNT() FROM Account');

    expect(answer.body).toEqual({ totalSize: 400, done: true, records: [] });
  });

  test.each([
    ['SELECT Id FROM Account WHERE', 'MALFORMED_QUERY', 'ERROR at Row:1:Column:29'],
    ['SELECT Id,\nName FROM Account LIMIT x', 'MALFORMED_QUERY', 'ERROR at Row:2:Column:25'],
    ['', 'MALFORMED_QUERY', 'empty'],
    ['SELECT FullName FROM Account', 'INVALID_FIELD', "No such column 'FullName' on entity 'Account'"],
    ['SELECT Boss.Name FROM Account', 'INVALID_FIELD', "Didn't understand relationship 'Boss'"],
    ['SELECT Id FROM Acount', 'INVALID_TYPE', "sObject type 'Acount' is not supported"],
    ['SELECT Id, (SELECT Id FROM Contact) FROM Account', 'INVALID_TYPE', "relationship 'Contact'"],
    ["SELECT Id FROM Account WHERE AnnualRevenue > '5'", 'INVALID_FIELD', 'should not be enclosed in quotes'],
    ['SELECT Id FROM Account WHERE Name = 5', 'INVALID_FIELD', 'should be enclosed in quotes'],
    ['SELECT Id FROM Opportunity WHERE CloseDate = 2026-01-01T00:00:00Z', 'INVALID_FIELD', 'must be of type date'],
    ["SELECT Id FROM Account WHERE Id = 'abc'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: abc'],
    ["SELECT Id FROM Account WHERE AnnualRevenue LIKE '1%'", 'INVALID_QUERY_FILTER_OPERATOR', 'LIKE'],
    ["SELECT Id FROM Account WHERE Industry INCLUDES ('Energy')", 'INVALID_QUERY_FILTER_OPERATOR', 'INCLUDES'],
    ['SELECT Name, COUNT(Id) FROM Account', 'MALFORMED_QUERY', 'grouped or aggregated: Name'],
    ['SELECT SUM(Name) FROM Account', 'MALFORMED_QUERY', 'does not support aggregate operator SUM'],
    ['SELECT Id FROM Account OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', '2000'],
    ['SELECT FIELDS(ALL) FROM Account', 'MALFORMED_QUERY', 'LIMIT'],
    ['SELECT Id n FROM Account', 'MALFORMED_QUERY', 'aliasing'],
    [
      "SELECT Id FROM Account WHERE Name = 'a' OR Id IN (SELECT AccountId FROM Contact)",
      'MALFORMED_QUERY',
      'Semi join sub-selects',
    ],
    ['SELECT MAX(CreatedDate) FROM Account LIMIT 1', 'MALFORMED_QUERY', 'cannot also use LIMIT'],
    ['SELECT Id FROM Account ORDER BY COUNT(Id)', 'MALFORMED_QUERY', 'needs a grouped query'],
    ['SELECT Id, (SELECT COUNT(Id) FROM Contacts) FROM Account', 'MALFORMED_QUERY', 'Only root queries'],
    ['SELECT Id, (SELECT Id FROM Contacts), (SELECT Id FROM Contacts) FROM Account', 'MALFORMED_QUERY', 'twice'],
    [
      'SELECT Id FROM Lead WHERE OwnerId IN (SELECT Id FROM User) AND OwnerId NOT IN (SELECT Id FROM User) AND Id IN (SELECT LeadId FROM CampaignMember)',
      'MALFORMED_QUERY',
      'Maximum 2 semi join',
    ],
    ['SELECT Id FROM Account WHERE Id IN (SELECT Name FROM Contact)', 'MALFORMED_QUERY', 'semi join'],
  ])('%j is refused with %s', async (soql, errorCode, message) => {
    const answer = await org.query(soql);

    expect([answer.status, answer.body[0].errorCode]).toEqual([400, errorCode]);
    expect(answer.body[0].message).toContain(message);
  });

  test('goes on only where a page ended', async () => {
    const answer = await org.get(`${root}/query/01gHp0000000000AAA-200`);

    expect([answer.status, answer.body[0].errorCode]).toEqual([400, 'INVALID_QUERY_LOCATOR']);
  });
});

describe('a search', () => {
  const search = (sosl: string) => org.get(`${root}/search?q=${encodeURIComponent(sosl)}`);

  test('finds words in the fields that are asked for', async () => {
    const [person] = (
      await org.query(
        'SELECT Id, FirstName, LastName, Email FROM Contact WHERE Email != null AND FirstName != null LIMIT 1',
      )
    ).body.records;

    const byName = await search(
      `FIND {${person.FirstName} AND ${person.LastName}} IN NAME FIELDS RETURNING Contact(Id, LastName)`,
    );
    const byMail = await search(`FIND {"${person.Email}"} IN EMAIL FIELDS RETURNING Contact(Id), Lead(Id)`);
    const wrongField = await search(`FIND {"${person.Email}"} IN PHONE FIELDS RETURNING Contact(Id)`);

    const idsOf = (answer: typeof byName) => answer.body.searchRecords.map(({ Id }: { Id: string }) => Id);
    expect(idsOf(byName)).toContain(person.Id);
    for (const record of byName.body.searchRecords) expect(record.LastName).toBe(person.LastName);
    expect(idsOf(byMail)).toContain(person.Id);
    expect(idsOf(wrongField)).toEqual([]);
  });

  test('narrows by conditions, orders and limits each object', async () => {
    const answer = await search(
      "FIND {bea* OR zenith} IN NAME FIELDS RETURNING Account(Name WHERE Industry != 'Energy' ORDER BY Name DESC LIMIT 4)",
    );

    const names = answer.body.searchRecords.map(({ Name }: { Name: string }) => Name);
    expect(names).toHaveLength(4);
    expect([...names].sort().reverse()).toEqual(names);
    expect(names[0]).toMatch(/^Zenith/);
  });

  test.each([
    ['FIND {a} RETURNING Account', 'MALFORMED_SEARCH'],
    ['FIND {beacon RETURNING Account', 'MALFORMED_SEARCH'],
    ['FIND {beacon} RETURNING Acount(Id)', 'INVALID_TYPE'],
    ['FIND {beacon} RETURNING Account(Nothing)', 'INVALID_FIELD'],
    ['FIND {beacon} RETURNING RecordType(Id)', 'INVALID_TYPE'],
  ])('%j is refused with %s', async (sosl, errorCode) => {
    const answer = await search(sosl);

    expect([answer.status, answer.body[0].errorCode]).toEqual([400, errorCode]);
  });
});
