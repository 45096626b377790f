import * as z from 'zod';
import { readAnswer } from './read-answer.ts';
import { shortMemory } from './short-memory.ts';

const WireSchemas = z.object({
  results: z.array(
    z.object({
      objectTypeId: z.string(),
      fullyQualifiedName: z.string().nullish(),
      name: z.string(),
      labels: z.object({ plural: z.string().nullish() }).nullish(),
      primaryDisplayProperty: z.string().nullish(),
      requiredProperties: z.array(z.string()).nullish(),
    }),
  ),
});

/** A custom object type of the portal. */
export const CustomType = z.object({
  id: z.string().describe('Object type id such as 2-123'),
  qualified_name: z.string().describe('Name that is unique across portals'),
  name: z.string().describe('Short name'),
  label: z.string().describe('Label in the plural'),
  primary_property: z.string().optional().describe('Property that names a record'),
  required_properties: z.array(z.string()).describe('Properties that a new record must have'),
});

/** The portal's custom object types: every call on one of them asks. */
export const readCustomTypes = shortMemory(async (api): Promise<z.output<typeof CustomType>[]> => {
  const schemas = await api.schemas();
  const { results } = await readAnswer(WireSchemas, schemas.getAll(false));
  return results.map((schema) => ({
    id: schema.objectTypeId,
    qualified_name: schema.fullyQualifiedName ?? schema.name,
    name: schema.name,
    label: schema.labels?.plural ?? schema.name,
    ...(schema.primaryDisplayProperty && { primary_property: schema.primaryDisplayProperty }),
    required_properties: schema.requiredProperties ?? [],
  }));
});
