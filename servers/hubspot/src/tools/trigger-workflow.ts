import * as z from 'zod';
import { defineTool } from '../api.ts';
import { ContactKey, WorkflowId } from '../identifier.ts';
import { ObjectType } from '../portal/object-type.ts';
import { Enrolment, readEnrolment, readEnrolmentChange } from '../workflow/enrolment.ts';
import { enrolContact, Workflow } from '../workflow/workflow.ts';

export const triggerWorkflow = defineTool({
  name: 'trigger_workflow',
  title: 'Enrol a record in a workflow',
  description:
    'Enrols a contact in a contact workflow that is turned on; its actions (emails, tasks, ...) then run by themselves. ' +
    "HubSpot's API enrols contacts only: for a company or deal the answer names the properties whose change triggers the workflow. " +
    'Find workflows with list_workflows.',
  effect: 'update',
  idempotent: false,
  data: 'internal',
  scopes: ['workflows:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'workflow', workflow: 'automation' },
  input: z.object({
    workflow_id: WorkflowId.describe('From list_workflows'),
    object_type: ObjectType.describe('contact, company or deal'),
    object_id: ContactKey.describe('Record id or email'),
  }),
  output: z.object({
    enrolled: z.boolean().describe('True once HubSpot took the enrolment'),
    status: z.string().describe('accepted: the actions run by the workflow, now or later'),
    workflow: Workflow.describe('The workflow, as checked before enrolling'),
    object_type: z.string().describe('Type of the record'),
    object_id: z.string().describe('Record id'),
  }),
  examples: [
    { title: 'A contact', input: { workflow_id: '585050031', object_type: 'contact', object_id: '31204501109' } },
  ],
  undo: () => 'only in HubSpot, and not what the workflow has done by then',
  change: { fields: Enrolment, read: ({ input, api }) => readEnrolmentChange(api, input) },
  async handler({ input, api }) {
    const { workflow, contactId, legacyId, email } = await readEnrolment(api, input);
    await enrolContact(api, legacyId, email);
    return {
      enrolled: true,
      status: 'accepted',
      workflow,
      object_type: workflow.object_type,
      object_id: contactId,
    };
  },
});
