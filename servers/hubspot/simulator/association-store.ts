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
  /** A record's first company becomes its primary one, and another one in its place where that is asked for: there is one alone. */
  add(from: RecordReference, to: RecordReference, type: AssociationType): void;
  /** Adds the default association. */
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
  const dropOneWay = (from: RecordReference, to: RecordReference, type: AssociationType): void => {
    const target = linksOf(from, to.type);
    target.set(
      to.id,
      (target.get(to.id) ?? []).filter((typeId) => typeId !== type.typeId),
    );
  };
  const removeOneWay = (from: RecordReference, to: RecordReference): void => {
    const key = keyOf(from, to.type);
    links.get(key)?.delete(to.id);
    if (links.get(key)?.size === 0) links.delete(key);
  };
  return { addOneWay, dropOneWay, links, removeOneWay };
};

/** Told when a record gets its primary company, or loses it. */
type OnPrimary = (from: RecordReference, company: string | undefined) => void;

/** Makes an empty store. */
export const createAssociationStore = (onPrimary: OnPrimary): AssociationStore => {
  const { addOneWay, dropOneWay, links, removeOneWay } = createLinkTable();
  const addBothWays = (from: RecordReference, to: RecordReference, type: AssociationType): void => {
    addOneWay(from, to, type);
    addOneWay(to, from, inverseOf(from.type, to.type, type));
  };
  /** https://developers.hubspot.com/docs/api/crm/associations, "HubSpot defined association types" */
  const markPrimary = (from: RecordReference, to: RecordReference, isAsked: boolean): void => {
    const primary = primaryTypeOf(from.type, to.type);
    if (primary === undefined) return;
    const known = [...(links.get(keyOf(from, to.type)) ?? [])];
    const holders = known.filter(([id, types]) => id !== to.id && types.includes(primary.typeId));
    if (holders.length > 0 && !isAsked) return;
    for (const [id] of holders) dropBothWays(from, { type: to.type, id }, primary);
    addBothWays(from, to, primary);
    onPrimary(from, to.id);
  };
  const loosePrimary = (from: RecordReference, to: RecordReference): void => {
    const primary = primaryTypeOf(from.type, to.type)?.typeId;
    const types = links.get(keyOf(from, to.type))?.get(to.id) ?? [];
    if (primary !== undefined && types.includes(primary)) onPrimary(from, undefined);
  };
  const dropBothWays = (from: RecordReference, to: RecordReference, type: AssociationType): void => {
    dropOneWay(from, to, type);
    dropOneWay(to, from, inverseOf(from.type, to.type, type));
  };
  const add = (from: RecordReference, to: RecordReference, type: AssociationType): void => {
    const [plain] = listAssociationTypes(from.type, to.type);
    if (plain !== undefined) addBothWays(from, to, plain);
    addBothWays(from, to, type);
    markPrimary(from, to, type.label === 'Primary');
    markPrimary(to, from, type.label === 'Primary');
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
      if (type !== undefined) add(from, to, type);
    },
    remove: (from, to) => {
      loosePrimary(from, to);
      loosePrimary(to, from);
      removeOneWay(from, to);
      removeOneWay(to, from);
    },
  };
};
