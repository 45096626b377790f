import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { oneOf, openServer, sentQueries } from './server-client.ts';

type Server = ReturnType<typeof openServer>;

const countOf = async ({ call }: Server, object_type: string, conditions: string) =>
  (await call('query_records', { object_type, fields: ['COUNT()'], conditions })).value.total_size;

const memberOf = (server: Server, who: 'Lead' | 'Contact') =>
  oneOf(server, 'CampaignMember', `${who}Id != NULL`, ['Campaign.Name', `${who}.Name`, 'Status']);

test('a deletion tells how many records stay behind, which lead nowhere then', async () => {
  const server = openServer();
  const { CampaignId, Id } = await oneOf(server, 'Opportunity', 'CampaignId != NULL', ['CampaignId']);
  const [deals, members] = [
    await countOf(server, 'Opportunity', `CampaignId = '${CampaignId}'`),
    await countOf(server, 'CampaignMember', `CampaignId = '${CampaignId}'`),
  ];

  const { question } = await server.call('delete_record', { object_type: 'Campaign', record_id: CampaignId });

  expect(question).toContain(`Opportunities: ${deals} -> "would be left without it"`);
  expect(question).toContain(`CampaignMembers: ${members} -> null`);
  expect(await countOf(server, 'Opportunity', `CampaignId = '${CampaignId}'`)).toBe(0);
  const left = await oneOf(server, 'Opportunity', `Id = '${Id}'`, ['Name', 'CampaignId', 'Campaign.Name']);
  expect(left).toEqual({ Id, Name: left.Name });
});

test("a contact's deletion tells of who reports to it and of the lead that it was", async () => {
  const server = openServer();
  const { ConvertedContactId: boss } = await oneOf(server, 'Lead', 'IsConverted = TRUE', ['ConvertedContactId']);
  const { Id: report } = await oneOf(server, 'Contact', `ReportsToId = NULL AND Id != '${boss}'`, ['Name']);
  const fields = { ReportsToId: boss };
  await server.call('update_record', { object_type: 'Contact', record_id: report, fields });
  const reports = await countOf(server, 'Contact', `ReportsToId = '${boss}'`);

  const { question } = await server.call('delete_record', { object_type: 'Contact', record_id: boss });

  expect(question).toContain(`Contact.ReportsToId: ${reports} -> "would be left without it"`);
  expect(question).toContain('Lead.ConvertedContactId: 1 -> "would be left without it"');
});

test('a deletion tells what tells the record from others of its name', async () => {
  const server = openServer();
  const fields = ['Name', 'StageName', 'Amount', 'CloseDate', 'Account.Name', 'Owner.Name'];
  const deal = await oneOf(server, 'Opportunity', 'Amount != NULL AND AccountId != NULL', fields);

  const { question } = await server.call('delete_record', { object_type: 'Opportunity', record_id: deal.Id });

  for (const name of ['Name', 'StageName', 'Amount', 'CloseDate'])
    expect(question).toContain(`\n  ${name}: ${JSON.stringify(deal[name])} -> null`);
  expect(question).toContain(`Account: {"Name":"${deal.Account.Name}"} -> "stays"`);
  expect(question).toContain(`Owner: {"Name":"${deal.Owner.Name}"} -> "stays"`);
});

test.each(['Task', 'Event'])('the deletion of one %s tells by name with id what it is about', async (kind) => {
  const server = openServer();
  const contact = await oneOf(server, 'Contact', 'Name != NULL', ['Name']);
  const deal = await oneOf(server, 'Opportunity', 'Name != NULL', ['Name']);
  const times = kind === 'Event' && { StartDateTime: '2026-12-01T09:00:00Z', DurationInMinutes: 30 };
  const fields = { Subject: 'Call', WhoId: contact.Id, WhatId: deal.Id, ...times };
  const { value } = await server.call('create_record', { object_type: kind, fields });

  const { question } = await server.call('delete_record', { object_type: kind, record_id: value.id });

  expect(question).toContain(`Who: {"Id":"${contact.Id}","Name":"${contact.Name}"} -> "stays"`);
  expect(question).toContain(`What: {"Id":"${deal.Id}","Name":"${deal.Name}"} -> "stays"`);
  if (kind === 'Event') expect(question).toContain('StartDateTime: "2026-12-01T09:00:00');
});

test('of opportunities that go with an account it is told how many are open and won', async () => {
  const server = openServer();
  const { AccountId } = await oneOf(server, 'Opportunity', 'IsWon = TRUE AND AccountId != NULL', ['AccountId']);
  const own = `AccountId = '${AccountId}'`;
  await server.call('create_record', {
    object_type: 'Opportunity',
    fields: { Name: 'Crane', AccountId, StageName: 'Prospecting', CloseDate: '2099-01-31' },
  });

  const { question } = await server.call('delete_record', { object_type: 'Account', record_id: AccountId });

  const gone = (conditions: string) => countOf(server, 'Opportunity', `IsDeleted = TRUE AND ${own} AND ${conditions}`);
  expect(question).toContain(`Opportunities: ${await gone('Id != NULL')} -> null`);
  expect(question).toContain(`Opportunities still open: ${await gone('IsClosed = FALSE')} -> null`);
  expect(question).toContain(`Opportunities won: ${await gone('IsWon = TRUE')} -> null`);
});

