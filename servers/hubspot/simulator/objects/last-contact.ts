import type { RecordReference } from '../associations/association-store.ts';
import { type HubspotState, propertiesOf, recordsOf } from '../hubspot-state.ts';
import { objectTypes } from './object-type.ts';

const property = 'notes_last_contacted';

/** HubSpot counts these as having been in contact. */
const contacting = ['call', 'email', 'meeting'];

/**
 * "The last time a call, [...] meeting, sales email, [...] was logged for a contact. This is set automatically", as HubSpot describes the
 * property. What is still to come does not count.
 */
export const noteLastContact = (state: HubspotState, activity: RecordReference, now: number): void => {
  const { properties } = recordsOf(state, activity.type).get(activity.id) ?? {};
  const time = properties?.get('hs_timestamp');
  if (!contacting.includes(activity.type.singular) || time === undefined || Date.parse(time) > now) return;
  for (const type of objectTypes.filter((each) => propertiesOf(state, each).some(({ name }) => name === property))) {
    for (const { id } of state.associations.list(activity, type)) {
      const contacted = recordsOf(state, type).get(id)?.properties;
      if ((contacted?.get(property) ?? '') < time) contacted?.set(property, time);
    }
  }
};
