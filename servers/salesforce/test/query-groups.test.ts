import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { openServer, sentQueries } from './server-client.ts';

test('groups are ordered by another name, and held to conditions on what is counted', async () => {
  const { call, simulator } = openServer();

  const { value } = await call('query_records', {
    object_type: 'Contact',
    fields: ['LastName', 'AccountId', 'COUNT() n'],
    conditions: 'AccountId != NULL AND COUNT(Id) > 1',
    order_by: 'n DESC',
  });

  expect(value.total_size).toBeGreaterThan(1);
  const counts = value.records.map(({ n }: { n: number }) => n);
  expect(Math.min(...counts)).toBe(2);
  expect(counts).toEqual(counts.toSorted((left: number, right: number) => right - left));
  expect(sentQueries(simulator)).toEqual([
    'SELECT LastName, AccountId, COUNT(Id) n FROM Contact WHERE AccountId != NULL GROUP BY LastName, AccountId HAVING COUNT(Id) > 1 ORDER BY COUNT(Id) DESC NULLS LAST, LastName ASC, AccountId ASC LIMIT 2000',
  ]);
});

test.each([
  ['Opportunity', 'SUM(Amount) > 100.000', 'conditions: Amount 100.000: thousands, or a fraction?'],
  ['Opportunity', 'SUM(Amount) > 100000.5 AND AVG(Amount) > 100.0000', undefined],
  ['Contact', 'Home__Latitude__s > 50.125', undefined],
])(
  'a number that may be thousands is asked back, unless the field has such fractions: %s with %s',
  async (object_type, conditions, told) => {
    const input = { object_type, fields: ['OwnerId', 'COUNT(Id)'], conditions };

    const { error } = await openServer().call('query_records', input);

    if (told === undefined) expect(error).toBeUndefined();
    else expect(error?.message).toContain(told);
  },
);

test('groups by fields of parents come in the form of the record, though both are called Name', async () => {
  const { call } = openServer();

  const { error, value } = await call('query_records', {
    object_type: 'Opportunity',
    fields: ['Owner.Name who', 'Account.Name', 'Account.Owner.Name', 'SUM(Amount) total'],
    order_by: 'who',
    limit: 3,
  });

  expect(error).toBeUndefined();
  expect(value.records[0]).toEqual({
    Owner: { Name: expect.any(String) },
    Account: { Name: expect.any(String), Owner: { Name: expect.any(String) } },
    total: expect.any(Number),
  });
});

test('names are not read under another name by which nobody knows that they are personal', async () => {
  const { call } = openServer();
  const input = { object_type: 'Lead', limit: 1 };

  const renamed = await call('query_records', { ...input, fields: ['LastName x', 'COUNT(Id)'] });
  const greatest = await call('query_records', { ...input, fields: ['MAX(LastName)'] });

  expect(Object.keys(renamed.value.records[0])).toEqual(['LastName', 'expr0']);
  expect(greatest.error?.message).toContain('MIN and MAX are for numbers and days');
});

test('a group has all that was asked for, by the names that were given', async () => {
  const { call } = openServer();
  const ask = (fields: string[], conditions?: string) =>
    call('query_records', { object_type: 'Opportunity', fields, conditions });

  const unpriced = await ask(['SUM(Amount) total', 'MAX(CloseDate)', 'COUNT(Amount)'], 'Amount = NULL');
  const staged = await ask(['StageName s', 'Account.Industry trade', 'COUNT(Id) n']);
  const counted = await ask(['COUNT()']);

  expect(unpriced.value.records).toEqual([{ total: null, expr0: expect.any(String), expr1: 0 }]);
  expect(staged.value.records[0]).toEqual({ s: expect.any(String), trade: expect.any(String), n: expect.any(Number) });
  expect(counted.value).toMatchObject({
    records: [],
    note: 'COUNT() alone gives no records: total_size is the count.',
  });
});

test('what is in the recycle bin is found when it is asked for', async () => {
  const { call } = openServer();
  const lead = { object_type: 'Lead', record_id: '00QHp0000000RWxMAM' };
  await call('delete_record', lead);

  const input = { object_type: 'Lead', fields: ['Name', 'IsDeleted'] };
  const gone = (await call('query_records', { ...input, conditions: 'IsDeleted = TRUE' })).value;
  const kept = (await call('query_records', { ...input, limit: 1 })).value;

  expect(gone.records).toEqual([{ Id: lead.record_id, Name: expect.any(String), IsDeleted: true }]);
  expect(kept.total_size).toBe(899);
});

test('activities of more than a year ago are found when they are asked for, without those in the recycle bin', async () => {
  const { call, simulator } = openServer();
  const tasks = [...recordsOf(simulator.state, 'Task').values()];
  const kept = tasks.find(({ IsArchived }) => IsArchived === false);
  const [old, gone] = tasks.filter(({ IsArchived }) => IsArchived === true);
  Object.assign(gone ?? {}, { IsDeleted: true });
  const ask = async (conditions: string) => {
    const input = {
      object_type: 'Task',
      fields: ['Id'],
      conditions: `Id IN ('${kept?.Id}', '${old?.Id}', '${gone?.Id}')`,
    };
    return (await call('query_records', { ...input, conditions: `${input.conditions}${conditions}` })).value.records;
  };

  expect(await ask('')).toEqual([{ Id: kept?.Id }]);
  expect(await ask(' AND (IsArchived = TRUE OR Subject = NULL)')).toEqual([{ Id: old?.Id }]);
  expect(await ask(' AND IsArchived = TRUE AND IsDeleted = TRUE')).toEqual([{ Id: gone?.Id }]);
});

