import type { AssociationType } from './association-type.ts';
import { inverseOf, listAssociationTypes, primaryTypeOf } from './association-type.ts';
import type { ObjectType } from './object-type.ts';

/** One end of an association. */
export interface RecordReference {
  readonly type: ObjectType;
  readonly id: string;
}

/** What a record is associated with: other record's id -> the ids of the association types. */
type Links = Map<string, number[]>;

/** The associations of a portal; both sides are always written together. */
export interface AssociationStore {
  /** All links, keyed by `fromType:fromId>toType`; the digest reads them. */
  readonly links: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  /** Associated ids in the order in which they were added, each with its types. */
  list(from: RecordReference, to: ObjectType): Array<{ id: string; types: AssociationType[] }>;
  add(from: RecordReference, to: RecordReference, type: AssociationType): void;
  /** Adds the default association; a record's first company becomes its primary one. */
  addDefault(from: RecordReference, to: RecordReference): void;
  /** Removes all associations of two records. */
  remove(from: RecordReference, to: RecordReference): void;
}

const keyOf = (from: RecordReference, to: ObjectType): string => `${from.type.id}:${from.id}>${to.id}`;

/** The links of all records, each side on its own. */
const createLinkTable = () => {
  const links = new Map<string, Links>();
  const linksOf = (from: RecordReference, to: ObjectType): Links => {
    const key = keyOf(from, to);
    const known = links.get(key);
    if (known !== undefined) return known;
    const created: Links = new Map();
    links.set(key, created);
    return created;
  };
  const addOneWay = (from: RecordReference, to: RecordReference, type: AssociationType): void => {
    const target = linksOf(from, to.type);
    const known = target.get(to.id) ?? [];
    if (!known.includes(type.typeId)) target.set(to.id, [...known, type.typeId]);
  };
  const removeOneWay = (from: RecordReference, to: RecordReference): void => {
    const key = keyOf(from, to.type);
    links.get(key)?.delete(to.id);
    if (links.get(key)?.size === 0) links.delete(key);
  };
  return { addOneWay, links, removeOneWay };
};

/** Makes an empty store. */
export const createAssociationStore = (): AssociationStore => {
  const { addOneWay, links, removeOneWay } = createLinkTable();
  const add = (from: RecordReference, to: RecordReference, type: AssociationType): void => {
    addOneWay(from, to, type);
    addOneWay(to, from, inverseOf(from.type, to.type, type));
  };
  const markPrimary = (from: RecordReference, to: RecordReference): void => {
    const primary = primaryTypeOf(from.type, to.type);
    if (primary === undefined) return;
    const known = links.get(keyOf(from, to.type));
    const hasPrimary = [...(known?.values() ?? [])].some((types) => types.includes(primary.typeId));
    if (!hasPrimary) add(from, to, primary);
  };
  return {
    links,
    add,
    list: (from, to) => {
      const types = listAssociationTypes(from.type, to);
      return [...(links.get(keyOf(from, to)) ?? [])].map(([id, typeIds]) => ({
        id,
        types: typeIds.flatMap((typeId) => types.find((type) => type.typeId === typeId) ?? []),
      }));
    },
    addDefault: (from, to) => {
      const [type] = listAssociationTypes(from.type, to.type);
      if (type === undefined) return;
      add(from, to, type);
      markPrimary(from, to);
      markPrimary(to, from);
    },
    remove: (from, to) => {
      removeOneWay(from, to);
      removeOneWay(to, from);
    },
  };
};
