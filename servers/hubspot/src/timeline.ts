import { readAssociatedIds } from './association.ts';
import { readObjects } from './crm-object.ts';
import type { Hubspot } from './hubspot.ts';
import type { TimelineEvent } from './timeline-event.ts';
import { eventsOf, timelineProperties, timelineRecords } from './timeline-record.ts';

/** Most associated ids that are listed of one type, and most records of it that are read: 5 requests of 100. */
const mostIds = 5000;
const mostRecords = 500;

/** What happened with a contact, and the types of which only the latest records were read. */
export interface RecordEvents {
  events: TimelineEvent[];
  incomplete: string[];
}

/** The events of the records that are associated with a contact, unsorted. */
export async function readRecordEvents(
  api: Hubspot,
  contactId: string,
  includeActivities: boolean,
): Promise<RecordEvents> {
  const types = Object.entries(timelineRecords).filter(([, record]) => includeActivities || !record.isActivity);
  const perType = await Promise.all(
    types.map(async ([objectType, record]) => {
      const { ids, hasMore } = await readAssociatedIds(api, 'contacts', contactId, objectType, mostIds);
      const latest = ids.toSorted(byAge).slice(0, mostRecords);
      const records = await readObjects(api, objectType, latest, timelineProperties(record));
      const events = records.flatMap(({ id, properties }) => eventsOf(record, id, properties));
      return { events, incomplete: hasMore || ids.length > mostRecords ? [objectType] : [] };
    }),
  );
  return {
    events: perType.flatMap(({ events }) => events),
    incomplete: perType.flatMap(({ incomplete }) => incomplete),
  };
}

/** HubSpot's record ids grow; they can be longer than a number holds exactly. */
function byAge(one: string, other: string): number {
  if (one.length !== other.length) return other.length - one.length;
  return one < other ? 1 : -1;
}
