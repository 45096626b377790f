import { expect, test } from 'vitest';
import { openPortal } from './portal-client.ts';

const named = (portal: ReturnType<typeof openPortal>, name: string) => {
  const workflow = portal.simulator.state.workflows.find((candidate) => candidate.name === name);
  if (workflow === undefined) throw new Error(`no workflow ${name}`);
  return workflow;
};

const someEmail = async (portal: ReturnType<typeof openPortal>): Promise<string> =>
  (await portal.get('/crm/v3/objects/contacts?limit=1')).body.results[0].properties.email;

test('flows are listed by pages and read with their enrolment criteria', async () => {
  const portal = openPortal();
  const first = await portal.get('/automation/v4/flows?limit=4');
  const second = await portal.get(`/automation/v4/flows?limit=4&after=${first.body.paging.next.after}`);
  const deal = await portal.get(`/automation/v4/flows/${named(portal, 'Deal won hand-over').flowId}`);
  const missing = await portal.get('/automation/v4/flows/7');

  expect([first.body.results.length, second.body.results.length, second.body.paging]).toEqual([4, 3, undefined]);
  expect(deal.body).toMatchObject({
    type: 'PLATFORM_FLOW',
    objectTypeId: '0-3',
    enrollmentCriteria: { type: 'LIST_BASED' },
  });
  expect(deal.body.enrollmentCriteria.listFilterBranch.filterBranches[0].filters[0]).toMatchObject({
    property: 'dealstage',
    operation: { operator: 'IS_ANY_OF', values: ['closedwon', '881103'] },
  });
  expect(missing.status).toBe(404);
});

test('only contact-based flows have an id in the legacy API', async () => {
  const portal = openPortal();
  const [contactFlow, dealFlow] = [named(portal, 'New lead nurture'), named(portal, 'Deal won hand-over')];

  const mapped = await portal.send('POST', '/automation/v4/workflow-id-mappings/batch/read', {
    inputs: [contactFlow, dealFlow].map(({ flowId }) => ({ type: 'FLOW_ID', flowId })),
  });

  expect(mapped.body.results).toEqual([
    { flowId: Number(contactFlow.flowId), workflowId: Number(contactFlow.workflowId) },
  ]);
});

test('a contact is enrolled by email, once unless the workflow lets it in again, and taken out', async () => {
  const portal = openPortal();
  const email = await someEmail(portal);
  const contact = (await portal.get(`/crm/v3/objects/contacts/${email}?idProperty=email`)).body.id;
  const [once, often] = [named(portal, 'New lead nurture'), named(portal, 'Webinar follow-up')];
  const path = (workflowId: string | undefined) =>
    `/automation/v2/workflows/${workflowId}/enrollments/contacts/${encodeURIComponent(email)}`;
  const before = portal.simulator.digest();

  const statuses: number[] = [];
  for (const workflowId of [once.workflowId, once.workflowId, often.workflowId, often.workflowId]) {
    statuses.push((await portal.send('POST', path(workflowId))).status);
  }
  const enrolled = await portal.get(`/automation/v2/workflows/enrollments/contacts/${contact}`);
  const counts = [once.enrollments.length, often.enrollments.length];
  const changed = portal.simulator.digest();
  for (const { workflowId } of [once, often]) await portal.send('DELETE', path(workflowId));

  expect(statuses).toEqual([204, 204, 204, 204]);
  expect(counts).toEqual([1, 2]);
  expect(enrolled.body.map((workflow: { name: string }) => workflow.name)).toEqual([
    'New lead nurture',
    'Webinar follow-up',
  ]);
  expect(changed).not.toBe(before);
  expect(portal.simulator.digest()).toBe(before);
});

test('an enrolment is refused for unknown workflows and contacts, and for a workflow that is off', async () => {
  const portal = openPortal();
  const email = await someEmail(portal);
  const enrol = async (workflowId: string | undefined, who: string): Promise<number> =>
    (await portal.send('POST', `/automation/v2/workflows/${workflowId}/enrollments/contacts/${who}`)).status;

  expect(await enrol('7', email)).toBe(404);
  expect(await enrol(named(portal, 'New lead nurture').workflowId, 'nobody@lumen.example')).toBe(404);
  expect(await enrol(named(portal, 'Re-engage quiet contacts (paused)').workflowId, email)).toBe(400);
});

test('a record that comes to meet a workflow’s criteria is enrolled, because v4 has no endpoint for it', async () => {
  const portal = openPortal();
  const deal = await portal.send('POST', '/crm/v3/objects/deals', {
    properties: { dealname: 'x', dealstage: 'contractsent' },
  });
  const before = named(portal, 'Deal won hand-over').enrollments.length;

  await portal.send('PATCH', `/crm/v3/objects/deals/${deal.body.id}`, { properties: { amount: '5' } });
  const unrelated = named(portal, 'Deal won hand-over').enrollments.length;
  await portal.send('PATCH', `/crm/v3/objects/deals/${deal.body.id}`, { properties: { dealstage: 'closedwon' } });
  await portal.send('PATCH', `/crm/v3/objects/deals/${deal.body.id}`, { properties: { dealstage: 'closedwon' } });

  expect([before, unrelated]).toEqual([0, 0]);
  expect(named(portal, 'Deal won hand-over').enrollments.map(({ recordId }) => recordId)).toEqual([deal.body.id]);
});
