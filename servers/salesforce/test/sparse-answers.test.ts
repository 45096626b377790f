import { createCaller, holdDay } from '@bizmcp/testkit/fake-vendor';
import { createManualClock } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { createSalesforceSimulator } from '../simulator/salesforce-simulator.ts';
import { salesforce } from '../src/server.ts';
import { base, now } from './org-client.ts';

holdDay('2026-11-21T10:00:00Z');

type Change = (key: string, value: unknown) => unknown;

/** The server on an org whose answers are changed on their way, and which refuses what has this in its address. */
function openSparse(change: Change, refused = /^$/) {
  const simulator = createSalesforceSimulator({ clock: createManualClock(now) });
  const settings = { SALESFORCE_ACCESS_TOKEN: simulator.demoToken, SALESFORCE_INSTANCE_URL: base };
  const caller = createCaller({
    server: salesforce,
    settings,
    async transport(url, request) {
      if (refused.test(decodeURIComponent(String(url).replaceAll('+', ' ')))) return hiddenField();
      const reply = await simulator.fetch(url, request);
      if (reply.status === 204) return reply;
      const answer = JSON.stringify(await reply.json(), change);
      return new Response(answer, { status: reply.status, headers: { 'content-type': 'application/json' } });
    },
  });
  const [id = '', parent = ''] = recordsOf(simulator.state, 'Account').keys();
  return { ...caller, parent, account: { object_type: 'Account', record_id: id } };
}

const hiddenField = () => Response.json([{ errorCode: 'INVALID_FIELD', message: 'No such column' }], { status: 400 });

const stage = {
  object_type: 'Opportunity',
  fields: { Name: 'Gauge', CloseDate: '2026-12-01', StageName: 'Prospecting' },
};

/** What a description tells of what is named; without it Salesforce alone refuses. */
const optional = new Set(
  [
    'label length digits precision scale nillable createable updateable deletable queryable searchable defaultedOnCreate calculated',
    'externalId unique nameField filterable sortable groupable referenceTo relationshipName restrictedPicklist picklistValues',
    'recordTypeId cascadeDelete restrictedDelete available master custom deprecatedAndHidden compoundFieldName',
  ]
    .join(' ')
    .split(' '),
);

test.each([
  ['null', null],
  ['missing', undefined],
])(
  'an object is described, queried and written to where all but names and types is %s in its description',
  async (_, value) => {
    const { call, account, parent } = openSparse((key, told) => (optional.has(key) ? value : told));

    const { fields, object } = await call('describe_object', { object_type: 'Account', contains: 'parent' });
    const { records } = await call('query_records', {
      object_type: 'Account',
      fields: ['Id'],
      order_by: 'Name',
      limit: 1,
    });
    const saved = await call('update_record', {
      ...account,
      fields: { ParentId: parent, Region__c: 'EMEA' },
    });

    expect(fields).toMatchObject([{ name: 'ParentId', type: 'reference' }]);
    expect(object).toMatchObject({ record_types: [], children: [] });
    expect(records).toHaveLength(1);
    expect(saved.success).toBe(true);
  },
);

test.each([
  [{ DefaultProbability: null }, 'the forecast category becomes Pipeline'],
  [{ ForecastCategoryName: null }, 'Probability becomes 10'],
  [{ DefaultProbability: null, ForecastCategoryName: null }, undefined],
])('of a stage that sets %j nothing is told that there is not', async (unset, told) => {
  const { preview } = openSparse((key, value) => (key in unset ? null : value));

  const question = await preview('create_record', stage);

  expect(question).not.toMatch(/becomes null|category null/);
  if (told) expect(question).toContain(`a new Opportunity; ${told}; by default:`);
  else expect(question).not.toContain('becomes');
});

test('who may not see what records are counted by is asked for a deletion with the others, and told that it is unknown', async () => {
  const { account, preview } = openSparse((_, value) => value, /COUNT\(Id\).* FROM Task/);

  const question = await preview('delete_record', account);

  expect(question).toMatch(/Contacts: \d+ -> null/);
  expect(question).toContain('Tasks: "an unknown number" -> null');
});

test('requests that a user may not see the limit of are not told to be none', async () => {
  const { call } = openSparse((key, value) => (key === 'DailyApiRequests' ? undefined : value));

  const answer = await call('get_limits', {});

  expect(answer.api_requests).toBeUndefined();
  expect(answer.limits.length).toBeGreaterThan(0);
});
