import { type FieldProblem, orNothing, wrongFields } from '@bizmcp/core';
import * as z from 'zod';
import { readOnlyProblem, unknownProperty } from '../field-problem.ts';
import type { Hubspot } from '../hubspot.ts';
import { readAnswer } from '../read-answer.ts';
import { standardTypes } from './object-type.ts';
import { type PropertyValues, propertyOf } from './property-name.ts';
import { valueProblem } from './value-problem.ts';

/** Words for a person, which may be left out. */
const WireWords = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

const WireProperty = z.object({
  name: z.string(),
  label: WireWords,
  type: z.string(),
  fieldType: WireWords,
  description: WireWords,
  groupName: WireWords,
  options: z
    .array(z.object({ value: z.string(), label: WireWords, hidden: z.boolean().nullish() }))
    .nullish()
    .transform((options) => options ?? []),
  hidden: z.boolean().nullish(),
  hasUniqueValue: z.boolean().nullish(),
  externalOptions: z.boolean().nullish(),
  dataSensitivity: z.string().nullish(),
  modificationMetadata: z.object({ readOnlyValue: z.boolean().nullish() }).nullish(),
});

const WireProperties = z.object({ results: z.array(WireProperty) });

/** A property's definition as HubSpot sends it. */
export type CrmDefinition = z.output<typeof WireProperty>;

const mostOptions = 30;
const longestDescription = 160;

/** A property of an object type as a model sees it. */
export const CrmProperty = z.object({
  name: z.string().describe('Internal name, for filters and values'),
  label: z.string().describe('Name in HubSpot'),
  type: z.string().describe('string, number, date, datetime, enumeration or bool'),
  field_type: z.string().describe('checkbox: several options, joined by ;'),
  description: z.string().optional().describe('What it holds, as HubSpot or the portal says'),
  group: z.string().describe('Group it belongs to'),
  unique: z.boolean().optional().describe('True: id_property can be this'),
  required: z.boolean().optional().describe('True: there is no new record without it'),
  read_only: z.boolean().optional().describe('True: set by HubSpot alone'),
  sensitive: z.boolean().optional().describe('True: sensitive data; needs a scope of its own'),
  masked_as: z.string().optional().describe('Set where values are masked for you: their class'),
  options: z
    .array(
      z.object({
        value: z.string().describe('To write or filter by'),
        label: z.string().describe('As HubSpot shows it'),
      }),
    )
    .optional()
    .describe(`The first ${mostOptions} options`),
  options_total: z.number().optional().describe('How many options there are, when not all are shown'),
});

/** Only what is asked for by its kind is in a list beside the plain ones: https://developers.hubspot.com/docs/api-reference/latest/crm/properties/sensitive-data */
const sensitivities = ['sensitive', 'highly_sensitive'];

/** The properties of an object type that hold sensitive data: none where there is no list of them. The SDK cannot ask for them. */
function readSensitiveProperties(api: Hubspot, objectType: string): Promise<CrmDefinition[]> {
  return api.remember(`sensitive properties of ${objectType}`, () => askSensitiveProperties(api, objectType));
}

async function askSensitiveProperties(api: Hubspot, objectType: string): Promise<CrmDefinition[]> {
  const path = ['crm', 'properties', '2026-03', objectType];
  const lists = await Promise.all(
    sensitivities.map((dataSensitivity) =>
      orNothing(api.request(WireProperties, { path, query: { dataSensitivity } }), 'not_found'),
    ),
  );
  const listed = lists.flatMap((list) => list?.results ?? []);
  return listed.filter((property) => property.dataSensitivity !== 'non_sensitive');
}

/** What HubSpot notes of every record. */
export const recordTimes = ['createdate', 'lastmodifieddate', 'hs_createdate', 'hs_lastmodifieddate'];

/** Says which properties hold sensitive data, where one of these may: the usual ones are HubSpot's own and never do. */
export async function readSensitivity(
  api: Hubspot,
  objectType: string,
  names?: readonly string[],
): Promise<(name: string) => boolean> {
  const { properties: shown = [], further = [] } = standardTypes[objectType] ?? {};
  const usual = [...shown, ...further, ...recordTimes];
  if (names?.every((name) => usual.includes(propertyOf(name)))) return () => false;
  const properties = await readSensitiveProperties(api, objectType);
  const sensitive = new Set(properties.map((property) => property.name.toLowerCase()));
  return (name) => sensitive.has(propertyOf(name).toLowerCase());
}

async function readAllProperties(api: Hubspot, objectType: string) {
  const properties = await api.properties();
  const [plain, sensitive] = await Promise.all([
    readAnswer(WireProperties, properties.getAll(objectType, false)),
    readSensitiveProperties(api, objectType),
  ]);
  return [...plain.results, ...sensitive];
}

/** The definitions by name, for what is read: a new option may be missing for a minute. */
export function readDefinitions(api: Hubspot, objectType: string): Promise<ReadonlyMap<string, CrmDefinition>> {
  return api.remember(`properties of ${objectType}`, async () => byName(await readAllProperties(api, objectType)));
}

function byName(properties: readonly CrmDefinition[]): Map<string, CrmDefinition> {
  return new Map(properties.map((property) => [property.name, property]));
}

/** The definitions by name. Throws where HubSpot would not take these values: for no property, for one that it sets itself. */
export async function readWritable(api: Hubspot, objectType: string, values: PropertyValues) {
  const known = byName(await readAllProperties(api, objectType));
  const fields = Object.entries(values).flatMap(([name, value]): FieldProblem[] => {
    const property = known.get(name);
    if (!property) return [unknownProperty(name, [...known.keys()])];
    const isReadOnly = property.modificationMetadata?.readOnlyValue;
    const problem = isReadOnly ? readOnlyProblem : valueProblem(property, value);
    return problem === undefined ? [] : [{ path: name, problem }];
  });
  if (fields.length === 0) return known;
  throw wrongFields(fields, 'Nothing was sent to HubSpot.');
}

/** The properties of an object type that a person sees in HubSpot, by name, whole: the vendor does not page them. */
export async function readProperties(api: Hubspot, objectType: string) {
  const results = await readAllProperties(api, objectType);
  return results.filter((property) => !property.hidden).toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

export function toProperty(wire: z.output<typeof WireProperty>): z.input<typeof CrmProperty> {
  const options = wire.options.filter((option) => !option.hidden).map(({ value, label }) => ({ value, label }));
  return {
    name: wire.name,
    label: wire.label,
    type: wire.type,
    field_type: wire.fieldType,
    ...(wire.description && { description: wire.description.slice(0, longestDescription) }),
    group: wire.groupName,
    ...(wire.hasUniqueValue && { unique: true }),
    ...(wire.modificationMetadata?.readOnlyValue && { read_only: true }),
    ...(sensitivities.includes(wire.dataSensitivity ?? '') && { sensitive: true }),
    ...(options.length > 0 && { options: options.slice(0, mostOptions) }),
    ...(options.length > mostOptions && { options_total: options.length }),
  };
}
