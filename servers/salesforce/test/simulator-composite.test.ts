import { describe, expect, test } from 'vitest';
import { openOrg } from './org-client.ts';

const root = '/services/data/v67.0';
/** An org for questions that change nothing. */
const quiet = openOrg();

describe('composite calls', () => {
  const call = (method: string, path: string, referenceId: string, body?: unknown) => ({
    method,
    url: root + path,
    referenceId,
    body,
  });

  test('use what earlier ones gave', async () => {
    const { query, send } = openOrg();

    const answer = await send('POST', `${root}/composite`, {
      allOrNone: true,
      compositeRequest: [
        call('POST', '/sobjects/Account', 'account', { Name: 'Tern Works' }),
        call('POST', '/sobjects/Contact', 'person', { LastName: 'Tern', AccountId: '@{account.id}' }),
        call('GET', '/sobjects/Contact/@{person.id}?fields=Account.Name', 'read'),
      ],
    });

    const parts = answer.body.compositeResponse;
    expect(parts.map((part: { httpStatusCode: number }) => part.httpStatusCode)).toEqual([201, 201, 200]);
    expect(parts[2].body.Account.Name).toBe('Tern Works');
    expect((await query("SELECT Id FROM Contact WHERE Account.Name = 'Tern Works'")).body.totalSize).toBe(1);
  });

  test.each([
    [true, 0, 'PROCESSING_HALTED'],
    [false, 1, undefined],
  ])('with allOrNone %s leave %i record when one fails', async (allOrNone, left, errorCode) => {
    const { query, send } = openOrg();

    const answer = await send('POST', `${root}/composite`, {
      allOrNone,
      compositeRequest: [
        call('POST', '/sobjects/Account', 'one', { Name: 'Half Way' }),
        call('POST', '/sobjects/Account', 'two', { Nothing: 1 }),
        call('GET', '/sobjects/Account/@{two.id}', 'three'),
      ],
    });

    expect(answer.body.compositeResponse[0].body[0]?.errorCode).toBe(errorCode);
    expect(answer.body.compositeResponse[2].body[0].message).toContain('Invalid reference specified');
    expect((await query("SELECT Id FROM Account WHERE Name = 'Half Way'")).body.totalSize).toBe(left);
  });

  const named = (parts: readonly (readonly [path: string, name: string])[]) => ({
    compositeRequest: parts.map(([path, name]) => call('GET', path, name)),
  });
  const times = (count: number, path: string): [string, string][] =>
    Array.from({ length: count }, (_, index) => [path, `read${index}`]);
  const query = '/query?q=SELECT+Id+FROM+Account+LIMIT+1';

  test('hold 25 parts at most, of which five may be queries or collections', async () => {
    const { send } = quiet;
    const statusOf = async (parts: [string, string][]) =>
      (await send('POST', `${root}/composite`, named(parts))).status;

    const reads = times(20, '/sobjects/Account/describe');
    const queries: [string, string][] = times(5, query).map(([path, name]) => [path, `query_${name}`]);

    expect(await statusOf([...reads, ...queries])).toBe(200);
    expect(await statusOf(times(26, '/sobjects'))).toBe(400);
    expect(await statusOf([...queries, ['/composite/sobjects/Account?ids=&fields=Id', 'sixth']])).toBe(400);
    const tooMany = await send('POST', `${root}/composite`, named(times(26, '/sobjects')));
    expect(tooMany.body.compositeResponse[0]).toEqual({
      body: [{ errorCode: 'LIMIT_EXCEEDED', message: 'The request can’t contain more than 25 operations.' }],
      httpHeaders: {},
      httpStatusCode: 400,
      referenceId: null,
    });
  });

  test('tell of each part by its own name, whatever became of the others', async () => {
    const parts = [
      ['/sobjects/Lead/describe', 'lead'],
      ['/sobjects/Nothing__c/describe', 'nothing'],
      [query, 'one'],
      ['/limits', 'limits'],
    ] as const;

    const answer = await quiet.send('POST', `${root}/composite`, named(parts));

    const found = answer.body.compositeResponse.map((part: { referenceId: string; httpStatusCode: number }) => [
      part.referenceId,
      part.httpStatusCode,
    ]);
    expect(answer.status).toBe(200);
    expect(found).toEqual([
      ['lead', 200],
      ['nothing', 404],
      ['one', 200],
      ['limits', 400],
    ]);
  });

  test.each([
    ['two of a name', named(times(1, query).concat(times(1, query)))],
    ['a name with another sign', named([[query, 'a-b']])],
    ['a part without a name', { compositeRequest: [{ method: 'GET', url: `${root}/sobjects` }] }],
    [
      'a header of the whole',
      { compositeRequest: [{ ...call('GET', '/sobjects', 'a'), httpHeaders: { Authorization: 'Bearer x' } }] },
    ],
  ])('are refused as a whole with %s', async (_title, body) => {
    expect((await quiet.send('POST', `${root}/composite`, body)).status).toBe(400);
  });

  test('count as one of the calls of the day, and each part of a batch as one', async () => {
    const { send } = openOrg();
    const usedBy = async (path: string, body: unknown) =>
      (await send('POST', root + path, body)).headers.get('sforce-limit-info');

    expect(await usedBy('/composite', named(times(5, query)))).toBe('api-usage=1/108000');
    const batchRequests = Array.from({ length: 4 }, () => ({ method: 'GET', url: 'v67.0/limits' }));
    expect(await usedBy('/composite/batch', { batchRequests })).toBe('api-usage=5/108000');
  });

  test('in a batch stop at the first failure when asked', async () => {
    const { send } = quiet;

    const answer = await send('POST', `${root}/composite/batch`, {
      haltOnError: true,
      batchRequests: [
        { method: 'GET', url: 'v67.0/limits' },
        { method: 'GET', url: 'v67.0/query?q=SELECT+Nothing+FROM+Account' },
        { method: 'GET', url: 'v67.0/limits' },
      ],
    });

    expect(answer.body.hasErrors).toBe(true);
    expect(answer.body.results.map((part: { statusCode: number }) => part.statusCode)).toEqual([200, 400, 412]);
  });

  test('write and read collections of records', async () => {
    const { query, send, get } = openOrg();
    const attributes = { type: 'Account' };

    const made = await send('POST', `${root}/composite/sobjects`, {
      allOrNone: false,
      records: [{ attributes, Name: 'Wren One' }, { attributes }, { attributes, Name: 'Wren Two' }],
    });
    const undone = await send('POST', `${root}/composite/sobjects`, {
      allOrNone: true,
      records: [{ attributes, Name: 'Wren Three' }, { attributes }],
    });
    const ids = [made.body[0].id, made.body[2].id];
    const changed = await send('PATCH', `${root}/composite/sobjects`, {
      records: ids.map((id) => ({ attributes, id, BillingCity: 'Lyon' })),
    });
    const read = await get(
      `${root}/composite/sobjects/Account?ids=${[...ids, '001000000000001AAA'].join(',')}&fields=Name,BillingCity`,
    );
    const removed = await send('DELETE', `${root}/composite/sobjects?ids=${ids[0]}`);

    expect(made.body.map((part: { success: boolean }) => part.success)).toEqual([true, false, true]);
    expect(made.body[1].errors[0]).toMatchObject({ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['Name'] });
    expect(undone.body[0].errors[0].statusCode).toBe('ALL_OR_NONE_OPERATION_ROLLED_BACK');
    expect(changed.body).toHaveLength(2);
    expect(read.body.slice(0, 2)).toMatchObject([{ Name: 'Wren One', BillingCity: 'Lyon' }, { Name: 'Wren Two' }]);
    expect(read.body[2]).toBeNull();
    expect(removed.body[0].success).toBe(true);
    expect((await query("SELECT Name FROM Account WHERE Name LIKE 'Wren%'")).body.records).toMatchObject([
      { Name: 'Wren Two' },
    ]);
  });
});
