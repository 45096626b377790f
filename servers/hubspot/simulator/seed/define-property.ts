import type { PropertyDefinition } from '../portal/property-definition.ts';

/** What may be said about a property besides its name, label and kind. */
export interface PropertyTraits {
  readonly description?: string;
  readonly isReadOnly?: boolean;
  readonly isUnique?: boolean;
  readonly isCustom?: boolean;
  readonly isOwner?: boolean;
  readonly sensitivity?: PropertyDefinition['sensitivity'];
}

/** The kinds of properties, as HubSpot's type and field type. */
const kinds = {
  text: ['string', 'text'],
  longText: ['string', 'textarea'],
  html: ['string', 'html'],
  phone: ['string', 'phonenumber'],
  number: ['number', 'number'],
  bool: ['bool', 'booleancheckbox'],
  date: ['date', 'date'],
  datetime: ['datetime', 'date'],
  select: ['enumeration', 'select'],
  checkbox: ['enumeration', 'checkbox'],
} as const;

/** One of the kinds. */
export type PropertyKind = keyof typeof kinds;

const labelOf = (value: string): string => {
  const words = value.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Makes the properties of one group; options without a label get one made of their value. */
export const createGroup = (groupName: string) => ({
  define: (
    name: string,
    label: string,
    kind: PropertyKind = 'text',
    options: ReadonlyArray<string | readonly [value: string, label: string]> = [],
    traits: PropertyTraits = {},
  ): PropertyDefinition => {
    const [type, fieldType] = kinds[kind];
    return {
      name,
      label,
      type,
      fieldType,
      groupName,
      description: traits.description ?? '',
      options: options.map((option) =>
        typeof option === 'string' ? { value: option, label: labelOf(option) } : { value: option[0], label: option[1] },
      ),
      isReadOnly: traits.isReadOnly ?? false,
      isUnique: traits.isUnique ?? false,
      isCustom: traits.isCustom ?? false,
      isOwner: traits.isOwner ?? false,
      sensitivity: traits.sensitivity,
    };
  },
});

/** The properties that every object type has. */
export const commonProperties = (
  groupName: string,
  created: 'createdate' | 'hs_createdate',
  modified: 'lastmodifieddate' | 'hs_lastmodifieddate',
): PropertyDefinition[] => {
  const { define } = createGroup(groupName);
  return [
    define('hs_object_id', 'Record ID', 'number', [], { isReadOnly: true, isUnique: true }),
    define(created, 'Create Date', 'datetime', [], { isReadOnly: true }),
    define(modified, 'Last Modified Date', 'datetime', [], { isReadOnly: true }),
    define('hubspot_owner_id', 'Owner', 'select', [], { isOwner: true, description: 'The user who is responsible.' }),
  ];
};
