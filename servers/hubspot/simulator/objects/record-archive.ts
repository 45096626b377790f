import { type HubspotState, recordsOf } from '../hubspot-state.ts';
import { type ObjectType, objectTypes } from './object-type.ts';

/**
 * Moves a record to the recycling bin; what is not there, or is in it already, is passed over. "All activity is deleted and unassociated
 * from the record": https://knowledge.hubspot.com/privacy-and-consent/understand-restorable-and-permanent-contact-deletions
 */
export const archiveRecord = (state: HubspotState, type: ObjectType, id: string, now: number): void => {
  const record = recordsOf(state, type).get(id);
  if (record === undefined || record.archivedAt !== undefined) return;
  record.archivedAt = now;
  for (const other of objectTypes) {
    for (const associated of state.associations.list({ type, id }, other)) {
      state.associations.remove({ type, id }, { type: other, id: associated.id });
    }
  }
};
