import { expect, test } from 'vitest';
import { openServer, sentQueries } from './server-client.ts';

test.each([
  ["StageName = 'Closed'", 'StageName has other choices: Prospecting,'],
  ["Account.Industry IN ('Enrgy')", 'Industry has other choices:'],
  ["Name LIKE 'Granite'", "write '%part%'"],
  ["Name = ''", 'No value is NULL, without quotes'],
  ['Amount = -1', undefined],
  ["StageName = 'Closed Won' AND Amount = -1", undefined],
])('where nothing is found, what may be the cause is told: %s', async (conditions, told) => {
  const { value } = await openServer().call('query_records', {
    object_type: 'Opportunity',
    fields: ['Name'],
    conditions,
  });

  expect(value.total_size).toBe(0);
  if (told === undefined) expect(value.note).toBeUndefined();
  else expect(value.note).toContain(told);
});

test.each([
  ["StageName IN ('Closed Won', 'Negotiation')", 'StageName has other choices: Prospecting,'],
  ["StageName != 'Won'", 'StageName has other choices:'],
  ["StageName NOT IN ('Won')", 'StageName has other choices:'],
  ["StageName != 'Closed Won' AND Account.Industry != NULL", undefined],
])('a choice that there is not is told where others are found: %s', async (conditions, told) => {
  const input = { object_type: 'Opportunity', fields: ['Name'], conditions, limit: 5 };

  const { value } = await openServer().call('query_records', input);

  expect(value.total_size).toBeGreaterThan(0);
  if (told === undefined) expect(value.note).toBeUndefined();
  else expect(value.note).toContain(told);
});

test.each([
  ['LastActivityDate < LAST_N_DAYS:30', 'OR LastActivityDate = NULL adds those'],
  ['IsClosed = FALSE AND Amount <= 50000', 'OR Amount = NULL adds those'],
  ['LastActivityDate < LAST_N_DAYS:30 OR LastActivityDate = NULL', undefined],
  ['(NOT LastActivityDate < LAST_N_DAYS:30)', undefined],
  ['IsClosed = TRUE OR LastActivityDate < LAST_N_DAYS:30', 'OR LastActivityDate = NULL adds those'],
  ['LastActivityDate >= LAST_N_DAYS:90 AND LastActivityDate < LAST_N_DAYS:30', undefined],
  ['LastActivityDate = LAST_N_DAYS:30', undefined],
  ['CloseDate < TODAY', undefined],
])('what was never touched is told to be left out of what lies before a day: %s', async (conditions, told) => {
  const input = { object_type: 'Opportunity', fields: ['Name'], conditions, limit: 5 };

  const { value } = await openServer().call('query_records', input);

  if (told === undefined) expect(value.note).toBeUndefined();
  else expect(value.note).toContain(told);
});

test.each([
  ['CreatedDate > LAST_N_DAYS:30', '> LAST_N_DAYS:30 is after those days: in them is =, from the first on >=.'],
  ['CloseDate < NEXT_90_DAYS', '< NEXT_90_DAYS is before those days: in them is =, up to the last <=.'],
  ['CreatedDate > LAST_MONTH AND CreatedDate >= LAST_N_DAYS:30', undefined],
])('who asks for what lies beside a range of days is told what asks for them: %s', async (conditions, told) => {
  const input = { object_type: 'Opportunity', fields: ['Name'], conditions, limit: 5 };

  const { value } = await openServer().call('query_records', input);

  expect(value.note).toBe(told);
});

const leftOut = 'AND ConvertedOpportunity.Id != NULL leaves those out';

