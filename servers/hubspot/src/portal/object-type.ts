import { orNothing, ToolError } from '@bizmcp/core';
import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { shortName } from '../short-name.ts';
import { type CustomType, readCustomTypes } from './custom-type.ts';

/** An object type as a tool takes it: one of HubSpot's names for it, or the label that people know it by. */
export const ObjectType = z.string().min(1).max(100);

interface StandardType {
  singular: string;
  /** https://developers.hubspot.com/docs/guides/crm/understanding-the-crm#object-type-ids */
  id: string;
  /** What is shown when the caller names no properties: enough to recognise a record. */
  properties: readonly string[];
  /** What is shown besides where it is one record alone: texts of any length, and how and when it went. */
  further?: readonly string[];
  /** What HubSpot creates none without, by the guide of each type. */
  required?: readonly string[];
  /** Type of which one is associated in the same step. */
  of?: string;
}

/** What all activities have, and must have. */
export const engagementProperties: readonly string[] = ['hs_timestamp', 'hubspot_owner_id'];
const timed = ['hs_timestamp'];

/** HubSpot's own types by the name that its paths take. */
export const standardTypes: Readonly<Record<string, StandardType>> = {
  contacts: {
    singular: 'contact',
    id: '0-1',
    properties: [
      'email',
      'firstname',
      'lastname',
      'phone',
      'company',
      'jobtitle',
      'lifecyclestage',
      'hs_lead_status',
      'hubspot_owner_id',
    ],
  },
  companies: {
    singular: 'company',
    id: '0-2',
    properties: [
      'name',
      'domain',
      'industry',
      'city',
      'country',
      'numberofemployees',
      'lifecyclestage',
      'hubspot_owner_id',
    ],
  },
  deals: {
    singular: 'deal',
    id: '0-3',
    properties: ['dealname', 'amount', 'deal_currency_code', 'pipeline', 'dealstage', 'closedate', 'hubspot_owner_id'],
    required: ['dealname', 'dealstage'],
  },
  tickets: {
    singular: 'ticket',
    id: '0-5',
    properties: ['subject', 'hs_pipeline', 'hs_pipeline_stage', 'hs_ticket_priority', 'createdate', 'hubspot_owner_id'],
    further: ['content', 'closed_date'],
    required: ['subject', 'hs_pipeline_stage'],
  },
  products: { singular: 'product', id: '0-7', properties: ['name', 'price', 'hs_sku', 'description'] },
  line_items: {
    singular: 'line_item',
    id: '0-8',
    properties: ['name', 'quantity', 'price', 'amount', 'hs_product_id'],
  },
  quotes: {
    singular: 'quote',
    id: '0-14',
    properties: ['hs_title', 'hs_status', 'hs_expiration_date', 'hs_quote_amount', 'hs_currency'],
  },
  calls: {
    singular: 'call',
    id: '0-48',
    properties: [...engagementProperties, 'hs_call_title', 'hs_call_direction', 'hs_call_status'],
    further: ['hs_call_disposition', 'hs_call_duration', 'hs_call_body'],
    required: timed,
  },
  emails: {
    singular: 'email',
    id: '0-49',
    properties: [...engagementProperties, 'hs_email_subject', 'hs_email_direction', 'hs_email_status'],
    further: ['hs_email_text'],
    required: timed,
  },
  meetings: {
    singular: 'meeting',
    id: '0-47',
    properties: [...engagementProperties, 'hs_meeting_title', 'hs_meeting_outcome'],
    further: ['hs_meeting_start_time', 'hs_meeting_end_time', 'hs_meeting_body'],
    required: timed,
  },
  notes: { singular: 'note', id: '0-46', properties: [...engagementProperties, 'hs_note_body'], required: timed },
  tasks: {
    singular: 'task',
    id: '0-27',
    properties: [...engagementProperties, 'hs_task_subject', 'hs_task_status', 'hs_task_priority'],
    further: ['hs_task_type', 'hs_task_body'],
    required: timed,
  },
  leads: {
    singular: 'lead',
    id: '0-136',
    properties: ['hs_lead_name', 'hs_lead_type', 'hs_pipeline_stage', 'hubspot_owner_id'],
    required: ['hs_lead_name'],
    of: 'contacts',
  },
  orders: {
    singular: 'order',
    id: '0-123',
    properties: ['hs_order_name', 'hs_currency_code', 'hs_total_price', 'hs_pipeline_stage'],
  },
  carts: { singular: 'cart', id: '0-142', properties: ['hs_cart_name', 'hs_currency_code', 'hs_total_price'] },
  feedback_submissions: {
    singular: 'feedback_submission',
    id: '0-19',
    properties: ['hs_survey_name', 'hs_value', 'hs_submission_timestamp'],
  },
};

