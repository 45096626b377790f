import type { Replies } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

const flow = {
  id: '900',
  name: 'Welcome',
  isEnabled: true,
  objectTypeId: '0-1',
  flowType: 'WORKFLOW',
  revisionId: '1',
};
const input = { workflow_id: '900', object_type: 'contact', object_id: '7' };
const enrolPath = 'POST /automation/v2/workflows/55/enrollments/contacts/ada+x@b.example';

const replies: Replies = {
  'GET /automation/v4/flows/900': () => flow,
  'GET /crm/v3/objects/contacts/7': () => record('7', { email: 'ada+x@b.example' }),
  'POST /automation/v4/workflow-id-mappings/batch/read': () => ({
    status: 'COMPLETE',
    results: [{ flowId: 900, workflowId: 55 }],
  }),
  [enrolPath]: () => new Response(null, { status: 204 }),
};
const enrolmentsAt = (portal: ReturnType<typeof createPortal>) =>
  portal.requests.filter(({ method, path }) => method === 'POST' && path.includes('enrollments'));
const enrolmentsPath = 'GET /automation/v2/workflows/enrollments/contacts/7';

test.each([
  ['is in another workflow', [{ name: 'Other' }], 'enrolment: "not in Welcome" -> "enrolled"'],
  [
    'is in it already',
    [{ name: 'Other' }, { name: 'Welcome' }],
    'enrolment: "in a workflow named Welcome" -> "enrolled again, if it allows that"',
  ],
])('who is asked sees that the contact %s', async (_title, enrolled, line) => {
  const portal = createPortal({ ...replies, [enrolmentsPath]: () => enrolled });

  const preview = await portal.preview('trigger_workflow', input);

  expect(preview).toContain(line);
  expect(preview).toContain('the record: "ada+x@b.example" -> ');

  expect(enrolmentsAt(portal)).toEqual([]);
});

const once = { ...flow, enrollmentCriteria: { type: 'MANUAL', shouldReEnroll: false } };

test('a contact is not sent once more to a workflow that enrols nobody twice, and who is asked sees that', async () => {
  const [portal, namesake] = [55, 56].map((id) =>
    createPortal({
      ...replies,
      'GET /automation/v4/flows/900': () => once,
      [enrolmentsPath]: () => [{ id, name: 'Welcome' }],
    }),
  );

  expect(await portal?.preview('trigger_workflow', input)).toContain('"refused where it is this one');
  expect(await portal?.fail('trigger_workflow', input)).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('in workflow 900 already, and it enrols nobody twice'),
  });
  expect(portal && enrolmentsAt(portal)).toEqual([]);
  expect(await namesake?.call('trigger_workflow', input)).toMatchObject({ enrolled: true });
});

test('who is asked sees that a contact opted out', async () => {
  const portal = createPortal({
    ...replies,
    'GET /automation/v4/flows/900': () => once,
    'GET /crm/v3/objects/contacts/7': () => record('7', { email: 'ada+x@b.example', hs_email_optout: 'true' }),
    [enrolmentsPath]: () => [],
  });

  const preview = await portal.preview('trigger_workflow', { ...input, object_type: 'contacts' });

  expect(preview).toContain('enrolment: "not in Welcome" -> "enrolled"');
  expect(preview).toContain('the opt-out: "from all email" -> "stays: no marketing email reaches it"');
});

test('nobody is asked for a record that the workflow does not take', async () => {
  const portal = createPortal(replies);

  const asked = portal.preview('trigger_workflow', { ...input, object_type: 'deal' });

  await expect(asked).rejects.toMatchObject({ code: 'invalid_input' });
});

test.each([
  ['without an address, by which HubSpot enrols', record('7', { email: null }), flow, 'no email address'],
  [
    'that there is not, in a workflow without a name',
    new Response('{}', { status: 404 }),
    { ...flow, name: '' },
    'no record 7 among contacts',
  ],
])('nobody is asked for a contact %s', async (_title, contact, workflow, told) => {
  const portal = createPortal({
    ...replies,
    'GET /automation/v4/flows/900': () => workflow,
    'GET /crm/v3/objects/contacts/7': () => (contact instanceof Response ? contact.clone() : contact),
  });

  const asked = portal.preview('trigger_workflow', input);

  await expect(asked).rejects.toMatchObject({ message: expect.stringContaining(told) });
});

test('nobody is asked for a workflow that is turned off', async () => {
  const portal = createPortal({ ...replies, 'GET /automation/v4/flows/900': () => ({ ...flow, isEnabled: false }) });

  await expect(portal.preview('trigger_workflow', input)).rejects.toMatchObject({ code: 'conflict' });
});

