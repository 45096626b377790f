import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { readObject } from './crm-object.ts';
import { readSensitivity } from './crm-property.ts';
import type { Hubspot } from './hubspot.ts';
import { engagementProperties, shownProperties } from './object-type.ts';
import { readOwners } from './owner.ts';
import { readPipelines } from './pipeline.ts';

const name = z.string().meta({ class: 'confidential', pii: 'name' });

/** What a preview says beside values and ids. No internal name has a blank, so that none of these is taken for a property. */
export const PreviewNames = z.object({
  'the record': name,
  'the other record': name,
  'the new owner': name,
  'the new stage': z.string(),
  'sensitive data': z.record(z.string(), z.string()).meta({ class: 'restricted' }),
});

/** A change as a preview shows it, by line. */
export interface Change {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** A change with lines that say in names what it is about; one that changes nothing as it is. */
export function withNames(change: Change, ...names: Change[]): Change {
  const { before, after } = change;
  const fields = Object.keys(after);
  if (fields.every((field) => JSON.stringify(before[field]) === JSON.stringify(after[field]))) return change;
  const all = [...names, change];
  return {
    before: Object.assign({}, ...all.map((each) => each.before)),
    after: Object.assign({}, ...all.map((each) => each.after)),
  };
}

/** A line with what a name stands for and what becomes of it. */
export function namedLine(field: string, shown: string | undefined, becomes: string): Change {
  return shown === undefined ? { before: {}, after: {} } : { before: { [field]: shown }, after: { [field]: becomes } };
}

const longestName = 80;
const mostOwners = 500;
const stageProperties: readonly string[] = ['dealstage', 'hs_pipeline_stage'];

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
  return (words.join(' ') || id).slice(0, longestName);
}

/** The name of a record for a person, read by its id; undefined where it can't be read. Throws where there is no such record. */
export async function readRecordName(api: Hubspot, objectType: string, id: string): Promise<string | undefined> {
  try {
    return await findRecordName(api, objectType, id);
  } catch (error) {
    const isMissing = error instanceof ToolError && error.code === 'not_found';
    if (!isMissing) return undefined;
    throw new ToolError('not_found', `There is no record ${id} among ${objectType}. Find its id with search_objects.`);
  }
}

async function findRecordName(api: Hubspot, objectType: string, id: string): Promise<string> {
  const naming = await namingProperties(api, objectType);
  const { properties } = await readObject(api, objectType, id, naming);
  return nameOf(naming, properties, id);
}

/** Throws where a contact has the address that a new one is to have: HubSpot takes each once. */
export async function requireNewAddress(api: Hubspot, objectType: string, { email }: Record<string, string>) {
  if (objectType !== 'contacts' || !email?.includes('@')) return;
  const known = await ifReadable(readObject(api, 'contacts', email, [], 'email'), []);
  if (known) {
    const advice = `id ${known.id}; change that one with update_object`;
    throw new ToolError('conflict', `A contact with this email address exists already: ${advice}.`);
  }
}

/** Who and which stage is meant by the ids among new values. Throws where there is none: nobody is asked for what HubSpot refuses. */
export async function readMeaning(api: Hubspot, objectType: string, values: Record<string, string>): Promise<Change[]> {
  const owner = values.hubspot_owner_id;
  const stage = stageProperties.map((property) => values[property]).find(Boolean);
  const [ownerName, stageLabel] = await Promise.all([
    owner ? ifReadable(readOwnerName(api, owner)) : undefined,
    stage ? ifReadable(readStageLabel(api, objectType, stage), ['invalid_input']) : undefined,
  ]);
  return [
    namedLine('the new owner', ownerName, 'will own it'),
    namedLine('the new stage', stageLabel, 'will be its stage'),
  ];
}

/** A preview does without what the key may not read or HubSpot does not give just now; what is wrong or missing it tells. */
export async function ifReadable<Value>(
  reading: Promise<Value>,
  told: readonly ToolError['code'][] = ['invalid_input', 'not_found'],
): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ToolError && told.includes(error.code)) throw error;
    return undefined;
  }
}

async function readOwnerName(api: Hubspot, id: string): Promise<string | undefined> {
  const { owners, after } = await readOwners(api, { limit: mostOwners });
  const owner = owners.find((each) => each.id === id);
  if (!owner && after === undefined) {
    const meant = owners.filter((each) =>
      [each.name, each.email].some((text) => text?.toLowerCase() === id.toLowerCase()),
    );
    const advice = meant.length === 1 ? `this person has ${meant[0]?.id}` : 'list_owners has them';
    throw new ToolError('invalid_input', `hubspot_owner_id takes the id of an owner: ${advice}.`);
  }
  return owner?.name ?? owner?.email;
}

async function readStageLabel(api: Hubspot, objectType: string, id: string): Promise<string> {
  const pipelines = await readPipelines(api, objectType);
  const stages = pipelines.flatMap((pipeline) =>
    pipeline.stages.map((stage) => ({ ...stage, pipeline: pipeline.label })),
  );
  const stage = stages.find((each) => each.id === id);
  if (stage) return `${stage.label} (${stage.pipeline})`;
  const meant = stages.filter((each) => each.label.toLowerCase() === id.toLowerCase()).map((each) => each.id);
  const ids = (meant.length > 0 ? meant : stages.map((each) => each.id)).slice(0, 30).join(', ');
  throw new ToolError('invalid_input', `The stage is given by its id: ${ids}. list_pipelines has their names.`);
}
