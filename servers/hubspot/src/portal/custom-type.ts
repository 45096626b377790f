import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { readAnswer } from '../read-answer.ts';

const WireSchemas = z.object({
  results: z.array(
    z.object({
      objectTypeId: z.string(),
      fullyQualifiedName: z.string().nullish(),
      name: z.string(),
      labels: z.object({ singular: z.string().nullish(), plural: z.string().nullish() }).nullish(),
      primaryDisplayProperty: z.string().nullish(),
      secondaryDisplayProperties: z.array(z.string()).nullish(),
      requiredProperties: z.array(z.string()).nullish(),
      searchableProperties: z.array(z.string()).nullish(),
    }),
  ),
});

/** A custom object type of the portal, as the portal's schema shows it. */
export interface CustomType {
  /** Such as 2-123. */
  id: string;
  /** Unique across portals. */
  qualified_name: string;
  name: string;
  label: string;
  singular_label: string;
  /** The property that names a record. */
  primary_property?: string;
  /** Those that HubSpot shows below it. */
  secondary_properties: string[];
  required_properties: string[];
  /** Those that the words of a search are looked for in. */
  searchable_properties: string[];
}

/** The portal's custom object types: every call on one of them asks. */
export function readCustomTypes(api: Hubspot): Promise<CustomType[]> {
  return api.remember('custom types', () => askCustomTypes(api));
}

async function askCustomTypes(api: Hubspot): Promise<CustomType[]> {
  const schemas = await api.schemas();
  const { results } = await readAnswer(WireSchemas, schemas.getAll(false));
  return results.map((schema) => ({
    id: schema.objectTypeId,
    qualified_name: schema.fullyQualifiedName ?? schema.name,
    name: schema.name,
    label: schema.labels?.plural ?? schema.name,
    singular_label: schema.labels?.singular ?? schema.name,
    ...(schema.primaryDisplayProperty && { primary_property: schema.primaryDisplayProperty }),
    secondary_properties: schema.secondaryDisplayProperties ?? [],
    required_properties: schema.requiredProperties ?? [],
    searchable_properties: schema.searchableProperties ?? [],
  }));
}
