import * as z from 'zod';
import { type DocumentedEndpoint, endpoint, time } from './documented-endpoint.ts';

// https://developers.hubspot.com/docs/api-reference/latest/crm/properties/get-properties
const property = z.strictObject({
  name: z.string(),
  label: z.string(),
  type: z.enum(['string', 'number', 'enumeration', 'bool', 'date', 'datetime', 'phone_number']),
  fieldType: z.string(),
  description: z.string(),
  groupName: z.string(),
  options: z.array(
    z.strictObject({ value: z.string(), label: z.string(), displayOrder: z.int(), hidden: z.boolean() }),
  ),
  displayOrder: z.int(),
  calculated: z.boolean(),
  externalOptions: z.boolean(),
  referencedObjectType: z.string().optional(),
  archived: z.boolean(),
  hasUniqueValue: z.boolean(),
  hidden: z.boolean(),
  hubspotDefined: z.boolean(),
  formField: z.boolean(),
  modificationMetadata: z.strictObject({
    archivable: z.boolean(),
    readOnlyDefinition: z.boolean(),
    readOnlyValue: z.boolean(),
    readOnlyOptions: z.boolean().optional(),
  }),
  dataSensitivity: z.enum(['non_sensitive', 'sensitive', 'highly_sensitive']),
  createdAt: time,
  updatedAt: time,
});
const propertyGroup = z.strictObject({
  name: z.string(),
  label: z.string(),
  displayOrder: z.int(),
  archived: z.boolean(),
});

/** The endpoints of properties in dated versions: those of the SDK do not tell what is sensitive. */
export const properties = (base: string): DocumentedEndpoint[] => [
  endpoint(
    'GET',
    `${base}/{type}`,
    ['archived', 'properties', 'dataSensitivity'],
    [[200, z.strictObject({ results: z.array(property) })]],
  ),
  endpoint('GET', `${base}/{type}/groups`, [], [[200, z.strictObject({ results: z.array(propertyGroup) })]]),
  endpoint('GET', `${base}/{type}/{name}`, ['archived', 'properties', 'dataSensitivity'], [[200, property]]),
];
