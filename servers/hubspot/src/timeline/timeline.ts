import { ToolError } from '@bizmcp/core';
import type { Hubspot } from '../hubspot.ts';
import { readAssociatedIds } from '../record/association.ts';
import { readObjects } from '../record/crm-object.ts';
import { readClosings } from './deal-closing.ts';
import type { TimelineEvent } from './timeline-event.ts';
import { eventsOf, timelineProperties, timelineRecords } from './timeline-record.ts';

/** Most associated ids that are listed of one type, and most records of it that are read: 5 requests of 100. */
const mostIds = 5000;
const mostRecords = 500;

/** What happened with a contact, and what is not in it. */
interface RecordEvents {
  events: TimelineEvent[];
  /** Sentences on the types of which only the latest records were read, or none because the credentials may not. */
  gaps: string[];
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
      const read = readEventsOfType(api, contactId, objectType, record);
      return read.catch((error: unknown) => ({ events: [], gaps: [forbiddenGap(objectType, error)] }));
    }),
  );
  return { events: perType.flatMap(({ events }) => events), gaps: perType.flatMap(({ gaps }) => gaps) };
}

async function readEventsOfType(
  api: Hubspot,
  contactId: string,
  objectType: string,
  record: (typeof timelineRecords)[string],
): Promise<RecordEvents> {
  const { ids, hasMore } = await readAssociatedIds(api, 'contacts', contactId, objectType, mostIds);
  const latest = ids.toSorted(byAge).slice(0, mostRecords);
  const records = await readObjects(api, objectType, latest, timelineProperties(record));
  const closings = objectType === 'deals' ? await readClosings(api, records) : new Map<string, string>();
  const events = records.flatMap(({ id, createdAt, properties }) => {
    const closedate = closings.get(id);
    // Without a time of its own it happened no later than it was noted.
    const time = properties[record.time] || createdAt || null;
    return eventsOf(record, id, { ...properties, [record.time]: time, ...(closedate && { closedate }) });
  });
  const isCut = hasMore || ids.length > mostRecords;
  return { events, gaps: isCut ? [`Only the latest 500 ${objectType} were read.`] : [] };
}

/** A key need not have the scopes of all types: without those of one, the rest is still worth telling. Throws what else went wrong. */
function forbiddenGap(objectType: string, error: unknown): string {
  if (error instanceof ToolError && error.code === 'forbidden') return `No ${objectType} were read. ${error.message}`;
  throw error;
}

/** HubSpot's record ids grow; they can be longer than a number holds exactly. */
function byAge(one: string, other: string): number {
  if (one.length !== other.length) return other.length - one.length;
  return one < other ? 1 : -1;
}
