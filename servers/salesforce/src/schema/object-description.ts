import * as z from 'zod';

const maybe = <Value>(schema: z.ZodType<Value>, otherwise: Value) =>
  schema.nullish().transform((value) => value ?? otherwise);
const Name = maybe<string | null>(z.string(), null);

/**
 * What the schema of an answer does not require may be null or missing.
 * https://developer.salesforce.com/docs/platform/soap-api/guide/sforce-api-calls-describesobjects-describesobjectresult.html
 */
const WireField = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  length: z.number(),
  digits: z.number(),
  precision: z.number(),
  scale: z.number(),
  nillable: z.boolean(),
  createable: z.boolean(),
  updateable: z.boolean(),
  defaultedOnCreate: z.boolean(),
  calculated: z.boolean(),
  externalId: maybe(z.boolean(), false),
  unique: z.boolean(),
  idLookup: z.boolean(),
  nameField: z.boolean(),
  filterable: z.boolean(),
  // Salesforce refuses the order that it cannot give.
  sortable: maybe(z.boolean(), true),
  groupable: z.boolean(),
  referenceTo: maybe(z.array(z.string()), []),
  relationshipName: Name,
  compoundFieldName: Name,
  restrictedPicklist: z.boolean(),
  picklistValues: maybe(z.array(z.object({ value: z.string(), active: z.boolean() })), []),
  inlineHelpText: z.string().nullish(),
});

/** What an org says of an object: its fields, what leads to it, its record types. */
export const ObjectDescription = z.object({
  name: z.string(),
  label: z.string(),
  keyPrefix: z.string().nullish(),
  custom: z.boolean(),
  createable: z.boolean(),
  updateable: z.boolean(),
  deletable: z.boolean(),
  queryable: z.boolean(),
  searchable: z.boolean(),
  fields: maybe(z.array(WireField), []),
  childRelationships: z.array(
    z.object({
      childSObject: z.string(),
      field: z.string(),
      relationshipName: Name,
      cascadeDelete: z.boolean(),
      restrictedDelete: maybe(z.boolean(), false),
    }),
  ),
  recordTypeInfos: z.array(
    z.object({
      name: z.string(),
      developerName: z.string(),
      recordTypeId: z.string().nullish(),
      available: z.boolean(),
      master: z.boolean(),
      defaultRecordTypeMapping: z.boolean(),
    }),
  ),
});

export type ObjectDescription = z.output<typeof ObjectDescription>;

/** One field of an object. */
export type FieldDescription = ObjectDescription['fields'][number];

/** Finds a field by its name; Salesforce takes names in any case. */
export function findField({ fields }: ObjectDescription, name: string): FieldDescription | undefined {
  const wanted = name.toLowerCase();
  return fields.find((field) => field.name.toLowerCase() === wanted);
}

/** The field that a person knows a record by: most objects call it Name, a case has its number. */
export function nameFieldOf({ fields }: ObjectDescription): FieldDescription | undefined {
  return fields.find((field) => field.nameField);
}

/** Whether its amounts are in the currency of each record: an org with one currency alone has no such field. */
export function isOfManyCurrencies(object: ObjectDescription): boolean {
  return findField(object, 'CurrencyIsoCode') !== undefined;
}