/** The name HubSpot's paths take for an object type; a type that the portal does not have is `not_found`, with those it has. */
export async function resolveObjectType(api: Hubspot, name: string): Promise<string> {
  const lower = name.toLowerCase();
  const standard = Object.entries(standardTypes).find(([plural, type]) =>
    [plural, type.singular, type.id].includes(lower),
  );
  if (standard) return standard[0];
  // HubSpot's own types that are not in the table above.
  if (/^0-\d+$/.test(name)) return name;
  const ownTypes = await readOwnTypes(api);
  if (ownTypes === undefined && ownName.test(name)) return name;
  const customTypes = ownTypes ?? [];
  const named = customTypes.find((type) =>
    [type.id, type.qualified_name, type.name, `p_${type.name}`].some((each) => each.toLowerCase() === lower),
  );
  if (named) return named.id;
  const labelled = customTypes.filter((type) =>
    [type.label, type.singular_label].some((each) => each.toLowerCase() === lower),
  );
  if (labelled[0] && labelled.length === 1) return labelled[0].id;
  if (labelled.length > 1)
    throw new ToolError('invalid_input', `Several object types have this label: ${namesOf(labelled)}.`);
  const standardNames = Object.keys(standardTypes).join(', ');
  const lister = Object.entries(listers).find(([plural]) => [plural, plural.replace(/s$/, '')].includes(lower));
  const own = ownTypes
    ? namesOf(ownTypes) || 'none'
    : 'by id alone, as their list takes the scope crm.schemas.custom.read';
  throw new ToolError(
    'not_found',
    `No object type ${shortName(name)} in this portal${lister ? `: ${lister[1]}` : ''}. Its own: ${own}; of HubSpot's, as far as the portal has them: ${standardNames}.`,
  );
}

/** What is asked for as a type, and is found by a tool of its own. */
const listers: Readonly<Record<string, string>> = {
  campaigns: 'analyze_campaign_performance finds them by words of their name; bizmcp://hubspot/campaigns lists them',
  owners: 'list_owners has them',
  pipelines: 'list_pipelines has them',
  workflows: 'list_workflows has them',
};

/** The names that HubSpot's paths take for a portal's own types. */
const ownName = /^(?:2-\d+|p\d*_\w+)$/;

/** The portal's own types; undefined for a key that may not list them, and may yet work with their records. */
function readOwnTypes(api: Hubspot): Promise<CustomType[] | undefined> {
  return orNothing(readCustomTypes(api), 'forbidden');
}

/** One of them by its id; undefined for HubSpot's own types too. */
async function readOwnType(api: Hubspot, id: string): Promise<CustomType | undefined> {
  const types = id.startsWith('2-') ? await readOwnTypes(api) : undefined;
  return types?.find((type) => type.id === id);
}

function namesOf(types: readonly CustomType[]): string {
  return types.map((type) => `${type.qualified_name} (${type.id})`).join(', ');
}

/** A type by the name that workflows have for it. */
export async function singularName(api: Hubspot, name: string): Promise<string> {
  const type = await resolveObjectType(api, name);
  return standardTypes[type]?.singular ?? type;
}

/** The properties shown of a type when the caller names none; empty where HubSpot's own choice has to do. */
export async function shownProperties(api: Hubspot, objectType: string): Promise<string[]> {
  const standard = standardTypes[objectType];
  if (standard || objectType.startsWith('0-')) return [...(standard?.properties ?? [])];
  const {
    primary_property: primary = [],
    secondary_properties: secondary = [],
    required_properties: required = [],
  } = (await readOwnType(api, objectType)) ?? {};
  return [...new Set([primary, secondary, required].flat())];
}

/** The properties shown of one record alone when the caller names none. */
export async function wholeProperties(api: Hubspot, objectType: string): Promise<string[]> {
  return [...(await shownProperties(api, objectType)), ...(standardTypes[objectType]?.further ?? [])];
}

/** The properties that HubSpot creates no record of a type without. */
export async function requiredProperties(api: Hubspot, objectType: string): Promise<readonly string[]> {
  const own = await readOwnType(api, objectType);
  return own?.required_properties ?? standardTypes[objectType]?.required ?? [];
}

/** The properties in which words are looked for, of a type of the portal's own: those of HubSpot's types are names and the like. */
export async function searchedProperties(api: Hubspot, objectType: string): Promise<readonly string[]> {
  return (await readOwnType(api, objectType))?.searchable_properties ?? [];
}

/** Throws where a new record lacks what it must have. */
export async function requireComplete(
  api: Hubspot,
  objectType: string,
  values: Readonly<Record<string, string>>,
  others: readonly { object_type: string }[] = [],
): Promise<void> {
  const required = await requiredProperties(api, objectType);
  const owner = standardTypes[objectType]?.of;
  const linked = await Promise.all(others.map((other) => resolveObjectType(api, other.object_type)));
  const missing = [
    ...required.filter((name) => !values[name]),
    ...(owner === undefined || linked.includes(owner) ? [] : [`one of ${owner} in associate_with`]),
  ];
  if (missing.length > 0) throw new ToolError('invalid_input', `A new record must have ${missing.join(', ')} too.`);
}

/** What a workflow calls the type it enrols: https://developers.hubspot.com/docs/guides/crm/understanding-the-crm#object-type-ids */
export function objectTypeName(objectTypeId: string): string {
  return Object.values(standardTypes).find((type) => type.id === objectTypeId)?.singular ?? objectTypeId;
}
