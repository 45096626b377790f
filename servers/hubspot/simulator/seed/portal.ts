import { createIdSequence, createRandom } from '@bizmcp/testkit/simulator';
import { createAssociationStore } from '../associations/association-store.ts';
import type { HubspotState } from '../hubspot-state.ts';
import type { PropertyDefinition } from '../portal/property-definition.ts';
import { seedCampaigns } from './campaigns.ts';
import { seedCompanies } from './companies.ts';
import { seedContacts } from './contacts.ts';
import { mergeDeals, seedDeals } from './deals.ts';
import { seedEngagements } from './engagements.ts';
import { seededOwners } from './owners.ts';
import { createPortalBuilder, day } from './portal-builder.ts';
import { dealPipelines, ticketPipelines } from './sales-pipelines.ts';
import {
  companyProperties,
  contactProperties,
  dealProperties,
  lineItemProperties,
  productProperties,
  subscriptionProperties,
} from './sales-properties.ts';
import {
  callProperties,
  emailProperties,
  meetingProperties,
  noteProperties,
  taskProperties,
  ticketProperties,
} from './service-properties.ts';
import { seedSubscriptions } from './subscriptions.ts';
import { seedTickets } from './tickets.ts';
import { seedWorkflows } from './workflows.ts';

const propertyTable: ReadonlyArray<readonly [objectTypeId: string, properties: readonly PropertyDefinition[]]> = [
  ['0-1', contactProperties],
  ['0-2', companyProperties],
  ['0-3', dealProperties],
  ['0-5', ticketProperties],
  ['0-7', productProperties],
  ['0-8', lineItemProperties],
  ['0-46', noteProperties],
  ['0-48', callProperties],
  ['0-49', emailProperties],
  ['0-47', meetingProperties],
  ['0-27', taskProperties],
  ['2-100001', subscriptionProperties],
];

const portal = {
  id: 44_881_234,
  name: 'Northlight Instruments',
  currency: 'USD',
  timeZone: 'US/Eastern',
  utcOffsetMilliseconds: -5 * 3_600_000,
};

/** A portal with its settings, and without data. */
const createEmptyPortal = (today: number): HubspotState => {
  const records: HubspotState['records'] = new Map();
  return { ...createSettings(today), records, associations: createAssociationStore(noteCompany(records)) };
};

/** https://knowledge.hubspot.com/properties/hubspots-default-contact-properties: the id of the primary company */
const noteCompany =
  (records: HubspotState['records']): Parameters<typeof createAssociationStore>[0] =>
  ({ type, id }, company) => {
    const properties = type.singular === 'contact' ? records.get(type.id)?.get(id)?.properties : undefined;
    if (company === undefined) properties?.delete('associatedcompanyid');
    else properties?.set('associatedcompanyid', company);
  };

const createSettings = (today: number): Omit<HubspotState, 'records' | 'associations'> => ({
  portal,
  properties: new Map(propertyTable),
  pipelines: new Map([
    ['0-3', dealPipelines],
    ['0-5', ticketPipelines],
  ]),
  owners: seededOwners,
  workflows: seedWorkflows(today),
  merged: new Map(),
  campaigns: new Map(),
  marketingEmails: new Map(),
  forms: [],
  ids: createIdSequence(31_204_500_017, 13),
});

/**
 * Makes the portal of Northlight Instruments, an invented maker of gauges: the same for the same seed and day.
 * `now` is in milliseconds since 1970; all dates are relative to its day (UTC).
 */
export const seedPortal = (seed: number, now: number): HubspotState => {
  const today = now - (now % day);
  const state = createEmptyPortal(today);
  const builder = createPortalBuilder(state, createRandom(seed), today);
  const [firstCompany, ...otherCompanies] = seedCompanies(builder);
  if (firstCompany === undefined) return state;
  const contacts = seedContacts(builder, [firstCompany, ...otherCompanies]);
  const deals = seedDeals(builder, [firstCompany, ...otherCompanies], contacts);
  mergeDeals(state, deals);
  const tickets = seedTickets(builder, contacts);
  seedSubscriptions(builder, [firstCompany, ...otherCompanies], contacts);
  seedEngagements(builder, { contacts, deals, tickets });
  seedCampaigns(builder, seed, { contacts, deals });
  return state;
};