test.each([
  ['ConvertedOpportunity.IsWon = FALSE', leftOut],
  ['ConvertedOpportunity.IsWon != TRUE', 'IsWon is FALSE also without ConvertedOpportunity'],
  ['ConvertedOpportunity.IsWon = FALSE AND ConvertedOpportunityId != NULL', undefined],
  ['ConvertedOpportunity.IsWon = FALSE AND ConvertedOpportunity.StageName != NULL', undefined],
  ['ConvertedOpportunity.IsWon = TRUE AND IsConverted = FALSE', undefined],
  ["ConvertedOpportunity.IsWon = FALSE AND ConvertedOpportunity.StageName = 'Closed Lost'", undefined],
  ["ConvertedOpportunity.IsWon = FALSE AND ConvertedOpportunity.StageName != 'Closed Lost'", leftOut],
  ["ConvertedOpportunity.IsWon = FALSE AND ConvertedOpportunity.StageName NOT IN ('Closed Lost')", leftOut],
  ["ConvertedOpportunity.IsWon = FALSE OR ConvertedOpportunity.StageName LIKE 'Closed%'", leftOut],
  ["Rating = 'Hot' OR (ConvertedOpportunity.IsWon = FALSE AND ConvertedOpportunity.Amount > 5)", undefined],
  ['ConvertedOpportunity.IsWon = FALSE OR ConvertedOpportunityId = NULL', undefined],
  ['(NOT ConvertedOpportunity.IsWon = TRUE)', leftOut],
  ["(NOT (ConvertedOpportunity.IsWon = TRUE OR Rating = 'Hot'))", leftOut],
  ['(NOT ConvertedOpportunity.IsWon = FALSE)', undefined],
  ['CreatedBy.IsActive = FALSE', undefined],
])('a flag of a parent is told to be unset where there is no parent: %s', async (conditions, told) => {
  const input = { object_type: 'Lead', fields: ['Name'], conditions, limit: 5 };

  const { value } = await openServer().call('query_records', input);

  if (told === undefined) expect(value.note).toBeUndefined();
  else expect(value.note).toContain(told);
});

test.each([
  ["Interests__c = 'Analytics'", 'Interests__c = compares all choices of a record at once'],
  ["Interests__c NOT IN ('Analytics')", 'Interests__c NOT IN compares all'],
  ["Interests__c INCLUDES ('Analytics')", undefined],
  ['Interests__c != NULL', undefined],
])('one choice of several is told to be looked for by INCLUDES: %s', async (conditions, told) => {
  const input = { object_type: 'Lead', fields: ['Name'], conditions, limit: 5 };

  const { value } = await openServer().call('query_records', input);

  expect(value.total_size).toBeGreaterThan(0);
  if (told === undefined) expect(value.note).toBeUndefined();
  else expect(value.note).toContain(told);
});

test.each([
  [['COUNT(Id) n'], 'Status has other choices'],
  [['COUNT()'], 'Status has other choices'],
  [['SUM(AnnualRevenue)'], 'Status has other choices'],
])('a count of nothing is told with its cause too: %j', async (fields, told) => {
  const input = { object_type: 'Lead', fields, conditions: "Status = 'Open'" };

  const { value } = await openServer().call('query_records', input);

  expect(value.note).toContain(told);
});

test.each([
  [
    ['StageName', 'COUNT(Id)', 'AVG(Amount)'],
    undefined,
    'AVG(Amount) leaves out records without a value: add COUNT(Amount).',
  ],
  [['AVG(Amount)', 'COUNT(Amount)', 'COUNT(Id)'], undefined, undefined],
  [['AVG(Amount)'], 'Amount > 0', undefined],
  [['AVG(Amount)'], 'Amount != NULL', undefined],
  [['AVG(Amount)'], 'Amount != 3', 'AVG(Amount) leaves out records without a value'],
  [['AVG(Amount)'], 'Amount > 5 OR IsClosed = TRUE', 'AVG(Amount) leaves out records without a value'],
  [['COUNT(LeadSource) n'], "LeadSource NOT IN ('Web')", 'COUNT(LeadSource) leaves out records without a value'],
  [['COUNT(LeadSource) n'], undefined, 'COUNT(LeadSource) leaves out records without a value: add COUNT(Id).'],
  [['COUNT(StageName)', 'SUM(Amount)'], undefined, undefined],
])('what is made of the records with a value alone is told as such: %j where %s', async (fields, conditions, told) => {
  const { value } = await openServer().call('query_records', { object_type: 'Opportunity', fields, conditions });

  if (told === undefined) expect(value.note).toBeUndefined();
  else expect(value.note).toContain(told);
});