test('another name may stand in the conditions, unless a field has it', async () => {
  const { call, simulator } = openServer();
  const ask = (fields: string[], conditions: string) =>
    call('query_records', { object_type: 'Opportunity', fields, conditions });

  const many = await ask(['StageName', 'COUNT() n', 'CALENDAR_YEAR(CloseDate) y'], 'y = 2026 AND N > 60');
  await ask(['StageName', 'SUM(Amount) Amount'], 'Amount > 5');

  expect(many.value.records.length).toBeGreaterThan(0);
  for (const { n, y } of many.value.records) expect([n > 60, y]).toEqual([true, 2026]);
  const [first, second] = sentQueries(simulator);
  expect(first).toContain('WHERE CALENDAR_YEAR(CloseDate) = 2026 GROUP BY');
  expect(first).toContain('HAVING COUNT(Id) > 60 ORDER BY');
  expect(second).toContain('WHERE Amount > 5 GROUP BY StageName ORDER BY');
});

test('what is made of all records is one row, which Salesforce takes neither an order nor a limit for', async () => {
  const { call, simulator } = openServer();

  const { value } = await call('query_records', {
    object_type: 'Opportunity',
    fields: ['COUNT(Id) n', 'SUM(Amount) total'],
    conditions: 'IsWon = TRUE',
    order_by: 'n DESC',
  });

  expect(value.records).toEqual([{ n: 267, total: expect.any(Number) }]);
  expect(sentQueries(simulator)).toEqual(['SELECT COUNT(Id) n, SUM(Amount) total FROM Opportunity WHERE IsWon = TRUE']);
});

test.each([
  [{ fields: ['SUM(Amount)'], conditions: 'SUM(Amount) > 5' }, 'need a field to group by'],
  [{ fields: ['StageName', 'SUM(Amount)'], conditions: 'IsWon = TRUE OR SUM(Amount) > 5' }, 'by AND alone'],
  [
    { fields: ['StageName', 'COUNT(Id)'], conditions: 'IsWon = TRUE AND (NOT (IsWon = TRUE OR COUNT(Id) > 5))' },
    'AND alone',
  ],
  [{ fields: ['Name'], order_by: 'COUNT(Id) DESC' }, 'need to stand in fields too'],
  [{ fields: ['CALENDAR_YEAR(CloseDate) year'] }, 'are for groups'],
])('groups that Salesforce refuses are not sent: %j', async (input, told) => {
  const { call, simulator } = openServer();

  const { error } = await call('query_records', { object_type: 'Opportunity', ...input });

  expect(error?.message).toContain(told);
  expect(sentQueries(simulator)).toEqual([]);
});

test.each([
  { fields: ['Account.Name', 'SUM(Amount)'], order_by: 'Amount DESC' },
  { fields: ['CALENDAR_MONTH(CloseDate)', 'COUNT(Id)'], order_by: 'CloseDate' },
])('an order that groups do not have names those that they have: %j', async (input) => {
  const { error } = await openServer().call('query_records', { object_type: 'Opportunity', ...input });

  expect(error?.message).toContain('groups are ordered by what stands in fields: SUM(Amount) or its other name');
});

test.each([
  [{ fields: ['SUM(Name)'] }, 'Name (string): SUM and AVG are for numbers'],
  [{ fields: ['AVG(CloseDate) day'] }, 'CloseDate (date): SUM and AVG are for numbers'],
  [{ fields: ['YEAR(CloseDate)', 'COUNT(Id)'] }, 'Parts of days are CALENDAR_YEAR(CloseDate)'],
  [{ fields: ['Name'], conditions: 'MONTH(CloseDate) = 5' }, 'CALENDAR_MONTH'],
])('a function that does not fit names the one that does: %j', async (input, told) => {
  const { call, simulator } = openServer();

  const { error } = await call('query_records', { object_type: 'Opportunity', ...input });

  expect(error?.message).toContain(told);
  expect(sentQueries(simulator)).toEqual([]);
});

test('the group without a value has its key, and is no grand total', async () => {
  const { call, simulator } = openServer();
  const [first] = recordsOf(simulator.state, 'Opportunity').values();
  Object.assign(first ?? {}, { LeadSource: null, CampaignId: null });
  const ask = async (...fields: string[]) =>
    (await call('query_records', { object_type: 'Opportunity', fields, order_by: fields[0] })).value.records;

  expect(await ask('LeadSource', 'COUNT(Id) n')).toContainEqual({ LeadSource: null, n: expect.any(Number) });
  expect(await ask('Campaign.Name', 'COUNT(Id) n')).toContainEqual({ Campaign: { Name: null }, n: expect.any(Number) });
});

test('as many groups as Salesforce gives may not be all, which is said', async () => {
  const { call } = openServer();

  const all = await call('query_records', { object_type: 'Task', fields: ['Id', 'COUNT(Id) n'], limit: 1 });
  const few = await call('query_records', { object_type: 'Task', fields: ['Status', 'COUNT(Id) n'] });

  expect(all.value).toMatchObject({ total_size: 2000, note: expect.stringContaining('there may be more') });
  expect(few.value.note).not.toContain('there may be more');
});

test.each([
  [['COUNT(Id) n', 'SUM(Amount) N'], 'N'],
  [['StageName', 'COUNT(Id) stagename'], 'stagename'],
  [['Owner.Name', 'SUM(Amount) Owner'], 'Owner'],
  [['COUNT(Id) account', 'Account.Name', 'Account.Industry'], 'account'],
  [['StageName', 'COUNT(Id)', 'SUM(Amount) EXPR1', 'MAX(Amount)'], 'EXPR1'],
])('a name that %j would give twice is told', async (fields, name) => {
  const { call, simulator } = openServer();

  const { error } = await call('query_records', { object_type: 'Opportunity', fields });

  expect(error?.message).toContain(`the name ${name} stands for two of them`);
  expect(sentQueries(simulator)).toEqual([]);
});
