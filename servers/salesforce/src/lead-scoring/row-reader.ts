import { parseQuery } from '@bizmcp/soql';
import type * as z from 'zod';
import type { GatheredReads } from '../salesforce.ts';
import { describeIfSeen, findObject } from '../schema/find-object.ts';
import { findField, isOfManyCurrencies, type ObjectDescription } from '../schema/object-description.ts';

/** Rows of each object that are read at most, the youngest first. */
const most = { Lead: 4_000, Task: 30_000, Event: 15_000, CampaignMember: 20_000, LeadHistory: 30_000 };

/** Fields without which rows of an object tell nothing, or of some leads alone. */
const needed: Readonly<Record<keyof typeof most, readonly string[]>> = {
  Lead: ['CreatedDate'],
  Task: ['CreatedDate', 'WhoId'],
  Event: ['CreatedDate', 'WhoId'],
  CampaignMember: ['CreatedDate', 'LeadId', 'ContactId'],
  LeadHistory: ['CreatedDate', 'LeadId', 'Field', 'OldValue', 'NewValue'],
};

/** Reads fields of the rows of an object that a condition finds. */
export type ReadRows = <Row extends z.ZodType>(
  object: keyof typeof most,
  row: Row,
  fields: readonly string[],
  where: string,
) => Promise<z.output<Row>[]>;

/** Reads what the user may read; the rest becomes a gap. */
export function createRowReader(api: GatheredReads, gaps: string[]): ReadRows {
  return async (object, row, fields, where) => {
    // LeadHistory is there only where the org tracks fields; without leads there is nothing to score.
    const description =
      object === 'Lead' ? await findObject(api, object, 'lead_id') : await describeIfSeen(api, object);
    const seen = fields.filter((field) => description && isSeen(description, field));
    const mixed = seen.filter((field) => description && isMixed(description, field));
    const known = seen.filter((field) => !mixed.includes(field));
    const isRead = needed[object].every((field) => known.includes(field));
    const unseen = fields.filter((field) => !seen.includes(field)).map((field) => `${object}.${field}`);
    const hidden = isRead ? unseen : [object];
    if (hidden.length > 0) gaps.push(`${hidden.join(', ')} cannot be read`);
    gaps.push(...mixed.map((field) => `${object}.${field} is in many currencies, which are not compared`));
    if (!isRead) return [];
    const query = `SELECT ${known.join(', ')} FROM ${object} WHERE ${where} ORDER BY CreatedDate DESC LIMIT ${most[object]}`;
    const rows = await api.queryAll(parseQuery(query), row, most[object]);
    if (rows.length === most[object]) gaps.push(`only the youngest ${most[object]} rows of ${object} were read`);
    return rows;
  };
}

function isSeen(description: ObjectDescription, field: string): boolean {
  const [name = '', ofParent] = field.split('.');
  if (ofParent === undefined) return findField(description, name) !== undefined;
  return description.fields.some(({ relationshipName }) => relationshipName === name);
}

/** Amounts in the currency of each record cannot be compared. */
function isMixed(description: ObjectDescription, field: string): boolean {
  return findField(description, field)?.type === 'currency' && isOfManyCurrencies(description);
}
