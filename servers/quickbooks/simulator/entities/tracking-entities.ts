import * as z from 'zod';
import { flag, headFields, ignored, readObject, reference } from '../body.ts';
import { refuse } from '../error-reply.ts';
import type { QuickBooksBooks } from '../quickbooks-state.ts';
import type { Wire } from '../wire.ts';
import { type Change, commonFilters, type Entity, headOf, type Written } from './entity.ts';
import { type TrackingEntity, trackingIds, trackingOptions } from './names.ts';

const subFlags = { Class: 'SubClass', Department: 'SubDepartment' } as const;

const TrackingBody = z.strictObject({
  ...{
    ...headFields,
    Name: z.string().min(1).max(100),
    Active: flag,
    FullyQualifiedName: ignored,
    ParentRef: reference,
  },
  ...{ SubClass: z.literal(false).optional(), SubDepartment: z.literal(false).optional() },
});

function list(books: QuickBooksBooks, name: TrackingEntity): Wire[] {
  return trackingOptions(books, name).map((option) => ({
    ...headOf(books, { entity: name, id: option.wireId }, { day: books.company.firstDay }),
    ...{ Name: option.name, [subFlags[name]]: false, FullyQualifiedName: option.name, Active: option.active },
  }));
}

function write(books: QuickBooksBooks, name: TrackingEntity, { id, body }: Change): Written {
  const sent = readObject(body, TrackingBody);
  const category = books.ledger.trackingCategories.get(trackingIds[name]);
  if (!category) throw new TypeError(`the company has no ${name}`);
  const options = trackingOptions(books, name);
  const same = options.find((one) => one.name.toLowerCase() === sent.Name.toLowerCase() && one.wireId !== id);
  if (same) refuse('6240', `The name supplied already exists. : Id=${same.wireId}`, 'Name');
  const wireId = id ?? String(options.length + 1);
  const old = options.find((one) => one.wireId === id);
  const made = { id: old?.id ?? `${name}-${wireId}`, name: sent.Name, active: sent.Active ?? true };
  const kept = category.options.map((one) => (one.id === made.id ? made : one));
  books.ledger.saveTrackingCategory({ ...category, options: old ? kept : [...kept, made] });
  return { id: wireId, fields: {} };
}

function tracking(name: TrackingEntity): Entity {
  return {
    name,
    filterable: [...commonFilters, 'Name', 'Active', 'FullyQualifiedName'],
    list: (books) => list(books, name),
    find: (books, id) => list(books, name).find(({ Id }) => Id === id),
    write: (books, change) => write(books, name, change),
  };
}

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/class and /department; none is under another. */
export const trackingEntities: readonly Entity[] = [tracking('Class'), tracking('Department')];
