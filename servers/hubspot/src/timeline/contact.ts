import { personal } from '@bizmcp/core';
import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { contactProperty, toIsoDate } from '../identifier.ts';
import { readAnswer } from '../read-answer.ts';
import { WireObject } from '../record/crm-object.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** A contact as a model sees it. */
export const Contact = z.object({
  id: z.string().describe('Record id'),
  first_name: z.string().optional().describe('First name').meta(personal('name')),
  last_name: z.string().optional().describe('Last name').meta(personal('name')),
  email: z.string().optional().describe('Email address').meta(personal('email')),
  phone: z.string().optional().describe('Phone number').meta(personal('phone')),
  company: z.string().optional().describe('Company by name').meta(personal('name')),
  job_title: z.string().optional().describe('Job title'),
  lifecycle_stage: z.string().optional().describe('Such as lead, opportunity, customer'),
  lead_status: z.string().optional().describe('Such as NEW, IN_PROGRESS'),
  owner_id: z.string().optional().describe('list_owners has the name'),
  created_at: z.string().optional().describe('ISO 8601'),
  updated_at: z.string().optional().describe('ISO 8601'),
});

const shown = {
  firstname: 'first_name',
  lastname: 'last_name',
  email: 'email',
  phone: 'phone',
  company: 'company',
  jobtitle: 'job_title',
  lifecyclestage: 'lifecycle_stage',
  hs_lead_status: 'lead_status',
  hubspot_owner_id: 'owner_id',
};

/** Properties whose changes tell the story of a contact; HubSpot keeps the last 45 values of each for contacts. */
const followed = [
  ...['lifecyclestage', 'hs_lead_status', 'hubspot_owner_id', 'hs_email_optout'],
  ...['email', 'phone', 'jobtitle', 'company'],
];

type WireContact = z.output<typeof WireObject>;

/** A contact by its id or address, with the history of the properties that are followed. */
export async function readContact(api: Hubspot, key: string): Promise<WireContact> {
  const { basic } = await api.objects();
  const asked = Object.keys(shown);
  return readAnswer(
    WireObject,
    basic.getById('contacts', key, asked, followed, undefined, false, contactProperty(key)),
  );
}

export function toContact(wire: WireContact): z.input<typeof Contact> {
  const contact: Record<string, string> = {};
  for (const [property, name] of Object.entries(shown)) {
    const value = wire.properties[property];
    if (value) contact[name] = value;
  }
  return {
    id: wire.id,
    ...contact,
    ...(wire.createdAt && { created_at: wire.createdAt }),
    ...(wire.updatedAt && { updated_at: wire.updatedAt }),
  };
}

/** Each change of a followed property as an event, each value as it may be told; the first counts as a change from nothing. */
export function propertyChanges(wire: WireContact, told: (property: string, value: string) => string): TimelineEvent[] {
  return Object.entries(wire.propertiesWithHistory ?? {}).flatMap(([property, history]) => {
    const dated = history.flatMap(({ timestamp, value, sourceType }) => {
      const at = toIsoDate(timestamp);
      return at ? [{ at, value: value ?? '', sourceType }] : [];
    });
    const newestFirst = dated.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
    return newestFirst.map(({ at, value, sourceType }, index): TimelineEvent => {
      const before = newestFirst[index + 1]?.value;
      // A merge of records leaves several values of one moment.
      const older = newestFirst.slice(index + 1).filter((change) => change.at === at).length;
      return {
        id: `property-${property}-${at}${older > 0 ? `-${older + 1}` : ''}`,
        type: 'property_change',
        at,
        title: `${property} ${before ? 'changed' : 'set'}`,
        details: {
          property,
          ...(before && { from: told(property, before) }),
          to: told(property, value),
          ...(sourceType && { source: sourceType }),
        },
      };
    });
  });
}
