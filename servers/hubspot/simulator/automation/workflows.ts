import { Refusal, type Route, route, type SimulatedRequest } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { requireScope } from '../authorization.ts';
import { errorReply } from '../error-reply.ts';
import { type HubspotState, recordsOf } from '../hubspot-state.ts';
import { idPage } from '../id-page.ts';
import { createMultiReply } from '../objects/batch-reply.ts';
import { requireObjectType } from '../objects/object-type.ts';
import type { CrmRecord } from '../objects/record.ts';
import { findByUnique } from '../objects/record-write.ts';
import { readJson, readLimit } from '../request-body.ts';
import { renderWorkflow, renderWorkflowListing, type Workflow } from './workflow.ts';

const automation = ['automation'];

const requireFlow = (state: HubspotState, flowId: string): Workflow => {
  const workflow = state.workflows.find((candidate) => candidate.flowId === flowId);
  if (workflow === undefined) throw new Refusal(errorReply(404, 'OBJECT_NOT_FOUND', `Flow ${flowId} does not exist`));
  return workflow;
};

const mappingRoute = (base: string): Route<HubspotState> =>
  route('POST', `${base}/workflow-id-mappings/batch/read`, (request, { now, state }) => {
    requireScope(request, automation);
    const coordinate = z.union([
      z.strictObject({ type: z.literal('FLOW_ID'), flowId: z.string() }),
      z.strictObject({ type: z.literal('WORKFLOW_ID'), workflowId: z.string() }),
    ]);
    const { inputs } = readJson(request, z.strictObject({ inputs: z.array(coordinate) }));
    const found = inputs.flatMap((input) =>
      state.workflows.filter(({ flowId, workflowId }) =>
        input.type === 'FLOW_ID' ? flowId === input.flowId : workflowId === input.workflowId,
      ),
    );
    const results = found.flatMap(({ flowId, workflowId }) =>
      workflowId === undefined ? [] : [{ flowId: Number(flowId), workflowId: Number(workflowId) }],
    );
    return createMultiReply(200, results, now(), []);
  });

/** https://developers.hubspot.com/docs/api-reference/automation-automation-v4-v4/guide: v4 reads flows, it enrols nothing. */
const flowRoutes = (base: string): ReadonlyArray<Route<HubspotState>> => [
  route('GET', `${base}/flows`, (request, { state }) => {
    requireScope(request, automation);
    const limit = readLimit(request.query, 100, 100);
    const { found, paging } = idPage(state.workflows, ({ flowId }) => flowId, { query: request.query, limit });
    return { status: 200, body: { results: found.map(renderWorkflowListing), ...paging } };
  }),
  route('GET', `${base}/flows/{flowId}`, (request, { state }) => {
    requireScope(request, automation);
    return { status: 200, body: renderWorkflow(requireFlow(state, request.parameter('flowId'))) };
  }),
  route('POST', `${base}/flows/batch/read`, (request, { now, state }) => {
    requireScope(request, automation);
    const { inputs } = readJson(
      request,
      z.strictObject({ inputs: z.array(z.strictObject({ flowId: z.string(), type: z.literal('FLOW_ID') })) }),
    );
    const found = inputs.flatMap(({ flowId }) => state.workflows.find((workflow) => workflow.flowId === flowId) ?? []);
    return createMultiReply(200, found.map(renderWorkflow), now(), []);
  }),
  mappingRoute(base),
];

/** Only contact-based workflows have a legacy id, so only they can be reached here. */
const requireEnrollment = (
  request: SimulatedRequest<'workflowId' | 'email'>,
  state: HubspotState,
): { workflow: Workflow; contact: CrmRecord } => {
  requireScope(request, automation);
  const workflowId = request.parameter('workflowId');
  const workflow = state.workflows.find((candidate) => candidate.workflowId === workflowId);
  if (workflow === undefined) {
    throw new Refusal(errorReply(404, 'OBJECT_NOT_FOUND', `Workflow ${workflowId} does not exist`));
  }
  const email = request.parameter('email');
  const contact = findByUnique(state, requireObjectType('contacts'), 'email', email);
  if (contact === undefined) throw new Refusal(errorReply(404, 'OBJECT_NOT_FOUND', `No contact with email ${email}`));
  return { workflow, contact };
};

const enrollmentPath = '/automation/v2/workflows/{workflowId}/enrollments/contacts/{email}';

/**
 * The only documented enrolment: contacts, by email, in contact-based workflows; 204 without a body.
 * https://developers.hubspot.com/docs/api-reference/legacy/automation/workflows/v2/enroll-contact
 */
const enrollmentRoutes: ReadonlyArray<Route<HubspotState>> = [
  route('POST', enrollmentPath, (request, { now, state }) => {
    const { contact, workflow } = requireEnrollment(request, state);
    if (!workflow.isEnabled) {
      throw new Refusal(errorReply(400, 'VALIDATION_ERROR', `Workflow ${workflow.workflowId ?? ''} is not enabled`));
    }
    const isEnrolled = workflow.enrollments.some(({ recordId }) => recordId === contact.id);
    if (!isEnrolled || workflow.shouldReEnroll) workflow.enrollments.push({ recordId: contact.id, at: now() });
    return { status: 204 };
  }),
  route('DELETE', enrollmentPath, (request, { state }) => {
    const { contact, workflow } = requireEnrollment(request, state);
    const kept = workflow.enrollments.filter(({ recordId }) => recordId !== contact.id);
    workflow.enrollments.splice(0, workflow.enrollments.length, ...kept);
    return { status: 204 };
  }),
  route('GET', '/automation/v2/workflows/enrollments/contacts/{contactId}', (request, { state }) => {
    requireScope(request, automation);
    const contactId = request.parameter('contactId');
    if (!recordsOf(state, requireObjectType('contacts')).has(contactId)) {
      throw new Refusal(errorReply(404, 'OBJECT_NOT_FOUND', `No contact with id ${contactId}`));
    }
    const enrolled = state.workflows.filter(
      ({ enrollments, workflowId }) =>
        workflowId !== undefined && enrollments.some(({ recordId }) => recordId === contactId),
    );
    const body = enrolled.map(({ isEnabled, name, workflowId }) => ({
      id: Number(workflowId),
      portalId: state.portal.id,
      name,
      enabled: isEnabled,
    }));
    return { status: 200, body };
  }),
];

/** Workflows: v4 is not in a dated version yet, but in a beta one. */
export const workflowRoutes: ReadonlyArray<Route<HubspotState>> = [
  ...flowRoutes('/automation/v4'),
  ...flowRoutes('/automation/2026-09-beta'),
  ...enrollmentRoutes,
];
