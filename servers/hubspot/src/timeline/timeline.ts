import { readRows, ToolError } from '@bizmcp/core';
import type { Hubspot } from '../hubspot.ts';
import { readPipelines } from '../portal/pipeline.ts';
import { readAssociated } from '../record/association.ts';
import { readObjects, searchObjects } from '../record/crm-object.ts';
import { toVendorFilter } from '../search/search-filter.ts';
import { readTurns, type Turn } from './record-closing.ts';
import type { TimelineEvent } from './timeline-event.ts';
import { eventsOf, timelineProperties, timelineRecords } from './timeline-record.ts';
import { readOutcomeNames, stageNames } from './value-name.ts';

/** Records of a type that are read at most, all that a list of associations has on a page, and those that a search has on one. */
const mostRecords = 500;
const mostFound = 200;

type RecordType = (typeof timelineRecords)[string];

/** The days that are asked for, YYYY-MM-DD. */
interface Days {
  start_date?: string | undefined;
  end_date?: string | undefined;
}

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
  days: Days = {},
): Promise<RecordEvents> {
  const types = Object.entries(timelineRecords).filter(([, record]) => includeActivities || !record.isActivity);
  const perType = await Promise.all(
    types.map(async ([objectType, record]) => {
      const read = readEventsOfType(api, contactId, objectType, record, days);
      return read.catch((error: unknown) => ({ events: [], gaps: [forbiddenGap(objectType, error)] }));
    }),
  );
  return { events: perType.flatMap(({ events }) => events), gaps: perType.flatMap(({ gaps }) => gaps) };
}

async function readEventsOfType(
  api: Hubspot,
  contactId: string,
  objectType: string,
  record: RecordType,
  days: Days,
): Promise<RecordEvents> {
  const { records: associated, after } = await readAssociated(api, 'contacts', contactId, objectType);
  const { ids, isCut } =
    after === undefined
      ? { ids: associated.map(({ object_id: id }) => id), isCut: false }
      : await searchLatest(api, contactId, objectType, record, days);
  const records = await readObjects(api, objectType, ids, timelineProperties(record));
  const { turns, nameOf } = await readBackground(api, objectType, records);
  const events = records.flatMap(({ id, createdAt, properties }) => {
    // Without a time of its own it happened no later than it was noted.
    const time = properties[record.time] || createdAt || null;
    const timed = { id, properties: { ...properties, [record.time]: time } };
    return eventsOf(record, timed, turns.get(id) ?? [], nameOf);
  });
  return { events, gaps: isCut ? [`Only the latest ${mostRecords} ${objectType} were read.`] : [] };
}

/** What the records themselves do not tell: what their values are called, and when those with stages were closed. */
async function readBackground(api: Hubspot, objectType: string, records: Awaited<ReturnType<typeof readObjects>>) {
  const none = { turns: new Map<string, Turn[]>(), nameOf: () => undefined };
  if (records.length === 0) return none;
  if (objectType === 'calls') return { ...none, nameOf: await readOutcomeNames(api) };
  if (timelineRecords[objectType]?.isActivity) return none;
  const pipelines = (await readPipelines(api, objectType).catch(() => undefined)) ?? [];
  const turns = await readTurns(api, objectType, records, pipelines);
  return { turns, nameOf: stageNames(objectType, pipelines) };
}

/**
 * The ids of the latest records of a type, of the days that are asked for, where a contact has too many to read all: associations come in no order
 * of time. https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm, "Search through associations"
 */
async function searchLatest(
  api: Hubspot,
  contactId: string,
  objectType: string,
  { isActivity, time: property }: RecordType,
  { end_date: end, start_date: start }: Days,
) {
  const filters = [
    { propertyName: 'associations.contact', operator: 'EQ', value: contactId },
    // What is closed some day has two times.
    ...(isActivity && start ? [toVendorFilter({ property, operator: 'GTE', value: start })] : []),
    ...(isActivity && end ? [toVendorFilter({ property, operator: 'LTE', value: end })] : []),
  ];
  const request = { filterGroups: [{ filters }], sorts: [`-${property}`], properties: [property] };
  let total = 0;
  const ids = await readRows(mostRecords, async (after = '0', had) => {
    const limit = Math.min(mostFound, mostRecords - had);
    const page = await searchObjects(api, objectType, { ...request, limit, after });
    total = page.total;
    return { rows: page.results.map(({ id }) => id), next: page.paging?.next?.after };
  });
  return { ids, isCut: ids.length < total };
}

/** A key need not have the scopes of all types: without those of one, the rest is still worth telling. Throws what else went wrong. */
function forbiddenGap(objectType: string, error: unknown): string {
  if (error instanceof ToolError && error.code === 'forbidden') return `No ${objectType} were read. ${error.message}`;
  throw error;
}
