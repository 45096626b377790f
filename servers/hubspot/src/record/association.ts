import { ToolError, wrongInput } from '@bizmcp/core';
import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { WireId } from '../identifier.ts';
import { resolveObjectType } from '../portal/object-type.ts';
import { readAnswer } from '../read-answer.ts';
import { shortName } from '../short-name.ts';
import { requireWhole, WireBatchErrors, WirePaging } from './crm-object.ts';

const WireType = z.object({ category: z.string(), typeId: z.number(), label: z.string().nullish() });
const WireTypes = z.object({ results: z.array(WireType) });
const WireAssociated = z.object({
  results: z.array(z.object({ toObjectId: WireId, associationTypes: z.array(WireType).nullish() })),
  paging: WirePaging,
});

const WireLinks = z.object({
  results: z.array(z.object({ from: z.object({ id: WireId }), to: z.array(z.object({ toObjectId: WireId })) })),
  errors: WireBatchErrors,
});

/** One record that is associated with another. */
export const Associated = z.object({
  object_type: z.string().describe('Its type'),
  object_id: z.string().describe('Its record id'),
  labels: z.array(z.string()).describe('Labels of the association; empty for an unlabelled one'),
});

/** How two records stand to each other. */
export const Association = z.object({
  associated: z.union([z.boolean(), z.literal('not looked up among so many')]),
  labels: z.array(z.string()),
});

/** Two records, in the direction of the association. */
export interface RecordPair {
  fromType: string;
  fromId: string;
  toType: string;
  toId: string;
}

/** Two records as a tool takes them. */
interface NamedPair {
  from_type: string;
  from_id: string;
  to_type: string;
  to_id: string;
}

/** The pair by the names that HubSpot's paths take. One record is no pair. */
export async function resolvePair(api: Hubspot, named: NamedPair): Promise<RecordPair> {
  const { from_id: fromId, to_id: toId } = named;
  const fromType = await resolveObjectType(api, named.from_type);
  const toType = await resolveObjectType(api, named.to_type);
  if (fromType === toType && fromId === toId) throw wrongInput('to_id', 'is the first record itself; name another one');
  return { fromType, fromId, toType, toId };
}

/**
 * Associates two records, with a label or with HubSpot's default type; doing it again changes nothing. The SDK would take a success other
 * than the one that it knows for a failure.
 */
export async function associate(
  api: Hubspot,
  { fromType, fromId, toType, toId }: RecordPair,
  label?: string,
): Promise<void> {
  const path = ['crm', 'v4', 'objects', fromType, fromId, 'associations'];
  if (label === undefined) {
    await api.request(z.unknown(), { method: 'PUT', path: [...path, 'default', toType, toId] });
    return;
  }
  const { spec } = await findAssociationType(api, fromType, toType, label);
  await api.request(z.unknown(), { method: 'PUT', path: [...path, toType, toId], body: [spec] });
}

/**
 * Takes a label away, or without one the whole association with all its labels; one that is not there is none.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide
 */
export async function dissociate(
  api: Hubspot,
  { fromType, fromId, toType, toId }: RecordPair,
  label?: string,
): Promise<void> {
  if (label === undefined) {
    const path = ['crm', 'v4', 'objects', fromType, fromId, 'associations', toType, toId];
    await api.request(z.unknown(), { method: 'DELETE', path });
    return;
  }
  const { spec } = await findAssociationType(api, fromType, toType, label);
  const path = ['crm', 'v4', 'associations', fromType, toType, 'batch', 'labels', 'archive'];
  const inputs = [{ types: [spec], from: { id: fromId }, to: { id: toId } }];
  await api.request(z.unknown(), { method: 'POST', path, body: { inputs } });
}

/** One page of the records of a type that are associated with a record, 500 at most. */
export async function readAssociated(api: Hubspot, fromType: string, fromId: string, toType: string) {
  const associations = await api.associations();
  const page = await readAnswer(WireAssociated, associations.getPage(fromType, fromId, toType, undefined, 500));
  const records = page.results.map(({ toObjectId, associationTypes }) => ({
    object_type: toType,
    object_id: toObjectId,
    labels: (associationTypes ?? []).flatMap(({ label }) => label ?? []),
  }));
  return { records, after: page.paging?.next?.after };
}

