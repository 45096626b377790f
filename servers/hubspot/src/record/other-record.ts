import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { RecordId } from '../identifier.ts';
import { ObjectType, resolveObjectType } from '../portal/object-type.ts';
import { findAssociationType } from './association.ts';
import { namedLine, readRecordName } from './record-change.ts';

/** An existing record that a new one is associated with. */
export const OtherRecord = z.strictObject({
  object_type: ObjectType.describe('Type of the existing record'),
  object_id: RecordId.describe('Its record id'),
  label: z.string().min(1).max(100).optional().describe('Association label'),
});

export type OtherRecord = z.output<typeof OtherRecord>;

type OtherRecords = readonly OtherRecord[];

/** The associations of a new record, as HubSpot takes them. */
export function readAssociations(api: Hubspot, objectType: string, others: OtherRecords = []) {
  return Promise.all(
    others.map(async ({ object_type, object_id: id, label }) => {
      const type = await resolveObjectType(api, object_type);
      const { spec } = await findAssociationType(api, objectType, type, label);
      return { to: { id }, types: [spec] };
    }),
  );
}

/** A line for each of them. A record or a label that there is not is refused before anybody is asked. */
export function readOtherNames(api: Hubspot, objectType: string, others: OtherRecords = []) {
  return Promise.all(
    others.map(async ({ object_type, object_id: id, label }) => {
      const type = await resolveObjectType(api, object_type);
      const [name, { label: meant }] = await Promise.all([
        readRecordName(api, type, id),
        findAssociationType(api, objectType, type, label),
      ]);
      // One record may be associated by several labels: a line for each.
      return namedLine(`${type} ${id}${meant === undefined ? '' : ` as ${meant}`}`, name, 'associated');
    }),
  );
}
