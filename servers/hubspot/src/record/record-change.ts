import { beginningOf, type ErrorCode, mayPass, personal, ToolError, wrongInput } from '@bizmcp/core';
import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { readSensitivity } from '../portal/crm-property.ts';
import { engagementProperties, shownProperties } from '../portal/object-type.ts';
import { readOwners } from '../portal/owner.ts';
import { readObject } from './crm-object.ts';

const name = z.string().meta(personal('name'));

/** What a preview says beside values and ids; what is personal stands before the arrow, where it is masked. No internal name has a blank. */
export const PreviewNames = z.object({
  warnings: z.array(z.string()).meta(personal('text')),
  'the record': name,
  'the other record': name,
  'the associated records': z.string(),
  'the primary company': name,
  'the new primary company': name,
  'the owner': name,
  'the new owner': name,
  'the stage': z.string(),
  'the lifecycle stage': z.string(),
  'the close date': z.string(),
  'the days of stages': z.string(),
  'the opt-out': z.string(),
  'what a new record must have': z.string(),
  'what a won deal is counted by': z.string(),
  'the email': z.string(),
  'the new record': z.string(),
  'sensitive data': z.record(z.string(), z.string()).meta({ class: 'restricted' }),
});

/** A change as a preview shows it, by line. */
export interface Change {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** A change with lines beside it that say in names what it is about. */
export interface NamedChange extends Change {
  beside: Change;
}

/** Lines as one change, in their order. */
export function joined(...lines: Change[]): Change {
  return {
    before: Object.assign({}, ...lines.map((each) => each.before)),
    after: Object.assign({}, ...lines.map((each) => each.after)),
  };
}

export function withNames(change: Change, ...names: Change[]): NamedChange {
  return { ...change, beside: joined(...names) };
}

/** A line with what a name stands for and what becomes of it. */
export function namedLine(field: string, shown: string | undefined, becomes: string): Change {
  return shown === undefined ? { before: {}, after: {} } : { before: { [field]: shown }, after: { [field]: becomes } };
}

/** A line with what a name is now and what it becomes; none where that is not known. */
export function changeLine(field: string, before: string | undefined, after: string | undefined): Change {
  return after === undefined
    ? { before: {}, after: {} }
    : { before: { [field]: before ?? 'none' }, after: { [field]: after } };
}

/** What to look at before all else; none where there is nothing. */
export function warningLine(warnings: readonly string[]): Change {
  return warnings.length > 0 ? { before: { warnings: [] }, after: { warnings } } : { before: {}, after: {} };
}

const longestName = 80;
const mostOwners = 500;

/** The properties by which a person knows a record; none with sensitive data. */
export async function namingProperties(api: Hubspot, objectType: string): Promise<string[]> {
  const shown = await shownProperties(api, objectType);
  const isSensitive = await readSensitivity(api, objectType, shown);
  const own = shown.filter((property) => !engagementProperties.includes(property) && !isSensitive(property));
  // Of contacts the address and both names.
  return own.slice(0, objectType === 'contacts' ? 3 : 1);
}

/** The name of a record for a person, of properties that name it; its id where it has none. */
export function nameOf(naming: readonly string[], properties: Record<string, string | null>, id: string): string {
  const words = naming.flatMap((property) => properties[property] || []);
  return beginningOf(words.join(' ') || id, longestName);
}

/** The name of a record for a person, read by its id; undefined where it can't be read. Throws where there is no such record. */
export function readRecordName(api: Hubspot, objectType: string, id: string): Promise<string | undefined> {
  return ifReadable(findRecordName(api, objectType, id), ['not_found']);
}

async function findRecordName(api: Hubspot, objectType: string, id: string): Promise<string> {
  const naming = await namingProperties(api, objectType);
  const { properties } = await readObject(api, objectType, id, naming);
  return nameOf(naming, properties, id);
}

/**
 * Throws where HubSpot answers an id with another record, as after a merge: who wants the one changed that is gone may not want the other
 * changed. https://community.hubspot.com/t5/APIs-Integrations/Question-about-using-batch-read-API/m-p/1101616
 */
export function refuseMerged(asked: string, { id }: { id: string }): void {
  if (id === asked) return;
  const problem = `has ${id} in its place, as after a merge`;
  throw wrongInput('object_id', problem, `Nothing was sent; read ${id} with get_object, and name it if that is meant.`);
}

/** Throws where another contact has the address that this one is to have: HubSpot takes each once. */
export async function requireOwnAddress(api: Hubspot, objectType: string, email: string | undefined, ownId?: string) {
  if (objectType !== 'contacts' || !email?.includes('@')) return;
  const known = await ifReadable(readObject(api, 'contacts', email, [], 'email'), []);
  if (known && known.id !== ownId) {
    const advice = ownId === undefined ? `id ${known.id}; change that one with update_object` : `id ${known.id}`;
    throw new ToolError('conflict', `A contact with this email address exists already: ${advice}.`);
  }
}

/** A preview does without what the key may not read; what is wrong or missing it tells, and what passes, which the write would meet too. */
export async function ifReadable<Value>(
  reading: Promise<Value>,
  told: readonly ErrorCode[] = ['invalid_input', 'not_found'],
): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (mayPass(error) || (error instanceof ToolError && told.includes(error.code))) throw error;
    return undefined;
  }
}

/** What several readings tell; where more than one of them finds wrong input, all of it in one error. */
export async function readTogether<Readings extends Promise<unknown>[]>(...readings: Readings) {
  const settled = await Promise.allSettled(readings);
  const failures = settled.flatMap((each): unknown[] => (each.status === 'rejected' ? [each.reason] : []));
  const wrong = failures.filter((error) => error instanceof ToolError && error.code === 'invalid_input');
  if (wrong.length < 2 || wrong.length < failures.length) return Promise.all(readings);
  const problems = wrong.filter((error) => error instanceof ToolError);
  const fields = problems.flatMap(({ details }) => details.fields ?? []);
  throw new ToolError('invalid_input', problems.map(({ message }) => message).join(' '), {
    ...(fields.length > 0 && { fields }),
  });
}

/** Whose a record is and becomes. Throws where there is no such owner: nobody is asked for what HubSpot refuses. */
export async function readOwnerLines(api: Hubspot, id: string | undefined, now?: string | null): Promise<Change[]> {
  if (id === undefined || (id === '' && !now)) return [];
  const { owners, after } = await readOwners(api, { limit: mostOwners });
  const nameById = (wanted: string | null | undefined) => {
    const owner = owners.find((each) => each.id === wanted);
    return owner?.name ?? owner?.email;
  };
  if (id === '' || owners.some((owner) => owner.id === id) || after !== undefined) {
    const old = now && now !== id ? (nameById(now) ?? now) : undefined;
    return [namedLine('the owner', old, 'no longer owns it'), namedLine('the new owner', nameById(id), 'will own it')];
  }
  const meant = owners.filter((each) =>
    [each.name, each.email].some((text) => text?.toLowerCase() === id.toLowerCase()),
  );
  const advice = meant.length === 1 ? `this person has ${meant[0]?.id}` : 'list_owners has them';
  throw wrongInput('hubspot_owner_id', `takes the id of an owner: ${advice}`);
}