/**
 * The ids of the records of a type that each of these is associated with, 500 of each at most; who has none is left out. Of records
 * HubSpot takes 1,000 at once: https://developers.hubspot.com/changelog/bug-fix-batch-read-limit-for-hubspot-associations-api
 */
export async function readAssociatedIds(api: Hubspot, fromType: string, ids: readonly string[], toType: string) {
  if (ids.length === 0) return new Map<string, string[]>();
  const { errors, results } = await api.request(WireLinks, {
    method: 'POST',
    path: ['crm', 'v4', 'associations', fromType, toType, 'batch', 'read'],
    body: { inputs: ids.map((id) => ({ id })) },
    isLookUp: true,
  });
  requireWhole(errors);
  return new Map(results.map(({ from, to }) => [from.id, to.map(({ toObjectId }) => toObjectId)]));
}

/** What associating two records, or taking that back, would change. A label that there is not is refused before anybody is asked for it. */
export async function readAssociationChange(
  api: Hubspot,
  { fromType, fromId, toType, toId }: RecordPair,
  { label, remove = false }: { label?: string | undefined; remove?: boolean | undefined },
) {
  const { records, after } = await readAssociated(api, fromType, fromId, toType);
  const found = records.find((record) => record.object_id === toId);
  const labels = found?.labels ?? [];
  const meant = label === undefined ? undefined : (await findAssociationType(api, fromType, toType, label)).label;
  const others = labels.filter((each) => each !== meant);
  const isUnknown = !found && after !== undefined;
  const before = { associated: isUnknown ? 'not looked up among so many' : found !== undefined, labels };
  if (remove)
    return { before, after: meant === undefined ? { associated: false, labels: [] } : { ...before, labels: others } };
  // HubSpot keeps the labels that are there.
  return {
    before,
    after: { associated: true, labels: [...new Set([...labels, ...(meant === undefined ? [] : [meant])])] },
  };
}

/** What becomes of a record's link by a change, in words. */
export function linkAfter(
  { before }: Awaited<ReturnType<typeof readAssociationChange>>,
  { label, remove }: { label?: string | undefined; remove?: boolean | undefined },
): string {
  if (remove) return label === undefined ? 'no longer linked' : 'no longer linked by this label';
  return label !== undefined && before.associated === true ? 'linked already, now by this label too' : 'linked';
}

/** How a change of a link is taken back. */
export function undoOfLink({ label, remove }: { label?: string | undefined; remove?: boolean | undefined }): string {
  if (remove) return 'with associate_objects for each label, without remove';
  const way = label === undefined ? ' and remove' : ', this label and remove (without the label the whole link goes)';
  return `with associate_objects${way}`;
}

/** The association type with this label, or without one the plain one, as HubSpot takes it and names it. The SDK has no endpoint for v4 labels. */
export async function findAssociationType(api: Hubspot, fromType: string, toType: string, label?: string) {
  const { results } = await api.request(WireTypes, { path: ['crm', 'v4', 'associations', fromType, toType, 'labels'] });
  const found = label
    ? (results.find((type) => type.label === label) ?? results.find((type) => sameLabel(type.label, label)))
    : // Of a custom object the plain type is its portal's.
      (results.find((type) => !type.label && type.category === 'HUBSPOT_DEFINED') ??
      results.find((type) => !type.label));
  if (found) {
    const spec = { associationCategory: found.category, associationTypeId: found.typeId };
    return { spec, label: found.label ?? undefined };
  }
  const labels = results.flatMap((type) => (type.label ? [shortName(type.label)] : [])).join(', ') || 'none';
  const problem = label ? 'have no such association label' : 'cannot be associated without a label';
  throw new ToolError('invalid_input', `${fromType} and ${toType} ${problem}. Their labels: ${labels}.`);
}

function sameLabel(one: string | null | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
