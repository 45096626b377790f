import { ToolError, wrongInput } from '@bizmcp/core';
import { parseQuery } from '@bizmcp/soql';
import { fieldIs, readIfSeen } from '../record/read-fields.ts';
import type { Salesforce, Values } from '../salesforce.ts';
import type { ObjectDescription } from '../schema/object-description.ts';

const members = ['LeadId', 'ContactId', 'AccountId'] as const;

/**
 * Throws where a lead or contact is in the campaign already, which Salesforce takes each into once, where nobody is given, and where both
 * are, of which it would drop the lead without a word. Some orgs take accounts, too.
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_campaignmember.htm, "Usage"
 */
export async function checkMembership(api: Salesforce, { name }: ObjectDescription, values: Values): Promise<void> {
  if (name !== 'CampaignMember') return;
  if (typeof values.ContactId === 'string' && typeof values.LeadId === 'string') {
    throw wrongInput('fields.LeadId', 'a member is a lead or a contact, and ContactId is given too', 'Leave one out.');
  }
  if (members.every((field) => typeof values[field] !== 'string'))
    throw wrongInput('fields', 'a member needs a LeadId or a ContactId', 'Nothing was sent.');
  const who = typeof values.ContactId === 'string' ? 'ContactId' : 'LeadId';
  const [campaign, person] = [values.CampaignId, values[who]];
  if (typeof campaign !== 'string' || typeof person !== 'string') return;
  const conditions = [fieldIs('CampaignId', campaign), fieldIs(who, person)];
  const query = parseQuery('SELECT Id FROM CampaignMember LIMIT 1');
  const [known] = await readIfSeen(api, { ...query, where: { kind: 'and', conditions } }, 1);
  if (known === undefined) return;
  const advice = 'change that one with update_record';
  throw new ToolError('conflict', `This ${who} is in the campaign already: CampaignMember ${known.Id}; ${advice}.`);
}
