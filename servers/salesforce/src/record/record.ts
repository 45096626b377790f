import { keySpelling, personal } from '@bizmcp/core';
import * as z from 'zod';
import type { FieldClasses } from '../schema/field-classes.ts';

/** Fields that hold personal data: of the standard objects, and custom ones by the names that people give them. */
const classes = {
  Name: personal('name'),
  FirstName: personal('name'),
  MiddleName: personal('name'),
  LastName: personal('name'),
  // A lead's becomes the name of an account.
  Company: personal('name'),
  Alias: personal('name'),
  CommunityNickname: personal('name'),
  Username: personal('email'),
  Email: personal('email'),
  PersonEmail: personal('email'),
  SuppliedEmail: personal('email'),
  SuppliedName: personal('name'),
  SuppliedCompany: personal('name'),
  FromName: personal('name'),
  Phone: personal('phone'),
  MobilePhone: personal('phone'),
  HomePhone: personal('phone'),
  OtherPhone: personal('phone'),
  AssistantPhone: personal('phone'),
  AssistantName: personal('name'),
  PersonMobilePhone: personal('phone'),
  PersonHomePhone: personal('phone'),
  PersonOtherPhone: personal('phone'),
  PersonAssistantPhone: personal('phone'),
  SuppliedPhone: personal('phone'),
  Fax: personal('phone'),
  Street: personal('address'),
  PostalCode: personal('address'),
  MailingStreet: personal('address'),
  MailingPostalCode: personal('address'),
  OtherStreet: personal('address'),
  OtherPostalCode: personal('address'),
  PersonMailingStreet: personal('address'),
  PersonMailingPostalCode: personal('address'),
  PersonOtherStreet: personal('address'),
  PersonOtherPostalCode: personal('address'),
  BillingStreet: personal('address'),
  ShippingStreet: personal('address'),
  // The parts of a compound address or place.
  street: personal('address'),
  postalCode: personal('address'),
  latitude: personal('address'),
  longitude: personal('address'),
  MailingLatitude: personal('address'),
  MailingLongitude: personal('address'),
  Birthdate: 'restricted',
  PersonBirthdate: 'restricted',
  Birthdate__c: 'restricted',
  Birth_Date__c: 'restricted',
  Date_of_Birth__c: 'restricted',
  SSN__c: 'restricted',
  Social_Security_Number__c: 'restricted',
  National_Id__c: 'restricted',
  Passport_Number__c: 'restricted',
  Tax_Id__c: 'restricted',
  Bank_Account__c: 'restricted',
  IBAN__c: 'restricted',
  Credit_Card__c: 'restricted',
  Credit_Card_Number__c: 'restricted',
  Salary__c: 'restricted',
  Website: personal('text'),
  Subject: personal('text'),
  NextStep: personal('text'),
  Description: personal('text'),
  Body: personal('text'),
  TextBody: personal('text'),
  HtmlBody: personal('text'),
  CommentBody: personal('text'),
  // Within these stand the values of fields that one org alone knows.
  restricted: 'restricted',
  confidential: 'confidential',
  phones: personal('phone'),
  places: personal('address'),
} as const;

/** Who may see values: these classes are hidden from some callers. */
export type HiddenClass = 'confidential' | 'restricted';

const classBySpelling = new Map(
  Object.entries(classes).map(([name, of]) => [keySpelling(name), typeof of === 'string' ? of : of.class]),
);

/** The class that the name of a field, however it is spelled, says of its values. */
export function namedClass(name: string): HiddenClass | undefined {
  return classBySpelling.get(keySpelling(name));
}

/** The class of the values of a field, by what this org says of it or else by its name. */
export function hiddenClass(name: string, classes: FieldClasses): HiddenClass | undefined {
  return namedClass(classes.get(name.toLowerCase()) ?? name);
}

/** A record as a model sees it: fields by name, parents within it, children as a list; the classes hold for all of them. */
export const SalesforceRecord = z.record(z.string(), z.unknown()).meta({ classes });

/** As it is shown to the person who is asked for a write: `record` says in words whose fields these are. */
export const RecordChange = z
  .record(z.string(), z.unknown())
  .meta({ classes: { ...classes, record: personal('name') } });

export type SalesforceRecord = z.input<typeof SalesforceRecord>;