test('activities that go with the contacts of an account are told once, and that others lead to these contacts', async () => {
  const server = openServer();
  const { AccountId, Id: WhoId } = await oneOf(server, 'Contact', 'AccountId != NULL', ['AccountId']);
  await server.call('create_record', { object_type: 'Task', fields: { Subject: 'Call', WhoId } });

  const { question } = await server.call('delete_record', { object_type: 'Account', record_id: AccountId });

  expect(question).toMatch(/Tasks of its contacts, opportunities and others: \d+ -> "go with what is deleted"/);
  expect(question).not.toMatch(/(?:Task|Event)\.AccountId/);
  expect(question).toContain('What leads to these: "not counted" -> "goes too, or would be left without them"');
});

test('what an org keeps from being deleted is not told to stay behind', async () => {
  const server = openServer();
  const { fetch } = server.simulator;
  server.simulator.fetch = async (url, init) => {
    const reply = await fetch.call(server.simulator, url, init);
    if (!String(url).endsWith('/sobjects/Campaign/describe')) return reply;
    const { childRelationships, ...description } = Object(await reply.json());
    const restricted = childRelationships.map((child: object) => ({ ...child, restrictedDelete: true }));
    return Response.json({ ...description, childRelationships: restricted });
  };
  const { CampaignId } = await oneOf(server, 'Opportunity', 'CampaignId != NULL', ['CampaignId']);

  const { question } = await server.call('delete_record', { object_type: 'Campaign', record_id: CampaignId });

  expect(question).not.toContain('left without it');
});

test.each(['Lead', 'Contact'] as const)(
  'a member of a campaign is named by the campaign and the %s, in the request that reads it',
  async (who) => {
    const server = openServer();
    const { Id, Status, ...member } = await memberOf(server, who);
    const change = { object_type: 'CampaignMember', record_id: Id };
    const before = sentQueries(server.simulator).length;

    const update = await server.call('update_record', {
      ...change,
      fields: { Status: Status === 'Sent' ? 'Responded' : 'Sent' },
    });
    const asked = sentQueries(server.simulator).slice(before);
    const removal = await server.call('delete_record', change);

    const [campaign, person] = [member.Campaign.Name, member[who].Name];
    expect(update.question).toContain(`(Campaign ${campaign}, ${who} ${person})" -> "changed as follows"`);
    expect(asked.filter((query) => /FROM (?:Campaign|Lead|Contact)\b/.test(query))).toEqual([]);
    expect(removal.question).toContain(`Campaign: {"Name":"${campaign}"} -> "stays"`);
    expect(removal.question).toContain(`${who}: {"Name":"${person}"} -> "stays"`);
  },
);

test('a name that the org restricts stands in no question about a record that leads to it', async () => {
  const server = openServer();
  for (const definition of recordsOf(server.simulator.state, 'FieldDefinition').values())
    if (definition.DurableId === 'Campaign.Name') definition.SecurityClassification = 'Restricted';
  const { Id, Status } = await memberOf(server, 'Lead');
  const campaigns = [...recordsOf(server.simulator.state, 'Campaign').values()].map(({ Name }) => String(Name));
  const change = { object_type: 'CampaignMember', record_id: Id };

  const update = await server.call('update_record', {
    ...change,
    fields: { Status: Status === 'Sent' ? 'Responded' : 'Sent' },
  });
  const removal = await server.call('delete_record', change);

  expect(update.question).toContain('(one Campaign, Lead ');
  expect(removal.question).toContain('Campaign: {"restricted":');
  for (const name of campaigns) expect(`${update.question}${removal.question}`).not.toContain(name);
});

test.each([
  ['OpportunityContactRole', 'Undo: not possible: no recycle bin keeps it; create_record'],
  ['campaignmember', 'Undo: not possible: no recycle bin keeps it; create_record'],
  ['Task', 'Undo: only in Salesforce, for 15 days, from the recycle bin'],
])('the deletion of one %s tells whether it can be restored', async (object_type, undo) => {
  const server = openServer();
  const { Id: record_id } = await oneOf(server, object_type, 'Id != NULL', ['Id']);

  const { question } = await server.call('delete_record', { object_type, record_id });

  expect(question).toContain(undo);
});

test('the deletion of an account whose deals were moved before does not tell that their activities go', async () => {
  const server = openServer();
  const [AccountId] = recordsOf(server.simulator.state, 'Account').keys();
  const make = async (object_type: string, fields: object) =>
    (await server.call('create_record', { object_type, fields })).value.id;
  const old = await make('Account', { Name: 'Old Crane' });
  const deal = { Name: 'Crane', StageName: 'Prospecting', CloseDate: '2099-01-31', AccountId: old };
  const record_id = await make('Opportunity', deal);
  await make('Task', { Subject: 'Call', WhatId: record_id });
  await server.call('update_record', { object_type: 'Opportunity', record_id, fields: { AccountId } });

  const { question } = await server.call('delete_record', { object_type: 'Account', record_id: old });

  expect(question).not.toContain('go with what is deleted');
});
