/** A choice of an enumeration. */
export interface PropertyOption {
  readonly value: string;
  readonly label: string;
}

/** A property of an object type. */
export interface PropertyDefinition {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly type: 'string' | 'number' | 'enumeration' | 'bool' | 'date' | 'datetime' | 'phone_number';
  readonly fieldType: string;
  readonly groupName: string;
  readonly options: readonly PropertyOption[];
  /** Set by HubSpot only. */
  readonly isReadOnly: boolean;
  readonly isUnique: boolean;
  /** Made by the portal, not by HubSpot. */
  readonly isCustom: boolean;
  /** The options are owners, kept elsewhere. */
  readonly isOwner: boolean;
  /** Undefined for plain data. */
  readonly sensitivity: 'sensitive' | 'highly_sensitive' | undefined;
}

const definitionCreatedAt = '2019-08-06T02:41:08.029Z';

/** Renders a definition as HubSpot's Property: https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide */
export const renderProperty = (definition: PropertyDefinition, order: number) => ({
  name: definition.name,
  label: definition.label,
  type: definition.type,
  fieldType: definition.fieldType,
  description: definition.description,
  groupName: definition.groupName,
  options: definition.options.map((option, index) => ({ ...option, displayOrder: index, hidden: false })),
  displayOrder: order,
  calculated: false,
  externalOptions: definition.isOwner,
  ...(definition.isOwner ? { referencedObjectType: 'OWNER' } : {}),
  archived: false,
  hasUniqueValue: definition.isUnique,
  hidden: false,
  hubspotDefined: !definition.isCustom,
  formField: !definition.isReadOnly && !definition.isOwner,
  modificationMetadata: {
    archivable: definition.isCustom,
    readOnlyDefinition: !definition.isCustom,
    readOnlyValue: definition.isReadOnly,
    ...(definition.type === 'enumeration' ? { readOnlyOptions: definition.isOwner } : {}),
  },
  createdAt: definitionCreatedAt,
  updatedAt: definitionCreatedAt,
});

/** As dated versions render it: https://developers.hubspot.com/docs/api-reference/latest/crm/properties/get-properties */
export const renderDatedProperty = (definition: PropertyDefinition, order: number) => ({
  ...renderProperty(definition, order),
  dataSensitivity: definition.sensitivity ?? 'non_sensitive',
});
