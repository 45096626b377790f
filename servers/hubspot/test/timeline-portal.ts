import type { Replies } from '@bizmcp/testkit/fake-vendor';
import { timelineRecords } from '../src/timeline/timeline-record.ts';
import { createPortal, record } from './fake-portal.ts';

/** A portal with contact 7 and one record of each of these types that is associated with it. */
export function createTimelinePortal(records: Record<string, ReturnType<typeof record>>, more: Replies = {}) {
  const associations = Object.keys(timelineRecords).map((type) => [
    `GET /crm/v4/objects/contacts/7/associations/${type}`,
    () => ({ results: records[type] ? [{ toObjectId: Number(records[type].id) }] : [] }),
  ]);
  const batches = Object.entries(records).map(([type, each]) => [
    `POST /crm/v3/objects/${type}/batch/read`,
    () => ({ status: 'COMPLETE', results: [each] }),
  ]);
  return createPortal({
    'GET /crm/v3/objects/contacts/7': () => record('7'),
    ...Object.fromEntries([...associations, ...batches]),
    ...more,
  });
}
