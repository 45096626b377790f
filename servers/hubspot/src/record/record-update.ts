import type { Hubspot } from '../hubspot.ts';
import { type CrmDefinition, readSensitivity, readWritable } from '../portal/crm-property.ts';
import { engagementProperties, requiredProperties, resolveObjectType } from '../portal/object-type.ts';
import { type PropertyValues, toVendorValues } from '../portal/property-name.ts';
import { readStartLines } from '../workflow/started-workflow.ts';
import { readObject, splitValues, type Values } from './crm-object.ts';
import { refuseCutCopies } from './cut-copy.ts';
import { warnOfLostWords } from './html-text.ts';
import { readLostDays, refuseStepBack } from './lifecycle-stage.ts';
import { type Clearance, checkMasked, readMasked } from './masked-property.ts';
import { warnOfNamesakes } from './namesake.ts';
import {
  type Change,
  changeLine,
  ifReadable,
  type NamedChange,
  namedLine,
  nameOf,
  namingProperties,
  readOwnerLines,
  readTogether,
  refuseMerged,
  requireOwnAddress,
  warningLine,
  withNames,
} from './record-change.ts';
import { readStageLines, stageProperties, withoutStageIds } from './record-stage.ts';
import { storedValue } from './stored-value.ts';

const isWon = 'hs_is_closed_won';
/** What tells, beside its name and stage, what a change means. */
const beside: Readonly<Record<string, readonly string[]>> = {
  deals: ['hs_is_closed', isWon],
  tasks: engagementProperties,
};

/** New values for a record. */
interface RecordUpdate {
  object_type: string;
  object_id: string;
  id_property?: string | undefined;
  properties: PropertyValues;
}

/** What an update would change, with names. Throws where HubSpot would refuse it, or would take it and keep what there is. */
export async function readUpdateChange(api: Hubspot, update: RecordUpdate, isCleared: Clearance): Promise<NamedChange> {
  const values = toVendorValues(update.properties);
  const objectType = await resolveObjectType(api, update.object_type);
  await checkMasked(api, objectType, isCleared, update);
  const names = Object.keys(values);
  const naming = await namingProperties(api, objectType);
  const told = [...naming, ...Object.values(stageProperties(objectType)), ...(beside[objectType] ?? [])];
  const [{ id, properties }, isSensitive, isMasked] = await Promise.all([
    readObject(api, objectType, update.object_id, [...new Set([...names, ...told])], update.id_property),
    readSensitivity(api, objectType, names),
    readMasked(api, objectType, names, isCleared),
  ]);
  if (update.id_property === undefined) refuseMerged(update.object_id, { id });
  // Who guesses at a masked value does not learn from what is beside it that it is there.
  const changing = Object.entries(values).filter(([name, value]) => isMasked(name) || value !== properties[name]);
  const [known, owners, stage, lostDays, doubles = [], started, required] = await readTogether(
    ifReadable(readWritable(api, objectType, update.properties), ['invalid_input']),
    ifReadable(readOwnerLines(api, values.hubspot_owner_id, properties.hubspot_owner_id)),
    ifReadable(readStageLines(api, objectType, values, properties), ['invalid_input']),
    ifReadable(readLostDays(api, objectType, { id, properties }, values), []),
    ifReadable(warnOfNamesakes(api, objectType, { values, present: { id, properties } }), []),
    readStartLines(api, objectType, Object.fromEntries(changing)),
    ifReadable(requiredProperties(api, objectType), []),
    requireOwnAddress(api, objectType, values.email, id),
  );
  refuseCutCopies(values, (name) => (isMasked(name) ? undefined : properties[name]));
  refuseStepBack(known?.get('lifecyclestage')?.options ?? [], values, properties);
  const definitionOf = (name: string) => (isMasked(name) ? undefined : known?.get(name));
  const change = withNames(
    valueLines(toStored(values, properties, definitionOf), toStored(properties, {}, definitionOf), isSensitive),
    warningLine([...doubles, ...warnOfLostWords(values, known)]),
    namedLine('the record', nameOf(naming, properties, id), 'changed as below'),
    ...[owners, stage, lostDays, started].flatMap((lines) => lines ?? []),
    optOutLine(values, properties),
    ...clearedLines(required ?? [], values, properties),
  );
  return withoutStageIds(objectType, change);
}

/** Values as HubSpot keeps them, so that they are seen to be what they become. */
function toStored(
  values: Values,
  now: Values,
  definitionOf: (name: string) => CrmDefinition | undefined,
): Record<string, string> {
  const stored = Object.entries(values).map(([name, value]) => [
    name,
    storedValue(definitionOf(name), value ?? '', now[name] ?? ''),
  ]);
  return Object.fromEntries(stored);
}

function optOutLine(values: Values, now: Values): Change {
  const isOptIn = now.hs_email_optout === 'true' && values.hs_email_optout === 'false';
  return changeLine('the opt-out', 'from all email', isOptIn ? "taken back: needs the contact's consent" : undefined);
}

/** HubSpot clears what it creates no record without, and what its reports take of a won deal. */
function clearedLines(required: readonly string[], values: Values, now: Values): Change[] {
  const counted = now[isWon] === 'true' ? ['amount', 'closedate'] : [];
  const clearedOf = (names: readonly string[]) =>
    names.filter((name) => values[name] === '' && now[name]).join(', ') || undefined;
  return [
    namedLine('what a new record must have', clearedOf(required), 'left empty'),
    namedLine('what a won deal is counted by', clearedOf(counted), 'left empty'),
  ];
}

/** New values and what stands in their place; those of sensitive data in a line that is masked as a whole. */
function valueLines(
  after: Record<string, string>,
  now: Record<string, string>,
  isSensitive: (name: string) => boolean,
): Change {
  // HubSpot clears a property with an empty text, and shows one without a value as null.
  const before = Object.keys(after).map((name): [string, string] => [name, now[name] ?? '']);
  return { before: withHidden(before, isSensitive), after: withHidden(Object.entries(after), isSensitive) };
}

function withHidden(
  values: readonly [string, string][],
  isSensitive: (name: string) => boolean,
): Record<string, unknown> {
  const { plain, hidden } = splitValues(values, isSensitive);
  return { ...plain, ...(hidden && { 'sensitive data': hidden }) };
}
