import { keySpelling } from '@bizmcp/core';
import * as z from 'zod';

const personal = (pii: string) => ({ class: 'confidential', pii });

/** Fields that hold personal data, of the standard objects; custom ones are found by what their text looks like. */
const classes = {
  Name: personal('name'),
  FirstName: personal('name'),
  MiddleName: personal('name'),
  LastName: personal('name'),
  Username: personal('email'),
  Email: personal('email'),
  PersonEmail: personal('email'),
  SuppliedEmail: personal('email'),
  Phone: personal('phone'),
  MobilePhone: personal('phone'),
  HomePhone: personal('phone'),
  OtherPhone: personal('phone'),
  AssistantPhone: personal('phone'),
  AssistantName: personal('name'),
  Fax: personal('phone'),
  Street: personal('address'),
  PostalCode: personal('address'),
  MailingStreet: personal('address'),
  MailingPostalCode: personal('address'),
  OtherStreet: personal('address'),
  OtherPostalCode: personal('address'),
  BillingStreet: personal('address'),
  ShippingStreet: personal('address'),
  // The parts of a compound address.
  street: personal('address'),
  postalCode: personal('address'),
  Birthdate: 'restricted',
  PersonBirthdate: 'restricted',
  Description: personal('text'),
  TextBody: personal('text'),
  HtmlBody: personal('text'),
  CommentBody: personal('text'),
};

const classedNames = new Set(Object.keys(classes).map(keySpelling));

/** Whether the name of a field, however it is spelled, says that its values are personal. */
export function isClassed(name: string): boolean {
  return classedNames.has(keySpelling(name));
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
const WireParent = z.record(z.string(), z.unknown());

/** Leaves out what has no value, and where a record is to be found; the children of a record become a list. */
export function toRecord(row: Readonly<Record<string, unknown>>): SalesforceRecord {
  const entries = Object.entries(row).flatMap(([name, value]) => (name === 'attributes' ? [] : toEntries(name, value)));
  return Object.fromEntries(entries);
}

function toEntries(name: string, value: unknown): [string, unknown][] {
  const scalar = Scalar.safeParse(value);
  if (scalar.success) return scalar.data === null ? [] : [[name, scalar.data]];
  const children = WireChildren.safeParse(value);
  if (children.success) {
    const { records, totalSize } = children.data;
    const rows: [string, unknown][] = [[name, records.map(toRecord)]];
    return records.length < totalSize ? [...rows, [`${name}_total`, totalSize]] : rows;
  }
  const parent = WireParent.safeParse(value);
  return parent.success ? [[name, toRecord(parent.data)]] : [];
}
