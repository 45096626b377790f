import { Refusal } from '@bizmcp/testkit/simulator';
import { errorReply } from '../error-reply.ts';

/** A kind of CRM record. */
export interface ObjectType {
  /** HubSpot's identifier of the type, e.g. `0-1`. https://developers.hubspot.com/docs/guides/crm/using-object-apis */
  readonly id: string;
  /** The plural name, as in paths: `contacts`. */
  readonly plural: string;
  /** The singular name, as in association type names: `contact`. */
  readonly singular: string;
  /** Other names that paths accept. */
  readonly aliases: readonly string[];
  /** The property that holds the creation time, and the one with the last change. */
  readonly createdProperty: 'createdate' | 'hs_createdate';
  readonly modifiedProperty: 'lastmodifieddate' | 'hs_lastmodifieddate';
  /** What is returned when no property is asked for: https://developers.hubspot.com/docs/api-reference/2026-03/crm/search-the-crm */
  readonly defaultProperties: readonly string[];
  /** What a search's `query` looks into (same page). */
  readonly searchableProperties: readonly string[];
  /** What a create must set: the guides of each object, https://developers.hubspot.com/docs/api-reference/latest/crm/understanding-the-crm */
  readonly requiredProperties: readonly string[];
  /** Granular scopes, any of which is enough: https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes */
  readonly readScopes: readonly string[];
  readonly writeScopes: readonly string[];
}

const engagementScopes = {
  readScopes: ['crm.objects.contacts.read'],
  writeScopes: ['crm.objects.contacts.write'],
};

const granular = (plural: string) => ({
  readScopes: [`crm.objects.${plural}.read`],
  writeScopes: [`crm.objects.${plural}.write`],
});

const engagement = (id: string, plural: string, singular: string, searchableProperties: string[]): ObjectType => ({
  id,
  plural,
  singular,
  aliases: [],
  createdProperty: 'hs_createdate',
  modifiedProperty: 'hs_lastmodifieddate',
  defaultProperties: [],
  searchableProperties,
  requiredProperties: ['hs_timestamp'],
  ...engagementScopes,
});

/** The portal's object types; the last is a custom object. */
export const objectTypes: readonly ObjectType[] = [
  {
    id: '0-1',
    plural: 'contacts',
    singular: 'contact',
    aliases: [],
    createdProperty: 'createdate',
    modifiedProperty: 'lastmodifieddate',
    defaultProperties: ['email', 'firstname', 'lastname'],
    searchableProperties: ['firstname', 'lastname', 'email', 'phone', 'mobilephone', 'company'],
    requiredProperties: [],
    ...granular('contacts'),
  },
  {
    id: '0-2',
    plural: 'companies',
    singular: 'company',
    aliases: [],
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: ['name', 'domain'],
    searchableProperties: ['website', 'phone', 'name', 'domain'],
    requiredProperties: [],
    ...granular('companies'),
  },
  {
    id: '0-3',
    plural: 'deals',
    singular: 'deal',
    aliases: [],
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: ['dealname', 'amount', 'closedate', 'pipeline', 'dealstage'],
    searchableProperties: ['dealname', 'pipeline', 'dealstage', 'description', 'dealtype'],
    requiredProperties: ['dealname', 'dealstage'],
    ...granular('deals'),
  },
  {
    id: '0-5',
    plural: 'tickets',
    singular: 'ticket',
    aliases: [],
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: [
      'subject',
      'content',
      'hs_pipeline',
      'hs_pipeline_stage',
      'hs_ticket_category',
      'hs_ticket_priority',
    ],
    searchableProperties: ['subject', 'content', 'hs_pipeline_stage', 'hs_ticket_category'],
    requiredProperties: ['subject', 'hs_pipeline_stage'],
    readScopes: ['tickets'],
    writeScopes: ['tickets'],
  },
  {
    id: '0-7',
    plural: 'products',
    singular: 'product',
    aliases: [],
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: ['name', 'description', 'price'],
    searchableProperties: ['name', 'description', 'price', 'hs_sku'],
    requiredProperties: [],
    ...granular('products'),
  },
  {
    id: '0-8',
    plural: 'line_items',
    singular: 'line_item',
    aliases: ['line_item'],
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: ['quantity', 'amount', 'price'],
    searchableProperties: ['name'],
    requiredProperties: [],
    ...granular('line_items'),
  },
  engagement('0-46', 'notes', 'note', ['hs_note_body']),
  engagement('0-48', 'calls', 'call', ['hs_call_title', 'hs_call_body']),
  engagement('0-49', 'emails', 'email', ['hs_email_subject']),
  engagement('0-47', 'meetings', 'meeting', ['hs_meeting_title', 'hs_meeting_body']),
  engagement('0-27', 'tasks', 'task', ['hs_task_subject', 'hs_task_body']),
  {
    id: '2-100001',
    plural: 'p_subscriptions',
    singular: 'p_subscriptions',
    aliases: ['p44881234_subscriptions', 'subscriptions'],
    createdProperty: 'hs_createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: [],
    searchableProperties: ['subscription_name', 'plan'],
    requiredProperties: ['subscription_name'],
    readScopes: ['crm.objects.custom.read'],
    writeScopes: ['crm.objects.custom.write'],
  },
];

const byName = new Map(
  objectTypes.flatMap((type) =>
    [type.id, type.plural, type.singular, ...type.aliases].map((name) => [name, type] as const),
  ),
);

/** Finds a type by its identifier, plural, singular or fully qualified name; undefined when there is none. */
export const findObjectType = (name: string): ObjectType | undefined => byName.get(name.toLowerCase());

/** Finds a type, or refuses the request as HubSpot does when the path names none. */
export const requireObjectType = (name: string): ObjectType => {
  const type = findObjectType(name);
  if (type === undefined)
    throw new Refusal(errorReply(400, 'VALIDATION_ERROR', `Unable to infer object type from: ${name}`));
  return type;
};
