import { describe, expect, test } from 'vitest';
import { recordsOf, recordTypeId } from '../simulator/org-state.ts';
import { now, openOrg } from './org-client.ts';

const root = '/services/data/v67.0';
/** An org for questions that change nothing. */
const quiet = openOrg();
const leadType = recordTypeId(quiet.simulator.state, 'Lead', 'Inbound');

const lead = (extra: Record<string, unknown> = {}) => ({ LastName: 'Marsh', Company: 'Ridge Foods', ...extra });

describe('a record', () => {
  test('is made, read, changed and deleted', async () => {
    const { get, query, send } = openOrg();

    const made = await send('POST', `${root}/sobjects/Lead`, lead({ FirstName: 'Ada', Email: 'ada@ridge.example' }));
    const path = `${root}/sobjects/Lead/${made.body.id}`;
    const changed = await send('PATCH', path, { Status: 'Working - Contacted' });
    const read = await get(`${path}?fields=Name,Status,Owner.Name`);
    const removed = await send('DELETE', path);
    const gone = await get(path);

    expect([made.status, made.body]).toEqual([
      201,
      { id: expect.stringMatching(/^00Q\w{15}$/), success: true, errors: [] },
    ]);
    expect([changed.status, changed.body]).toEqual([204, '']);
    expect(read.body).toMatchObject({
      Name: 'Ada Marsh',
      Status: 'Working - Contacted',
      Owner: { Name: 'Morgan Ellis' },
    });
    expect(read.body.attributes).toEqual({ type: 'Lead', url: path });
    expect([removed.status, gone.status, gone.body[0].errorCode]).toEqual([204, 404, 'ENTITY_IS_DELETED']);
    expect((await query(`SELECT Id FROM Lead WHERE Id = '${made.body.id}'`)).body.totalSize).toBe(0);
    const all = await get(
      `${root}/queryAll?q=${encodeURIComponent(`SELECT IsDeleted FROM Lead WHERE Id = '${made.body.id}'`)}`,
    );
    expect(all.body.records).toMatchObject([{ IsDeleted: true }]);
  });

  test('of a campaign member that responds keeps the day of the first response', async () => {
    const { query, send, simulator } = openOrg();
    const sent = [...recordsOf(simulator.state, 'CampaignMember').values()].find(({ Status }) => Status === 'Sent');
    const read = () => query(`SELECT FirstRespondedDate FROM CampaignMember WHERE Id = '${sent?.Id}'`);

    await send('PATCH', `${root}/sobjects/CampaignMember/${sent?.Id}`, { Status: 'Responded' });
    const responded = (await read()).body.records[0].FirstRespondedDate;
    await send('PATCH', `${root}/sobjects/CampaignMember/${sent?.Id}`, { Status: 'Sent' });

    expect(responded).toBe(new Date(now).toISOString().slice(0, 10));
    expect((await read()).body.records[0].FirstRespondedDate).toBe(responded);
  });

  test('of a campaign holds a lead once', async () => {
    const { query, send } = openOrg();
    const known = await query('SELECT CampaignId, LeadId FROM CampaignMember WHERE Lead.IsConverted = FALSE LIMIT 1');
    const { CampaignId, LeadId } = known.body.records[0];

    const again = await send('POST', `${root}/sobjects/CampaignMember`, { CampaignId, LeadId });

    expect([again.status, again.body[0].errorCode]).toEqual([400, 'DUPLICATE_VALUE']);
  });

  test('with an external id that others have too is answered with a list of them, and not changed', async () => {
    const { send, simulator } = openOrg();
    const [one, two] = [...recordsOf(simulator.state, 'Account').values()];
    for (const account of [one, two]) Object.assign(account ?? {}, { External_Id__c: 'ERP-7' });
    const record = { attributes: { type: 'Account' }, External_Id__c: 'ERP-7', Name: 'Twice' };

    const single = await send('PATCH', `${root}/sobjects/Account/External_Id__c/ERP-7`, { Name: 'Twice' });
    const listed = await send('PATCH', `${root}/composite/sobjects/Account/External_Id__c`, { records: [record] });

    const urls = [one, two].map((account) => `${root}/sobjects/Account/${account?.Id}`);
    expect([single.status, single.body]).toEqual([300, urls]);
    expect(listed.body[0].errors[0].statusCode).toBe('DUPLICATE_EXTERNAL_ID');
    expect(one?.Name).not.toBe('Twice');
  });

  test('has no blanks around its texts', async () => {
    const { query, send } = openOrg();

    await send('POST', `${root}/sobjects/Account`, { Name: ' Brick \n', BillingCity: '\u00a0Lund' });

    const { records } = (await query("SELECT Name, BillingCity FROM Account WHERE Name = 'Brick'")).body;
    expect(records).toMatchObject([{ Name: 'Brick', BillingCity: '\u00a0Lund' }]);
  });

  test('takes what depends on it along when it is deleted', async () => {
    const { query, send } = openOrg();
    const first = await query('SELECT AccountId FROM Opportunity LIMIT 1');
    const id = first.body.records[0].AccountId;

    await send('DELETE', `${root}/sobjects/Account/${id}`);

    for (const object of ['Opportunity', 'Contact'])
      expect((await query(`SELECT COUNT() FROM ${object} WHERE AccountId = '${id}'`)).body.totalSize).toBe(0);
  });

  test('is made once by external id, however often it is sent', async () => {
    const { query, send } = openOrg();
    const path = `${root}/sobjects/Account/External_Id__c/ERP-9999`;

    const first = await send('PATCH', path, { Name: 'Tidewater Mills' });
    const second = await send('PATCH', path, { Name: 'Tidewater Mill' });
    const found = await query("SELECT Id, Name FROM Account WHERE External_Id__c = 'ERP-9999'");

    expect([first.status, first.body.created, second.status, second.body.created]).toEqual([201, true, 200, false]);
    expect(second.body.id).toBe(first.body.id);
    expect(found.body.records).toMatchObject([{ Name: 'Tidewater Mill' }]);
  });

  test.each([
    ['Lead', { Company: 'A' }, 'REQUIRED_FIELD_MISSING', ['LastName']],
    ['Lead', lead({ Nickname: 'x' }), 'INVALID_FIELD', undefined],
    ['Lead', lead({ Email: 'nowhere' }), 'INVALID_EMAIL_ADDRESS', ['Email']],
    ['Lead', lead({ Status: 'Lost' }), 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', ['Status']],
    ['Lead', lead({ IsConverted: true }), 'INVALID_FIELD_FOR_INSERT_UPDATE', ['IsConverted']],
    ['Lead', lead({ NumberOfEmployees: 'many' }), 'JSON_PARSER_ERROR', ['NumberOfEmployees']],
    ['Lead', lead({ LastName: 'x'.repeat(81) }), 'STRING_TOO_LONG', ['LastName']],
    ['Contact', { LastName: 'A', AccountId: 'nothing' }, 'MALFORMED_ID', ['AccountId']],
    ['Contact', { LastName: 'A', AccountId: '001000000000001AAA' }, 'INVALID_CROSS_REFERENCE_KEY', []],
    ['Account', { Name: 'A', RecordTypeId: leadType }, 'INVALID_CROSS_REFERENCE_KEY', ['RecordTypeId']],
    ['Account', { Name: 'A', External_Id__c: 'erp-1000' }, 'DUPLICATE_VALUE', []],
    [
      'Opportunity',
      { Name: 'A', StageName: 'Prospecting', CloseDate: '2026-12-01', Amount: -1 },
      'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      ['Amount'],
    ],
    [
      'Opportunity',
      { Name: 'A', StageName: 'Prospecting', CloseDate: '2026-02-30' },
      'JSON_PARSER_ERROR',
      ['CloseDate'],
    ],
    ['Lead', lead({ LastName: '   ' }), 'REQUIRED_FIELD_MISSING', ['LastName']],
    ['Lead', lead({ NumberOfEmployees: 100_000_000 }), 'NUMBER_OUTSIDE_VALID_RANGE', ['NumberOfEmployees']],
    ['Lead', lead({ AnnualRevenue: 1e20 }), 'NUMBER_OUTSIDE_VALID_RANGE', ['AnnualRevenue']],
    ['Event', { StartDateTime: '2026-12-01T09:00:00Z' }, 'REQUIRED_FIELD_MISSING', ['EndDateTime']],
    ['Event', { DurationInMinutes: 30 }, 'REQUIRED_FIELD_MISSING', ['ActivityDateTime']],
    [
      'Event',
      { StartDateTime: '2026-12-01T09:00:00Z', EndDateTime: '2026-12-01T08:00:00Z' },
      'FIELD_INTEGRITY_EXCEPTION',
      ['EndDateTime'],
    ],
    ['User', { LastName: 'A' }, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', []],
  ])('of %s with %j is refused with %s, and nothing changes', async (object, body, errorCode, fields) => {
    const { send, simulator } = quiet;
    const before = simulator.digest();

    const answer = await send('POST', `${root}/sobjects/${object}`, body);

    expect([answer.status, answer.body[0].errorCode, answer.body[0].fields]).toEqual([400, errorCode, fields]);
    expect(simulator.digest()).toBe(before);
  });

  test('that looks like another is refused, unless the caller wants it', async () => {
    const { query, send } = openOrg();
    const known = (await query('SELECT Id, Email FROM Contact WHERE Email != null LIMIT 1')).body.records[0];
    const body = { LastName: 'Twin', Email: known.Email.toUpperCase() };

    const refused = await send('POST', `${root}/sobjects/Contact`, body);
    const saved = await send('POST', `${root}/sobjects/Contact`, body, {
      'sforce-duplicate-rule-header': 'allowSave=true',
    });

    expect([refused.status, refused.body[0].errorCode]).toEqual([400, 'DUPLICATES_DETECTED']);
    expect(refused.body[0].duplicateResut.matchResults[0].matchRecords[0].record.Id).toBe(known.Id);
    expect(saved.status).toBe(201);
  });

  test.each([
    ['GET', '/sobjects/Lead/00QHp000000000000AAA', 'NOT_FOUND'],
    ['GET', '/sobjects/Rocket/describe', 'NOT_FOUND'],
    ['GET', '/sobjects/Account/Name/x', 'NOT_FOUND'],
    ['GET', '/nothing', 'NOT_FOUND'],
    ['GET', '/sobjects/Account/External_Id__c/none', 'NOT_FOUND'],
  ])('%s %s is not found', async (method, path, errorCode) => {
    const { send } = quiet;

    const answer = await send(method, root + path);

    expect([answer.status, answer.body[0].errorCode]).toEqual([404, errorCode]);
  });

  test('gets the probability of its stage and cannot be changed when it is a converted lead', async () => {
    const { query, send } = openOrg();
    const deal = (await query('SELECT Id FROM Opportunity WHERE IsClosed = FALSE AND Amount != null LIMIT 1')).body
      .records[0];
    const converted = (await query('SELECT Id FROM Lead WHERE IsConverted = TRUE LIMIT 1')).body.records[0];

    await send('PATCH', `${root}/sobjects/Opportunity/${deal.Id}`, { StageName: 'Closed Won' });
    const refused = await send('PATCH', `${root}/sobjects/Lead/${converted.Id}`, { Title: 'CEO' });

    const read = await query(`SELECT Probability, IsWon, IsClosed FROM Opportunity WHERE Id = '${deal.Id}'`);
    expect(read.body.records).toMatchObject([{ Probability: 100, IsWon: true, IsClosed: true }]);
    expect(refused.body[0].errorCode).toBe('CANNOT_UPDATE_CONVERTED_LEAD');
  });
});
