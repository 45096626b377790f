import type { ObjectType } from '../objects/object-type.ts';
import { type AssociationType, inverseOf, listAssociationTypes, primaryTypeOf } from './association-type.ts';

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
  /** Removes one type of association of two records. */
  removeType(from: RecordReference, to: RecordReference, type: AssociationType): void;
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
  const change = (
    from: RecordReference,
    to: RecordReference,
    type: AssociationType,
    how: (typeIds: readonly number[], typeId: number) => number[],
  ): void => {
    const [there, back] = [linksOf(from, to.type), linksOf(to, from.type)];
    const { typeId: inverse } = inverseOf(from.type, to.type, type);
    there.set(to.id, how(there.get(to.id) ?? [], type.typeId));
    back.set(from.id, how(back.get(from.id) ?? [], inverse));
  };
  const removeOneWay = (from: RecordReference, to: RecordReference): void => {
    const key = keyOf(from, to.type);
    links.get(key)?.delete(to.id);
    if (links.get(key)?.size === 0) links.delete(key);
  };
  return {
    links,
    add: (from: RecordReference, to: RecordReference, type: AssociationType): void =>
      change(from, to, type, (known, typeId) => [...new Set([...known, typeId])]),
    drop: (from: RecordReference, to: RecordReference, type: AssociationType): void =>
      change(from, to, type, (known, typeId) => known.filter((each) => each !== typeId)),
    removeOneWay,
  };
};

/** Told when a record gets its primary company, or loses it. */
type OnPrimary = (from: RecordReference, company: string | undefined) => void;

/** Keeps one primary company: https://developers.hubspot.com/docs/api/crm/associations, "HubSpot defined association types" */
const createPrimaryRule = ({ add, drop, links }: ReturnType<typeof createLinkTable>, onPrimary: OnPrimary) => {
  const holdersOf = (from: RecordReference, company: ObjectType, typeId: number): string[] =>
    [...(links.get(keyOf(from, company)) ?? [])].filter(([, types]) => types.includes(typeId)).map(([id]) => id);
  return {
    mark: (from: RecordReference, to: RecordReference, isAsked: boolean): void => {
      const primary = primaryTypeOf(from.type, to.type);
      if (primary === undefined) return;
      const holders = holdersOf(from, to.type, primary.typeId);
      if (holders.length > 0 && !isAsked) return;
      for (const id of holders) drop(from, { type: to.type, id }, primary);
      add(from, to, primary);
      onPrimary(from, to.id);
    },
    lose: (one: RecordReference, other: RecordReference): void => {
      for (const [from, to] of [[one, other] as const, [other, one] as const]) {
        const primary = primaryTypeOf(from.type, to.type);
        const isHeld = primary !== undefined && holdersOf(from, to.type, primary.typeId).includes(to.id);
        if (isHeld) onPrimary(from, undefined);
      }
    },
  };
};

/** Makes an empty store. */
export const createAssociationStore = (onPrimary: OnPrimary): AssociationStore => {
  const table = createLinkTable();
  const { links, removeOneWay } = table;
  const primary = createPrimaryRule(table, onPrimary);
  const add = (from: RecordReference, to: RecordReference, type: AssociationType): void => {
    const [plain] = listAssociationTypes(from.type, to.type);
    if (plain !== undefined) table.add(from, to, plain);
    table.add(from, to, type);
    primary.mark(from, to, type.label === 'Primary');
    primary.mark(to, from, type.label === 'Primary');
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
    removeType: (from, to, type) => {
      if (type.label === 'Primary') primary.lose(from, to);
      table.drop(from, to, type);
    },
    remove: (from, to) => {
      primary.lose(from, to);
      removeOneWay(from, to);
      removeOneWay(to, from);
    },
  };
};