test.each([
  [{ fields: ['*'] }, 'get_record without fields'],
  [{ fields: ['Status', 'COUNT(*)'] }, 'counted by COUNT(Id)'],
  [{ fields: ['Status', 'COUNT(Id) AS n'] }, 'without AS'],
  [{ fields: ['Id, Name'] }, 'an entry of its own'],
  [{ fields: ['AVG(CloseDate - CreatedDate)'] }, 'ask for both'],
  [{ fields: ['Lead Source'] }, 'have no spaces'],
  [{ conditions: "WHERE Status = 'x'" }, 'Leave WHERE out'],
  [{ conditions: "Status == 'x'" }, 'a single ='],
  [{ conditions: 'Email IS NOT NULL' }, 'any value Email != NULL'],
  [{ conditions: "Name NOT LIKE 'A%'" }, "(NOT Name LIKE '%part%')"],
  [{ conditions: "Company contains 'Inc'" }, "LIKE '%part%'"],
  [{ conditions: "LOWER(Name) = 'x'" }, 'in any case'],
  [{ conditions: 'CreatedDate BETWEEN 2026-01-01 AND 2026-02-01' }, 'A range is'],
  [{ conditions: "Status IN ['x']" }, 'stands in parentheses'],
  [{ conditions: 'Email != NULL GROUP BY Email HAVING COUNT(Id) > 1' }, 'COUNT(Id) > 1 may be a condition'],
  [{ conditions: "Status = 'x' ORDER BY Name" }, 'goes into order_by'],
  [{ conditions: "Status = 'x' WITH SECURITY_ENFORCED" }, 'Conditions alone stand here'],
  [{ conditions: "Status = 'x' ALL ROWS" }, 'IsDeleted = TRUE'],
  [{ conditions: "Status = 'x' LIMIT 5 OFFSET 10" }, 'come by next_cursor'],
  [{ conditions: "OwnerId = 'Dana Whitfield'" }, 'or compare Owner.Name'],
  [{ conditions: 'CreatedDate = LAST WEEK' }, 'LAST_N_DAYS:30'],
  [{ conditions: 'CreatedDate > TODAY - 30' }, 'LAST_N_DAYS:30'],
  [{ conditions: 'CreatedDate = 2026-09-01' }, 'DAY_ONLY(CreatedDate) = 2026-09-01'],
  [{ conditions: 'CreatedDate > 2026-09-01T00:00:00' }, 'has seconds and a zone'],
  [{ conditions: 'CreatedDate > 2026-09-01T00:00Z' }, 'has seconds and a zone'],
  [{ conditions: 'CreatedDate > 2026-09-01 00:00:00' }, 'has seconds and a zone'],
  [{ conditions: 'CreatedDate > 2026-09-01T00:00:00Z ORDER BY Name' }, 'goes into order_by'],
  [{ conditions: 'Name = "Acme"' }, 'straight single quotes'],
  [{ conditions: "LastName = 'O'Brien'" }, "A quote within a text is written \\'"],
  [{ conditions: "LastName = 'O''Brien'" }, "A quote within a text is written \\'"],
  [{ conditions: "Status = 'x' HAVING COUNT(Id) > 1" }, 'stand beside the others'],
  [{ conditions: 'Name = ‘Acme’' }, 'straight single quotes'],
  [{ conditions: 'Name != Owner.Name' }, 'with a value alone'],
  [{ conditions: 'AnnualRevenue > NumberOfEmployees' }, 'with a value alone'],
  [{ conditions: 'ConvertedDate >= CreatedDate + 90' }, 'with a value alone'],
  [{ conditions: 'CreatedDate < LAST_N_DAYS:30 AND AnnualRevenue > 100,000' }, 'Numbers stand bare'],
  [{ conditions: 'AnnualRevenue > 100,000' }, 'Numbers stand bare'],
  [{ conditions: 'COUNT(Id) > 1' }, 'need one of them in fields too'],
  [{ conditions: "Company = 'is null' OR Status = " }, 'Text stands in single quotes'],
  [{ order_by: '-CreatedDate' }, 'Amount DESC'],
  [{ order_by: 'ORDER BY CreatedDate' }, 'Leave ORDER BY out'],
])('what is written by habit is told as it is written here: %j', async (input, told) => {
  const { call, simulator } = openServer();

  const { error } = await call('query_records', { object_type: 'Lead', fields: ['Id'], ...input });

  expect(error?.code).toBe('invalid_input');
  expect(error?.message).toContain(told);
  expect(sentQueries(simulator)).toEqual([]);
});

test('a record has nothing that is counted', async () => {
  const input = { object_type: 'Lead', record_id: '00QHp0000000RWxMAM', fields: ['Owner.Name', 'COUNT(Id)'] };

  const { error } = await openServer().call('get_record', input);

  expect(error?.message).toContain('Use query_records');
});

test('a list of children in the place of a parent is told with how it is selected', async () => {
  const input = { object_type: 'Account', fields: ['Opportunities.Amount'] };

  const { error } = await openServer().call('query_records', input);

  expect(error?.message).toContain('(SELECT Name FROM Opportunities)');
});

test('words are searched with all signs in them, and OR is told to be none', async () => {
  const { call } = openServer();

  const dashed = await call('search_records', { text: '555-0100', scope: 'PHONE' });
  const either = await call('search_records', { text: 'Delta OR Cobalt' });

  expect(dashed.value.records).toEqual([]);
  expect(either.error?.message).toContain('Search once for each');
});
