import { createRandom } from '@bizmcp/testkit/simulator';
import { noteActivities } from '../last-activity.ts';
import type { OrgRecord } from '../object-definition.ts';
import { createOrgState, findRecord, type OrgState, recordsOf } from '../org-state.ts';
import { makeRecordId } from '../record-id.ts';
import { seedAccounts } from './accounts.ts';
import { seedActivities } from './activities.ts';
import { seedCampaigns } from './campaigns.ts';
import { seedContacts } from './contacts.ts';
import { seedLeads } from './leads.ts';
import { seedOpportunities } from './opportunities.ts';
import { createOrgBuilder, day, dayText } from './org-builder.ts';
import { seedSettings } from './settings.ts';

const organizationId = makeRecordId('00D', 731_204);
/** The first user: the one that integrations work as. */
const userId = makeRecordId('005', 100_007);

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_guidelines_archive.htm */
const isOld = ({ ActivityDate, IsClosed = true }: OrgRecord, yearAgo: string): boolean =>
  IsClosed === true && typeof ActivityDate === 'string' && ActivityDate < yearAgo;

/**
 * Makes the org of Harborline Controls, an invented maker of controllers: the same for the same seed and day.
 * `now` is in milliseconds since 1970; all dates are relative to its day (UTC).
 */
export const seedOrg = (seed: number, now: number): OrgState => {
  const state = createOrgState(organizationId, userId);
  const builder = createOrgBuilder(state, createRandom(seed), now - (now % day));
  seedSettings(builder);
  const accounts = seedAccounts(builder);
  const leads = seedLeads(builder, accounts);
  const people = seedContacts(builder, accounts, leads);
  seedOpportunities(builder, accounts, leads, people);
  const deals = [...recordsOf(state, 'OpportunityContactRole').values()].flatMap((role) => {
    const deal = findRecord(state, role.OpportunityId);
    const person = findRecord(state, role.ContactId);
    return deal === undefined || person === undefined ? [] : [{ deal, person }];
  });
  const campaigns = seedCampaigns(builder, leads, people.contacts);
  seedActivities(builder, leads, people.byLead, deals);
  for (const [index, { deal }] of deals.entries()) {
    if (index % 4 === 0) deal.CampaignId = campaigns[index % campaigns.length]?.Id ?? null;
  }
  const activities = ['Task', 'Event'].flatMap((name) => [...recordsOf(state, name).values()]);
  noteActivities(state, activities);
  const yearAgo = dayText(builder.today - 365 * day);
  for (const activity of activities) activity.IsArchived = isOld(activity, yearAgo);
  // History cannot be taken back.
  state.undo.length = 0;
  return state;
};
