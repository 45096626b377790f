import * as z from 'zod';
import { Allowed, Flag, Label } from './object-description.ts';

/** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-describeglobal.html */
const WireObject = z.object({
  name: z.string(),
  label: Label,
  labelPlural: Label,
  keyPrefix: z.string().nullish(),
  custom: Flag,
  createable: Allowed,
  queryable: Allowed,
  deprecatedAndHidden: Flag,
});

export const WireObjectList = z.object({ sobjects: z.array(WireObject) });

/** What is known of an object without its fields. */
export type ObjectSummary = z.output<typeof WireObject>;

export const ObjectEntry = z.object({
  name: z.string().describe('Name, for object_type'),
  label: z.string().describe('What people call it'),
  is_custom: z.boolean().describe('Whether it was made for this org'),
  can_create: z.boolean().describe('Whether records can be made'),
});

function toObjectEntry({ createable, custom, label, name }: ObjectSummary): z.output<typeof ObjectEntry> {
  return { name, label, is_custom: custom, can_create: createable };
}

/** The names of those whose records can be asked for. */
export function queryableNames(objects: readonly ObjectSummary[]): ReadonlySet<string> {
  return new Set(objects.filter(({ queryable }) => queryable).map(({ name }) => name));
}

/** The objects that a caller can do something with, those with a text in their name or label. */
export function listedObjects(objects: readonly ObjectSummary[], contains = ''): z.output<typeof ObjectEntry>[] {
  const wanted = contains.toLowerCase();
  return objects
    .filter(({ deprecatedAndHidden, queryable }) => queryable && !deprecatedAndHidden)
    .filter(({ label, name }) => `${name} ${label}`.toLowerCase().includes(wanted))
    .map(toObjectEntry);
}
