import { expect, test } from 'vitest';
import * as z from 'zod';
import { defineApi } from '../../src/define/api.ts';
import { defineResource } from '../../src/define/resource.ts';
import { defineServer } from '../../src/define/server.ts';
import { surfaceOf } from '../../src/define/surface.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { offeredSurface } from '../../src/serve/deployment/offered-surface.ts';
import { mcpFaceOf } from '../../src/serve/mcp/mcp-face.ts';
import { postOffice } from '../pipeline/harness.ts';

const letterbox = { title: 'A box', description: 'A box', data: 'internal', scopes: ['letters:read'] } as const;
const { tools } = postOffice().server;
const surface = surfaceOf(
  defineServer({
    name: 'post',
    title: 'Post',
    instructions: 'Letters.',
    api: defineApi({
      system: 'Post',
      settings: z.object({}),
      credentials: [],
      connect: () => ({}),
      check: async () => '',
    }),
    tools: tools.map((tool) => ({ ...tool, handler: async () => ({}) })),
    resources: [
      defineResource<object>({ ...letterbox, uri: 'bizmcp://post/boxes', name: 'boxes', read: async () => [] }),
      defineResource<object>({ ...letterbox, uri: 'bizmcp://post/boxes/{id}', name: 'box', read: async () => ({}) }),
    ],
  }),
);

/** The names that a client is shown in the lists. */
function listed(policy: Partial<Policy>, { role = 'agent_executor', tenant }: { role?: string; tenant?: string } = {}) {
  const principal = { name: 'sam', role };
  const deployment = { policy: { ...defaultPolicy, ...policy }, principal, ...(tenant !== undefined && { tenant }) };
  const { lists } = mcpFaceOf('1.0.0', offeredSurface(surface, deployment));
  return {
    tools: lists['tools/list'].tools.map(({ name }) => name),
    resources: lists['resources/list'].resources.map(({ name }) => name),
    templates: lists['resources/templates/list'].resourceTemplates.map(({ name }) => name),
  };
}

const all = {
  tools: ['list_letters', 'send_letter', 'get_trouble', 'health_check'],
  resources: ['capabilities', 'boxes'],
  templates: ['box'],
};

test('a session that may use everything is shown everything, and nothing of what is for reviewers', () => {
  const { lists } = mcpFaceOf('1.0.0', surface);

  expect(listed({})).toEqual(all);
  expect(Object.keys(lists['resources/list'].resources[1] ?? {})).toEqual(
    expect.not.arrayContaining(['class', 'scopes']),
  );
});

test('a session of selected tools is shown no resource, as none could be read', () => {
  const shown = listed({ tools: ['list_letters'] });

  expect(shown).toEqual({ tools: ['list_letters', 'health_check'], resources: ['capabilities'], templates: [] });
});

test('a role without the scope of a resource is not shown it', () => {
  const roles = { clerk: { scopes: ['letters:write'], clearance: 'internal' as const } };

  const shown = listed({ roles }, { role: 'clerk' });

  expect(shown).toMatchObject({ resources: ['capabilities'], templates: [] });
});

test('a server that works for a customer is shown what the context of that customer allows', () => {
  const contexts = { acme: { systems: { post: ['read' as const] } } };

  const shown = listed({ rules: { contexts } }, { tenant: 'acme' });

  expect(shown).toEqual({ ...all, tools: ['list_letters', 'get_trouble', 'health_check'] });
});

test('a session that may use nothing is shown everything, as only refusals can say why', () => {
  const contexts = { acme: { systems: { post: ['read' as const] } } };

  expect(listed({ rules: { contexts } })).toEqual(all);
});

test('what may be used at other hours is shown at all hours', () => {
  const today = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[new Date().getUTCDay()];
  const days = (['mon', 'thu'] as const).filter((day) => day !== today).slice(0, 1);
  const hours = { id: 'hours', tools: ['post.send_letter'], days, from: '00:00', to: '00:01', timezone: 'UTC' };

  expect(listed({ rules: { times: [hours] } })).toEqual(all);
});
