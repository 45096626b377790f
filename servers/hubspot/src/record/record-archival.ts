import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { WireId } from '../identifier.ts';
import { readSensitivity } from '../portal/crm-property.ts';
import { readCustomTypes } from '../portal/custom-type.ts';
import { resolveObjectType, shownProperties, standardTypes } from '../portal/object-type.ts';
import { readAnswer } from '../read-answer.ts';
import { readObject, WirePaging } from './crm-object.ts';
import {
  type Change,
  ifReadable,
  joined,
  namedLine,
  nameOf,
  namingProperties,
  readOwnerLines,
  refuseMerged,
} from './record-change.ts';
import { readStageName, stageProperties } from './record-stage.ts';

const WireLinked = z.object({
  associations: z
    .record(z.string(), z.object({ results: z.array(z.object({ id: WireId })), paging: WirePaging }))
    .nullish(),
});

/**
 * Moves a record to the recycling bin; one that is there already is answered the same. The SDK would take a success other than 204 for a
 * failure. https://developers.hubspot.com/docs/api-reference/legacy/crm/objects/objects/delete-object
 */
export async function archiveRecord(api: Hubspot, objectType: string, id: string): Promise<void> {
  await api.request(z.unknown(), { method: 'DELETE', path: ['crm', 'v3', 'objects', objectType, id] });
}

/** What an archival takes away: the record by its name with what tells it from others, and what it is associated with. */
export async function readArchivalChange(api: Hubspot, type: string, recordId: string): Promise<Change> {
  const objectType = await resolveObjectType(api, type);
  const naming = await namingProperties(api, objectType);
  const shown = await shownProperties(api, objectType);
  const { stage, pipeline } = stageProperties(objectType);
  const [{ id, properties }, isSensitive, linked] = await Promise.all([
    readObject(api, objectType, recordId, [...new Set([...shown, stage, pipeline])]),
    readSensitivity(api, objectType, shown),
    ifReadable(readLinked(api, objectType, recordId), ['not_found']),
  ]);
  refuseMerged(recordId, { id });
  const [owner, stageName] = await Promise.all([
    ifReadable(readOwnerLines(api, '', properties.hubspot_owner_id)),
    ifReadable(readStageName(api, objectType, properties)),
  ]);
  const toldInWords = [...naming, stage, pipeline, 'hubspot_owner_id'];
  const told = shown.filter((name) => properties[name] && !toldInWords.includes(name) && !isSensitive(name));
  return joined(
    // https://knowledge.hubspot.com/privacy-and-consent/how-do-i-perform-a-gdpr-delete-in-hubspot
    namedLine(
      'the record',
      `${nameOf(naming, properties, id)} (${id})`,
      'archived, not erased: a permanent deletion is made in HubSpot itself',
    ),
    ...told.map((name) => namedLine(name, properties[name] ?? undefined, 'archived with it')),
    namedLine('the stage', stageName, 'archived with it'),
    ...(owner ?? []),
    namedLine('the associated records', (linked ?? 'not looked up') || undefined, 'no longer linked with it'),
  );
}

/**
 * Those of HubSpot's own that no tool has a name for: appointments, services, invoices, payments, messages and letters, users ...
 * https://developers.hubspot.com/docs/guides/crm/using-object-apis
 */
const unnamedTypes = '18 53 54 69 74 84 85 86 101 115 116 162 410 420 421 970'
  .split(' ')
  .map((number) => `0-${number}`);

/** How many records of each type a record is associated with; types that the portal does not have are passed over. */
async function readLinked(api: Hubspot, objectType: string, id: string): Promise<string> {
  const { basic } = await api.objects();
  const own = await ifReadable(readCustomTypes(api), []);
  const types = [...Object.keys(standardTypes), ...unnamedTypes, ...(own ?? []).map((type) => type.id)];
  const { associations } = await readAnswer(WireLinked, basic.getById(objectType, id, [], undefined, types));
  const counts = Object.entries(associations ?? {}).map(([type, { results, paging }]) => {
    // One that is linked by several labels is there once for each.
    const count = new Set(results.map((each) => each.id)).size;
    return `${type} ${count}${paging?.next ? ' or more' : ''}`;
  });
  return [...counts, ...(own ? [] : ["the portal's own types not looked up"])].join(', ');
}
