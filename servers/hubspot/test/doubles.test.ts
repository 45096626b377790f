import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

const define = (...names: string[]) => ({ results: names.map((name) => ({ name, type: 'string' })) });
const linesOf = (preview: string) => preview.split('Before -> after:\n')[1]?.split('\n') ?? [];

test('the first line tells of the company that there is, and the last of the one that is made beside it', async () => {
  const properties = { name: 'Brick', domain: 'b.example' };
  const portal = createPortal({
    'GET /crm/v3/properties/companies': () => define('name', 'domain'),
    'POST /crm/v3/objects/companies/search': () => ({
      total: 1,
      results: [record('9', { name: 'Brick Ltd', domain: 'b.example' })],
    }),
  });

  const preview = await portal.preview('create_object', { object_type: 'companies', properties });

  expect(linesOf(preview)).toEqual([
    '  warnings: [] -> ["HubSpot has this company already: Brick Ltd (9), the same domain, the same name"]',
    '  the new record: "not the first" -> "made beside it"',
  ]);
});

test('who is asked for a deal reads of another one of its name and amount, closed or not', async () => {
  const portal = createPortal({
    'GET /crm/v3/properties/deals': () => define('dealname', 'dealstage', 'amount'),
    'GET /crm/v3/pipelines/deals': () => ({ results: [] }),
    'POST /crm/v3/objects/deals/search': () => ({
      total: 1,
      results: [record('9', { dealname: 'Gauge', amount: '1250.00' })],
    }),
  });

  const preview = await portal.preview('create_object', {
    object_type: 'deals',
    properties: { dealname: 'Gauge', dealstage: 'won', amount: '1250' },
  });

  const search = portal.requests.find(({ method }) => method === 'POST');
  const named = { propertyName: 'dealname', operator: 'IN', values: ['gauge'] };
  const ofAmount = { propertyName: 'amount', operator: 'EQ', value: '1250' };
  expect(search?.body).toMatchObject({ filterGroups: [{}, { filters: [named, ofAmount] }, {}] });
  expect(linesOf(preview)[0]).toContain('HubSpot has this deal already: Gauge (9), the same name, the same amount');
});

const task = { hs_task_subject: 'Call back ', hs_timestamp: '2026-11-24T09:00:00Z' };
const days = { value: String(Date.UTC(2026, 10, 24)), highValue: String(Date.UTC(2026, 10, 25) - 1) };

test.each([
  [
    'of the same company',
    [{ object_type: 'company', object_id: '7' }],
    { propertyName: 'associations.company', operator: 'EQ', value: '7' },
  ],
  ['of nobody', undefined, { propertyName: 'hubspot_owner_id', operator: 'NOT_HAS_PROPERTY' }],
])('who is asked for a task reads of one %s with its subject and day', async (_title, associate_with, scope) => {
  const portal = createPortal({
    'GET /crm/v3/properties/tasks': () => define('hs_task_subject', 'hs_timestamp'),
    'GET /crm/v3/objects/companies/7': () => record('7', { name: 'Brick Ltd' }),
    'GET /crm/v4/associations/tasks/companies/labels': () => ({
      results: [{ category: 'HUBSPOT_DEFINED', typeId: 192, label: null }],
    }),
    'POST /crm/v3/objects/tasks/search': () => ({
      total: 2,
      results: [
        record('8', { ...task, hs_timestamp: '2026-11-25T09:00:00Z' }),
        record('9', { hs_task_subject: 'call back', hs_timestamp: '2026-11-24T16:30:00Z' }),
      ],
    }),
  });

  const preview = await portal.preview('create_object', { object_type: 'tasks', properties: task, associate_with });

  const search = portal.requests.find(({ method }) => method === 'POST');
  expect(search?.body).toMatchObject({
    filterGroups: [
      {
        filters: [
          { propertyName: 'hs_task_subject', operator: 'IN', values: ['call back'] },
          { propertyName: 'hs_timestamp', operator: 'BETWEEN', ...days },
          scope,
        ],
      },
    ],
  });
  expect(linesOf(preview)[0]).toContain('["HubSpot has this task already: call back (9), the same subject and day"]');
});

test.each([
  [{ hs_task_subject: 'Call back' }, [{ toObjectId: 7 }], { propertyName: 'associations.contact', value: '7' }],
  [{ hs_timestamp: task.hs_timestamp }, [], { propertyName: 'hubspot_owner_id', value: '3' }],
  [{ hs_task_status: 'COMPLETED' }, [], undefined],
])(
  'who is asked to change %j of a task reads of the one that it becomes the double of',
  async (change, linked, scope) => {
    const links = (type: string) => [`GET /crm/v4/objects/tasks/8/associations/${type}`, () => ({ results: [] })];
    const present = { hs_task_subject: 'Call', hs_timestamp: '2026-11-20T09:00:00Z', hubspot_owner_id: '3' };
    const after = { ...present, ...change };
    const portal = createPortal({
      ...Object.fromEntries(['companies', 'deals', 'tickets'].map(links)),
      'GET /crm/v4/objects/tasks/8/associations/contacts': () => ({ results: linked }),
      'GET /crm/v3/properties/tasks': () => define(...Object.keys(after)),
      'GET /crm/v3/objects/tasks/8': () => record('8', present),
      'POST /crm/v3/objects/tasks/search': () => ({ total: 2, results: [record('8', present), record('9', after)] }),
    });

    const preview = await portal.preview('update_object', {
      object_type: 'tasks',
      object_id: '8',
      properties: change,
    });

    const search = portal.requests.find(({ method }) => method === 'POST');
    if (scope === undefined) expect(search).toBeUndefined();
    else expect(search?.body).toMatchObject({ filterGroups: [{ filters: [{}, {}, scope] }] });
    expect(preview.includes('HubSpot has this task already')).toBe(scope !== undefined);
  },
);

test.each([
  ['create_object', 'From</b> <jane@acme.example> about <bald> men, 3 < 4', '<jane@acme.example>, <bald>'],
  ['update_object', '<p>Ask <jane@acme.example></p>', '<jane@acme.example>'],
  ['create_object', 'if x<y then stop', '<y then stop'],
  ['create_object', 'before<script>run()</script>after', '<script>run()'],
  ['create_object', 'the <title> of the page', '<title> of the page'],
  ['create_object', '<style>p { color: red }</style><!-- no --><p>all of it, 3 < 4</p>', undefined],
])('who is asked for %s reads which words HubSpot will not show: %s', async (tool, body, lost) => {
  const portal = createPortal({
    'GET /crm/v3/objects/notes/5': () => record('5', {}),
    'GET /crm/v3/properties/notes': () => ({
      results: [
        { name: 'hs_note_body', type: 'string', fieldType: 'html' },
        { name: 'hs_timestamp', type: 'datetime', fieldType: 'date' },
      ],
    }),
  });

  const preview = await portal.preview(tool, {
    object_type: 'notes',
    ...(tool === 'update_object' && { object_id: '5' }),
    properties: { hs_note_body: body, hs_timestamp: '2026-11-02T09:00:00Z' },
  });

  if (lost === undefined) expect(preview).not.toContain('warnings');
  else
    expect(linesOf(preview)[0]).toBe(
      `  warnings: [] -> ["hs_note_body is HTML, so that HubSpot will not show ${lost}: write &lt; in place of <"]`,
    );
});
