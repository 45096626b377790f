import * as z from 'zod';

const maybe = <Value>(schema: z.ZodType<Value>, otherwise: Value) =>
  schema.nullish().transform((value) => value ?? otherwise);
const Name = maybe<string | null>(z.string(), null);
export const Label = maybe(z.string(), '');
const Size = maybe(z.number(), 0);
/** What is not told is not in the way: Salesforce refuses what it does not take. */
export const Allowed = maybe(z.boolean(), true);
export const Flag = maybe(z.boolean(), false);

/** https://developer.salesforce.com/docs/platform/soap-api/guide/sforce-api-calls-describesobjects-describesobjectresult.html */
const WireField = z.object({
  name: z.string(),
  label: Label,
  type: z.string(),
  length: Size,
  digits: Size,
  precision: Size,
  scale: Size,
  nillable: Allowed,
  createable: Allowed,
  updateable: Allowed,
  defaultedOnCreate: Flag,
  calculated: Flag,
  externalId: Flag,
  unique: Flag,
  nameField: Flag,
  filterable: Allowed,
  sortable: Allowed,
  groupable: Allowed,
  referenceTo: maybe(z.array(z.string()), []),
  relationshipName: Name,
  compoundFieldName: Name,
  restrictedPicklist: Flag,
  picklistValues: maybe(z.array(z.object({ value: z.string(), active: Allowed, defaultValue: Flag })), []),
  inlineHelpText: z.string().nullish(),
});

const WireChild = z.object({
  childSObject: z.string(),
  field: z.string(),
  relationshipName: Name,
  cascadeDelete: Flag,
  restrictedDelete: Flag,
});

const WireRecordType = z.object({
  name: Label,
  recordTypeId: z.string().nullish(),
  available: Allowed,
  master: Flag,
  defaultRecordTypeMapping: Flag,
});

/** What an org says of an object: its fields, what leads to it, its record types. */
export const ObjectDescription = z.object({
  name: z.string(),
  label: Label,
  keyPrefix: z.string().nullish(),
  createable: Allowed,
  updateable: Allowed,
  deletable: Allowed,
  queryable: Allowed,
  searchable: Allowed,
  fields: maybe(z.array(WireField), []),
  childRelationships: maybe(z.array(WireChild), []),
  recordTypeInfos: maybe(z.array(WireRecordType), []),
});

export type ObjectDescription = z.output<typeof ObjectDescription>;

/** One field of an object. */
export type FieldDescription = ObjectDescription['fields'][number];

/** The types of fields that hold numbers. */
export const numberTypes: ReadonlySet<string> = new Set(['int', 'long', 'double', 'currency', 'percent']);

/** Finds a field by its name; Salesforce takes names in any case. */
export function findField({ fields }: ObjectDescription, name: string): FieldDescription | undefined {
  const wanted = name.toLowerCase();
  return fields.find((field) => field.name.toLowerCase() === wanted);
}

/** The field that a person knows a record by: most objects call it Name, a case has its number. */
export function nameFieldOf({ fields }: ObjectDescription): FieldDescription | undefined {
  return fields.find((field) => field.nameField);
}

/** The record types that this user may choose: one that an org has whether it has others or not is none of them. */
export function recordTypesOf({ recordTypeInfos }: ObjectDescription) {
  return recordTypeInfos.flatMap(
    ({ available, defaultRecordTypeMapping: isDefault, master, name, recordTypeId: id }) =>
      available && !master && id ? [{ id, name, isDefault }] : [],
  );
}

/** Whether its amounts are in the currency of each record: an org with one currency alone has no such field. */
export function isOfManyCurrencies(object: ObjectDescription): boolean {
  return findField(object, 'CurrencyIsoCode') !== undefined;
}
