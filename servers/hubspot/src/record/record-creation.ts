import type { Hubspot } from '../hubspot.ts';
import { readWritable } from '../portal/crm-property.ts';
import { requireComplete, resolveObjectType } from '../portal/object-type.ts';
import { type PropertyValues, toVendorValues } from '../portal/property-name.ts';
import { searchObjects } from './crm-object.ts';
import { type OtherRecord, readOtherNames } from './other-record.ts';
import {
  type Change,
  changeLine,
  ifReadable,
  namedLine,
  nameOf,
  namingProperties,
  readOwnerLines,
  readTogether,
  requireOwnAddress,
  withNames,
} from './record-change.ts';
import { readStageLines } from './record-stage.ts';
import { storedValue } from './stored-value.ts';

/** A record that is to be made. */
interface RecordCreation {
  object_type: string;
  properties: PropertyValues;
  associate_with?: OtherRecord[] | undefined;
}

/** What the new values stand for, in names, and what to know of them. Throws where HubSpot would refuse them. */
export async function readCreationChange(api: Hubspot, creation: RecordCreation): Promise<Change> {
  const values = toVendorValues(creation.properties);
  const objectType = await resolveObjectType(api, creation.object_type);
  const [known, owners, stage, associated, namesake] = await readTogether(
    ifReadable(readWritable(api, objectType, creation.properties)),
    ifReadable(readOwnerLines(api, values.hubspot_owner_id)),
    ifReadable(readStageLines(api, objectType, values), ['invalid_input', 'unavailable']),
    ifReadable(readOtherNames(api, objectType, creation.associate_with)),
    ifReadable(readNamesake(api, objectType, values), ['unavailable']),
    ifReadable(requireComplete(api, objectType, values, creation.associate_with)),
    requireOwnAddress(api, objectType, values.email),
  );
  return withNames(
    changeLine('the new record', 'not in HubSpot', 'made'),
    ...(owners ?? []),
    ...(stage ?? []),
    ...(associated ?? []),
    ...Object.entries(values).map(([name, value]) => storedLine(name, value, known?.get(name))),
    ...(namesake ? [namesake] : []),
    // https://developers.hubspot.com/docs/api-reference/crm-emails-v3/guide: emails are logged on records
    changeLine(
      'the email',
      'not in HubSpot',
      objectType === 'emails' ? 'noted there alone: nothing is sent' : undefined,
    ),
  );
}

/** What is kept in place of a day alone or a time of another zone; a time in UTC is seen to be what it is. */
function storedLine(name: string, value: string, definition: Parameters<typeof storedValue>[0]): Change {
  const stored = storedValue(definition, value);
  return changeLine(name, '', stored === value || value.endsWith('Z') ? undefined : stored);
}

/** A record that this one would double: HubSpot tells companies apart by their domain and contacts by their address, but asks for neither. */
async function readNamesake(api: Hubspot, objectType: string, values: Record<string, string>): Promise<Change> {
  const telling = Object.entries(tellingValues(objectType, values));
  if (telling.length === 0) return namedLine('the same name', undefined, '');
  const naming = await namingProperties(api, objectType);
  const filters = telling.map(([propertyName, each]) => {
    // In lower case a text is found however it is written: https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm
    return { propertyName, operator: 'IN', values: [...new Set(each.map((value) => value.toLowerCase()))] };
  });
  const request = { filterGroups: [{ filters }], properties: naming, limit: 1 };
  const [found] = (await searchObjects(api, objectType, request)).results;
  const field = telling[0]?.[0] === 'domain' ? 'the same domain' : 'the same name';
  return namedLine(field, found && `${nameOf(naming, found.properties, found.id)} (${found.id})`, 'has it already');
}

/** What people know it by, and each way to write that. */
function tellingValues(
  objectType: string,
  { domain, email, firstname, lastname, name }: Record<string, string>,
): Record<string, string[]> {
  if (objectType === 'companies' && domain) return { domain: [domain, hostOf(domain)] };
  if (objectType === 'companies' && name) return { name: [name] };
  const isNameless = objectType !== 'contacts' || email || !firstname || !lastname;
  return isNameless ? {} : { firstname: [firstname], lastname: [lastname] };
}

/** The host of a web address, as most companies have their domain. */
function hostOf(address: string): string {
  const [host = ''] = address
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .split(/[/?#:]/);
  return host.replace(/^www\./, '') || address;
}