/** A row of a query as Salesforce sends it. */
export const WireRow = z.record(z.string(), z.unknown());

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const WireChildren = z.object({ totalSize: z.number(), records: z.array(WireRow) });
const WireAttributes = z.object({ type: z.string() });

/** The object that a row is of. */
export function objectOf(row: Readonly<Record<string, unknown>>): string | undefined {
  return WireAttributes.safeParse(row.attributes).data?.type;
}

type ClassesByObject = ReadonlyMap<string, FieldClasses>;

/**
 * Leaves out what has no value, and where a record is to be found; the children of a record become a list, and what is classed by
 * this org alone stands within its class. A group keeps its null.
 */
export function toRecord(
  row: Readonly<Record<string, unknown>>,
  classes: ClassesByObject = new Map(),
  isWithinGroup = false,
): SalesforceRecord {
  const type = objectOf(row) ?? '';
  const isGroup = isWithinGroup || type === 'AggregateResult';
  const change = changeIn(row);
  const own = change === undefined ? classes.get(type) : changeClasses(change.field, classes.get(change.object));
  const entries = Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
    if (name === 'attributes') return [];
    return value === null && isGroup ? [[name, null]] : toEntries(name, value, classes, isGroup);
  });
  const record = Object.fromEntries(entries);
  return own ? withinClasses(record, own) : record;
}

/** What a row tells the change of; a field that it does not tell may be any. */
interface TrackedChange {
  object: string;
  field?: string;
}

/**
 * What a row tells the change of, as those of ContactHistory, OpportunityFieldHistory, Visit__History, of feeds and of the archive do;
 * undefined for any other.
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_associated_objects_history.htm
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_feedtrackedchange.htm
 * https://developer.salesforce.com/docs/platform/field-history-retention/guide/field-history-sforce-api-objects-fieldhistoryarchive.html
 */
export function changeIn(row: Readonly<Record<string, unknown>>): TrackedChange | undefined {
  const type = objectOf(row) ?? '';
  const told = { FeedTrackedChange: [row.FieldName], FieldHistoryArchive: [row.FieldHistoryType, row.Field] }[type];
  if (told) {
    const [, object = '', field] = /^(\w+)\.(\w+)$/.exec(told.join('.')) ?? [];
    return { object, ...(field !== undefined && { field }) };
  }
  const [, name, custom] = /^(\w+?)(__|Field)?History$/.exec(type) ?? [];
  if (name === undefined) return undefined;
  return { object: custom === '__' ? `${name}__c` : name, ...(typeof row.Field === 'string' && { field: row.Field }) };
}

/** What a field was is hidden as what it is. */
function changeClasses(field: string | undefined, classes: FieldClasses = new Map()): FieldClasses {
  const found = field === undefined ? 'restricted' : (classes.get(field.toLowerCase()) ?? namedClass(field));
  return new Map(found === undefined ? [] : ['oldvalue', 'newvalue'].map((name) => [name, found]));
}

/** A record whose classed values stand within their class: `{ Name: 'Acme', restricted: { Credit_Limit__c: 85000 } }`. */
export function withinClasses(record: SalesforceRecord, classes: FieldClasses): SalesforceRecord {
  const open: SalesforceRecord = {};
  const hidden: Record<string, SalesforceRecord> = {};
  for (const [name, value] of Object.entries(record)) {
    const valueClass = classes.get(name.toLowerCase());
    if (valueClass === undefined) open[name] = value;
    else hidden[valueClass] = { ...hidden[valueClass], [name]: value };
  }
  return { ...open, ...hidden };
}

function toEntries(name: string, value: unknown, classes: ClassesByObject, isGroup: boolean): [string, unknown][] {
  const scalar = Scalar.safeParse(value);
  if (scalar.success) return scalar.data === null ? [] : [[name, scalar.data]];
  const children = WireChildren.safeParse(value);
  if (children.success) {
    const { records, totalSize } = children.data;
    const rows: [string, unknown][] = [[name, records.map((record) => toRecord(record, classes))]];
    return records.length < totalSize ? [...rows, [`${name}_total`, totalSize]] : rows;
  }
  const parent = WireRow.safeParse(value);
  return parent.success ? [[name, toRecord(parent.data, classes, isGroup)]] : [];
}
