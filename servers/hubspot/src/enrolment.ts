import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { readObject } from './crm-object.ts';
import type { Hubspot } from './hubspot.ts';
import { singularName } from './object-type.ts';
import { changeLine, ifReadable, namedLine, PreviewNames, readRecordName, withNames } from './record-change.ts';
import { readWorkflow } from './workflow.ts';

const WireEnrolled = z.array(z.object({ name: z.string().nullish() }));

/** Where a contact stands in a workflow. */
export const Enrolment = PreviewNames.extend({ enrolment: z.string() });

/** What to enrol in what. */
interface EnrolmentInput {
  workflow_id: string;
  object_type: string;
}

/** The workflow, as it would enrol such a record now. Throws where it does not. */
export async function readEnrollable(api: Hubspot, { workflow_id: id, object_type }: EnrolmentInput) {
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

/** The address by which HubSpot enrols a contact, and whether it gets marketing email. Throws where it has no address. */
export async function readEnrollee(api: Hubspot, contactId: string) {
  const { properties } = await readObject(api, 'contacts', contactId, ['email', 'hs_email_optout']);
  if (properties.email) return { email: properties.email, isOptedOut: properties.hs_email_optout === 'true' };
  throw new ToolError(
    'invalid_input',
    `Contact ${contactId} has no email address, by which HubSpot enrols. Set one with update_object first.`,
  );
}

/**
 * Whether a contact is in a workflow already: HubSpot then enrols it once more only where the workflow allows that. The list of
 * what a contact is in has older ids, which only a POST translates, so that the name has to do before anything is allowed.
 */
export async function readEnrolmentChange(api: Hubspot, input: EnrolmentInput & { object_id: string }) {
  const { workflow, shouldReEnroll } = await readEnrollable(api, input);
  const [names, contact, enrollee] = await Promise.all([
    // Whether a missing contact is meant by its 404 is not documented.
    ifReadable(readEnrolled(api, input.object_id), ['unavailable']),
    readRecordName(api, 'contacts', input.object_id),
    ifReadable(readEnrollee(api, input.object_id), ['invalid_input', 'unavailable']),
  ]);
  if (workflow.name === '') return undefined;
  return withNames(
    changeFrom(names, workflow.name, shouldReEnroll ?? undefined),
    namedLine('the record', contact, 'enrolled'),
    changeLine(
      'the opt-out',
      'from all email',
      enrollee?.isOptedOut ? 'stays: no marketing email reaches it' : undefined,
    ),
  );
}

function changeFrom(names: readonly (string | null | undefined)[] | undefined, name: string, isAgain?: boolean) {
  if (names?.includes(name)) {
    const again = isAgain === false ? 'as before: it enrols nobody twice' : 'enrolled again, if it allows that';
    return { before: { enrolment: `in a workflow named ${name}` }, after: { enrolment: again } };
  }
  const before = names ? `not in ${name}` : `could not be read, of ${name}`;
  return { before: { enrolment: before }, after: { enrolment: 'enrolled' } };
}

/** The names of the workflows that a contact is in. https://developers.hubspot.com/docs/api-reference/legacy/automation/workflows/v2/get-current-enrollment */
async function readEnrolled(api: Hubspot, contactId: string): Promise<(string | null | undefined)[]> {
  const path = ['automation', 'v2', 'workflows', 'enrollments', 'contacts', contactId];
  const workflows = await api.request(WireEnrolled, { path });
  return workflows.map(({ name }) => name);
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
