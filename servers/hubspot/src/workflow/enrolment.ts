import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { contactProperty, WireId } from '../identifier.ts';
import { singularName } from '../portal/object-type.ts';
import { readObject } from '../record/crm-object.ts';
import {
  type Change,
  changeLine,
  ifReadable,
  namedLine,
  nameOf,
  PreviewNames,
  withNames,
} from '../record/record-change.ts';
import { readLegacyWorkflowId, readWorkflow } from './workflow.ts';

const WireEnrolled = z.array(z.object({ id: WireId.nullish(), name: z.string().nullish() }));

/** Where a contact stands in a workflow. */
export const Enrolment = PreviewNames.extend({ enrolment: z.string() });

/** What to enrol in what. */
interface EnrolmentInput {
  workflow_id: string;
  object_type: string;
  object_id: string;
}

/** All that an enrolment needs. Throws where HubSpot would not enrol the contact. */
export async function readEnrolment(api: Hubspot, input: EnrolmentInput) {
  const { workflow, shouldReEnroll } = await readEnrollable(api, input);
  const { id: contactId, email } = await readEnrollee(api, input.object_id);
  const legacyId = await readLegacyWorkflowId(api, workflow.id);
  if (legacyId === undefined) throw unknownToEndpoint(workflow.id);
  // Of one that enrols again it does not matter.
  const enrolled = shouldReEnroll === false ? await readEnrolled(api, contactId).catch(() => undefined) : [];
  if (enrolled?.some(({ id }) => id === legacyId)) throw enrolledOnce(workflow.id, contactId);
  return { workflow, contactId, legacyId, email };
}

/** The workflow, as it would enrol such a record now. Throws where it does not. */
async function readEnrollable(api: Hubspot, { workflow_id: id, object_type }: EnrolmentInput) {
  const { workflow, triggerProperties, shouldReEnroll } = await readWorkflow(api, id);
  const type = await singularName(api, object_type);
  if (workflow.object_type !== type) {
    throw new ToolError(
      'invalid_input',
      `Workflow ${id} enrols records of type ${workflow.object_type}, not ${type}. Find another with list_workflows.`,
    );
  }
  if (!workflow.enabled) {
    throw new ToolError(
      'conflict',
      `Workflow ${id} is turned off, so nothing was enrolled. Someone has to turn it on in HubSpot under Automation > Workflows.`,
    );
  }
  if (type !== 'contact') throw onlyContacts(type, triggerProperties);
  return { workflow, shouldReEnroll };
}

const named = ['email', 'firstname', 'lastname'];

/** The address by which HubSpot enrols a contact, its name, and whether it gets marketing email. Throws where it has no address. */
async function readEnrollee(api: Hubspot, key: string) {
  const asked = [...named, 'hs_email_optout'];
  const { id, properties } = await readObject(api, 'contacts', key, asked, contactProperty(key));
  const { email, hs_email_optout: optOut } = properties;
  if (email) return { id, email, isOptedOut: optOut === 'true', contactName: nameOf(named, properties, id) };
  throw new ToolError(
    'invalid_input',
    `Contact ${id} has no email address, by which HubSpot enrols. Set one with update_object first.`,
  );
}

/**
 * Whether a contact is in a workflow already: HubSpot then enrols it once more only where the workflow allows that. The list of
 * what a contact is in has older ids, which only a POST translates, so that the name has to do before anything is allowed.
 */
export async function readEnrolmentChange(api: Hubspot, input: EnrolmentInput): Promise<Change> {
  const { workflow, shouldReEnroll } = await readEnrollable(api, input);
  const { id, isOptedOut, contactName } = await readEnrollee(api, input.object_id);
  // Whether a missing contact is meant by its 404 is not documented.
  const enrolled = await ifReadable(readEnrolled(api, id), []);
  const shown = workflow.name || `workflow ${workflow.id}`;
  const isIn = enrolled?.some(({ name }) => name === workflow.name);
  const change = isIn
    ? changeLine(
        'enrolment',
        `in a workflow named ${shown}`,
        againBy[String(shouldReEnroll)] ?? 'enrolled again, if it allows that',
      )
    : changeLine('enrolment', enrolled ? `not in ${shown}` : `could not be read, of ${shown}`, 'enrolled');
  return withNames(
    change,
    namedLine('the record', contactName, isIn ? 'once more' : 'enrolled'),
    changeLine('the opt-out', 'from all email', isOptedOut ? 'stays: no marketing email reaches it' : undefined),
  );
}

/** What becomes of a contact that is in a workflow, by what this one says of that. */
const againBy: Readonly<Record<string, string>> = {
  true: 'enrolled again',
  false: 'refused where it is this one: it enrols nobody twice',
};

/** The workflows that a contact is in. https://developers.hubspot.com/docs/api-reference/legacy/automation/workflows/v2/get-current-enrollment */
function readEnrolled(api: Hubspot, contactId: string) {
  const path = ['automation', 'v2', 'workflows', 'enrollments', 'contacts', contactId];
  return api.request(WireEnrolled, { path });
}

function enrolledOnce(workflowId: string, contactId: string): ToolError {
  return new ToolError(
    'conflict',
    `Contact ${contactId} is in workflow ${workflowId} already, and it enrols nobody twice. Someone can allow that in HubSpot under its re-enrollment.`,
  );
}

function unknownToEndpoint(workflowId: string): ToolError {
  return new ToolError(
    'conflict',
    `HubSpot's enrolment endpoint does not know workflow ${workflowId}. Enrol the contact in HubSpot: open it and choose Actions > Enroll in workflow.`,
  );
}

/** The refusal of a record that HubSpot's API does not enrol, with what does. */
function onlyContacts(objectType: string, triggerProperties: readonly string[]): ToolError {
  const change =
    triggerProperties.length > 0
      ? `change ${triggerProperties.slice(0, 10).join(' or ')} with update_object, which this workflow's trigger watches, or `
      : '';
  return new ToolError(
    'invalid_input',
    `HubSpot's public API enrols contacts only, so this ${objectType} was not enrolled. Instead ${change}enrol it in HubSpot: open the record and choose Actions > Enroll in workflow.`,
  );
}
