import type { ObjectType } from '../objects/object-type.ts';

/** A way in which two records can be associated, seen from one side. */
export interface AssociationType {
  readonly typeId: number;
  readonly category: 'HUBSPOT_DEFINED' | 'USER_DEFINED';
  readonly label: string | undefined;
  /** How the type is named inside an object's `associations`, e.g. `contact_to_company`. */
  readonly name: string;
}

const hubspotDefined = (typeId: number, name: string, label?: string): AssociationType => ({
  typeId,
  category: 'HUBSPOT_DEFINED',
  label,
  name,
});

const userDefined = (typeId: number, name: string, label: string | undefined): AssociationType => ({
  typeId,
  category: 'USER_DEFINED',
  label,
  name,
});

/**
 * HubSpot's association type ids, the default one first:
 * https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide#association-type-id-values
 */
const table: ReadonlyArray<
  readonly [from: string, to: string, forward: readonly number[], backward: readonly number[]]
> = [
  ['contact', 'company', [279, 1], [280, 2]],
  ['deal', 'company', [341, 5], [342, 6]],
  ['ticket', 'company', [339, 26], [340, 25]],
  ['deal', 'contact', [3], [4]],
  ['ticket', 'contact', [16], [15]],
  ['ticket', 'deal', [28], [27]],
  ['deal', 'line_item', [19], [20]],
  ['note', 'contact', [202], [201]],
  ['note', 'company', [190], [189]],
  ['note', 'deal', [214], [213]],
  ['note', 'ticket', [228], [227]],
  ['call', 'contact', [194], [193]],
  ['call', 'company', [182], [181]],
  ['call', 'deal', [206], [205]],
  ['call', 'ticket', [220], [219]],
  ['email', 'contact', [198], [197]],
  ['email', 'company', [186], [185]],
  ['email', 'deal', [210], [209]],
  ['email', 'ticket', [224], [223]],
  ['meeting', 'contact', [200], [199]],
  ['meeting', 'company', [188], [187]],
  ['meeting', 'deal', [212], [211]],
  ['meeting', 'ticket', [226], [225]],
  ['task', 'contact', [204], [203]],
  ['task', 'company', [192], [191]],
  ['task', 'deal', [216], [215]],
  ['task', 'ticket', [230], [229]],
  ['contact', 'contact', [449], [449]],
  ['company', 'company', [450], [450]],
  ['deal', 'deal', [451], [451]],
  ['ticket', 'ticket', [452], [452]],
];

/** The first extra type of a pair with a company is the primary company; the others are labels that the portal made. */
const labelOf = (index: number): string | undefined => (index === 0 ? undefined : 'Primary');

const typesByPair = new Map<string, AssociationType[]>();
const inverses = new Map<string, AssociationType>();

const declare = (
  from: string,
  to: string,
  forward: readonly AssociationType[],
  backward: readonly AssociationType[],
): void => {
  typesByPair.set(`${from}>${to}`, [...(typesByPair.get(`${from}>${to}`) ?? []), ...forward]);
  if (from !== to) typesByPair.set(`${to}>${from}`, [...(typesByPair.get(`${to}>${from}`) ?? []), ...backward]);
  for (const [index, type] of forward.entries()) {
    const opposite = backward[index] ?? type;
    inverses.set(`${from}>${to} ${type.typeId}`, opposite);
    inverses.set(`${to}>${from} ${opposite.typeId}`, type);
  }
};

for (const [from, to, forward, backward] of table) {
  declare(
    from,
    to,
    forward.map((typeId, index) =>
      hubspotDefined(typeId, `${from}_to_${to}${index === 0 ? '' : '_primary'}`, labelOf(index)),
    ),
    backward.map((typeId, index) =>
      hubspotDefined(typeId, `${to}_to_${from}${index === 0 ? '' : '_primary'}`, labelOf(index)),
    ),
  );
}

const custom = 'p_subscriptions';
declare(
  custom,
  'company',
  [userDefined(61, 'subscriptions_to_company', undefined)],
  [userDefined(62, 'company_to_subscriptions', undefined)],
);
declare(
  custom,
  'contact',
  [userDefined(63, 'subscriptions_to_contact', undefined)],
  [userDefined(64, 'contact_to_subscriptions', undefined)],
);
declare(
  'contact',
  'company',
  [userDefined(101, 'decision_maker', 'Decision maker')],
  [userDefined(102, 'decision_maker', 'Decision maker')],
);
declare('deal', 'contact', [userDefined(103, 'champion', 'Champion')], [userDefined(104, 'champion', 'Champion')]);

/** All association types from one object type to another, the default one first; empty when they cannot be associated. */
export const listAssociationTypes = (from: ObjectType, to: ObjectType): readonly AssociationType[] =>
  typesByPair.get(`${from.singular}>${to.singular}`) ?? [];

/** The same association seen from the other side. */
export const inverseOf = (from: ObjectType, to: ObjectType, type: AssociationType): AssociationType =>
  inverses.get(`${from.singular}>${to.singular} ${type.typeId}`) ?? type;

/** The type that marks a record's primary company, where the pair has one. */
export const primaryTypeOf = (from: ObjectType, to: ObjectType): AssociationType | undefined =>
  to.singular === 'company' ? listAssociationTypes(from, to).find((type) => type.label === 'Primary') : undefined;
