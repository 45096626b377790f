import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { WireDate, WireId } from '../identifier.ts';
import { objectTypeName } from '../portal/object-type.ts';
import { WirePaging } from '../record/crm-object.ts';
import { type Condition, conditionsIn } from './trigger.ts';

const WireFlow = z.object({
  id: WireId,
  name: z.string().nullish(),
  isEnabled: z.boolean(),
  objectTypeId: z.string(),
  updatedAt: WireDate.nullish(),
  enrollmentCriteria: z.unknown().optional(),
});

const WireFlows = z.object({ results: z.array(WireFlow) });
const WireFlowPage = WireFlows.extend({ paging: WirePaging });
const WireMappings = z.object({ results: z.array(z.object({ flowId: WireId, workflowId: WireId })) });

/** A workflow as a model sees it. */
export const Workflow = z.object({
  id: z.string().describe('Identifier, for trigger_workflow'),
  name: z.string().describe('Name in HubSpot'),
  enabled: z.boolean().describe('Whether it is turned on'),
  object_type: z.string().describe('Type of record that it enrols'),
  updated_at: z.string().optional().describe('ISO 8601'),
});

/** One page of the portal's workflows. The SDK has no client for https://developers.hubspot.com/docs/api-reference/legacy/automation/workflows/get-workflows */
export async function readWorkflows(api: Hubspot, query: { after?: string | undefined; limit: number }) {
  const page = await api.request(WireFlowPage, { path: ['automation', 'v4', 'flows'], query });
  return { workflows: page.results.map(toWorkflow), after: page.paging?.next?.after };
}

const WireCriteria = z.object({ shouldReEnroll: z.boolean().nullish() }).catch({});

/** One workflow, the properties whose change makes it enrol a record by itself, and whether it enrols one again. */
export async function readWorkflow(api: Hubspot, id: string) {
  const flow = await api.request(WireFlow, { path: ['automation', 'v4', 'flows', id] });
  const { enrollmentCriteria: criteria } = flow;
  const { shouldReEnroll } = WireCriteria.parse(criteria);
  const triggerProperties = new Set(conditionsIn(criteria).map(({ property }) => property));
  return { workflow: toWorkflow(flow), triggerProperties: [...triggerProperties], shouldReEnroll };
}

/** A workflow with what its trigger asks for. */
export type TriggeredWorkflow = z.input<typeof Workflow> & { conditions: Condition[] };

/** These workflows with their triggers, which no list has: https://developers.hubspot.com/docs/api-reference/automation-automation-v4-v4/workflows/post-automation-v4-flows-batch-read */
export async function readTriggers(api: Hubspot, workflows: readonly { id: string }[]): Promise<TriggeredWorkflow[]> {
  if (workflows.length === 0) return [];
  const path = ['automation', 'v4', 'flows', 'batch', 'read'];
  const body = { inputs: workflows.map(({ id: flowId }) => ({ flowId, type: 'FLOW_ID' })) };
  const { results } = await api.request(WireFlows, { method: 'POST', path, body, isLookUp: true });
  return results.map((flow) => ({ ...toWorkflow(flow), conditions: conditionsIn(flow.enrollmentCriteria) }));
}

/** The id that the older enrolment endpoint knows the workflow by; undefined where it has none. */
export async function readLegacyWorkflowId(api: Hubspot, flowId: string): Promise<string | undefined> {
  const { results } = await api.request(WireMappings, {
    method: 'POST',
    path: ['automation', 'v4', 'workflow-id-mappings', 'batch', 'read'],
    body: { inputs: [{ type: 'FLOW_ID', flowId }] },
    isLookUp: true,
  });
  return results.find((mapping) => mapping.flowId === flowId)?.workflowId;
}

/** Enrols a contact; HubSpot answers 204. https://developers.hubspot.com/docs/api-reference/legacy/automation/workflows/v2/enroll-contact */
export async function enrolContact(api: Hubspot, legacyWorkflowId: string, email: string): Promise<void> {
  const path = ['automation', 'v2', 'workflows', legacyWorkflowId, 'enrollments', 'contacts', email];
  await api.request(z.unknown(), { method: 'POST', path });
}

function toWorkflow(wire: z.output<typeof WireFlow>): z.input<typeof Workflow> {
  return {
    id: wire.id,
    name: wire.name ?? '',
    enabled: wire.isEnabled,
    object_type: objectTypeName(wire.objectTypeId),
    ...(wire.updatedAt && { updated_at: wire.updatedAt }),
  };
}