test.each([403, 404])(
  'who is asked learns that it could not be read (%s) whether the contact is in the workflow',
  async (status) => {
    const portal = createPortal({ ...replies, [enrolmentsPath]: () => new Response('{}', { status }) });

    const preview = await portal.preview('trigger_workflow', input);

    expect(preview).toContain('the record: "ada+x@b.example" -> "enrolled"');
    expect(preview).toContain('enrolment: "could not be read, of Welcome" -> "enrolled"');
  },
);

test.each([
  ['GET /crm/v3/objects/contacts/7', 'no record 7 among contacts'],
  ['GET /automation/v4/flows/900', 'no workflow with this identifier; list_workflows has them'],
])('what is missing is named, and nothing is sent: %s', async (path, told) => {
  const { [path]: _missing, ...others } = replies;
  const portal = createPortal({ ...others, [enrolmentsPath]: () => [] });

  expect((await portal.fail('trigger_workflow', input)).message).toContain(told);

  expect(enrolmentsAt(portal)).toEqual([]);
});

test('checks the workflow first, then enrols the contact by email under the older id', async () => {
  const portal = createPortal({ ...replies, [enrolmentsPath]: () => [] });

  const answer = await portal.call('trigger_workflow', input);

  expect(answer).toMatchObject({
    enrolled: true,
    status: 'accepted',
    workflow: { id: '900', enabled: true, object_type: 'contact' },
  });
  // What is read for the question comes before.
  const requests = portal.requests.slice(-4);
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(Object.keys(replies));
  expect(requests[2]?.body).toEqual({ inputs: [{ type: 'FLOW_ID', flowId: '900' }] });
});

test('a contact can be named by its address', async () => {
  const byAddress = 'GET /crm/v3/objects/contacts/ada+x@b.example';
  const portal = createPortal({ ...replies, [byAddress]: () => record('7', { email: 'ada+x@b.example' }) });

  const answer = await portal.call('trigger_workflow', { ...input, object_id: 'ada+x@b.example' });

  expect(answer).toMatchObject({ enrolled: true, object_id: '7' });
  expect(portal.requests.find(({ path }) => byAddress.endsWith(path))?.query.get('idProperty')).toBe('email');
});

test('a workflow that is turned off enrols nobody', async () => {
  const portal = createPortal({ ...replies, 'GET /automation/v4/flows/900': () => ({ ...flow, isEnabled: false }) });

  const error = await portal.fail('trigger_workflow', input);

  expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('turned off') });
  expect(enrolmentsAt(portal)).toEqual([]);
});

test('a record of another type than the workflow takes is refused', async () => {
  const portal = createPortal(replies);

  const error = await portal.fail('trigger_workflow', { ...input, object_type: 'deal' });

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('type contact, not deal') });
  expect(portal.requests).toHaveLength(1);
});

test("a deal cannot be enrolled through HubSpot's API, and the answer names the properties that its trigger watches", async () => {
  const enrollmentCriteria = {
    type: 'LIST_BASED',
    listFilterBranch: {
      filterBranches: [
        {
          filterBranches: [],
          filters: [
            { property: 'dealstage', filterType: 'PROPERTY' },
            { property: 'bad name!', filterType: 'PROPERTY' },
          ],
        },
      ],
    },
  };
  const portal = createPortal({
    'GET /automation/v4/flows/900': () => ({ ...flow, objectTypeId: '0-3', enrollmentCriteria }),
  });

  const error = await portal.fail('trigger_workflow', { ...input, object_type: 'deal' });

  expect(error.code).toBe('invalid_input');
  expect(error.message).toContain('change dealstage with update_object');
  expect(error.message).not.toContain('bad name');
  expect(portal.requests).toHaveLength(1);
});

test('a contact without an email address, or a workflow without an older id, is told and nothing is sent', async () => {
  const readable = { ...replies, [enrolmentsPath]: () => [] };
  const nameless = createPortal({ ...readable, 'GET /crm/v3/objects/contacts/7': () => record('7', { email: null }) });
  const unmapped = createPortal({
    ...readable,
    'POST /automation/v4/workflow-id-mappings/batch/read': () => ({ results: [] }),
  });

  expect(await nameless.fail('trigger_workflow', input)).toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('no email'),
  });
  expect(await unmapped.fail('trigger_workflow', input)).toMatchObject({ code: 'conflict' });
  expect([...enrolmentsAt(nameless), ...enrolmentsAt(unmapped)]).toEqual([]);
});
