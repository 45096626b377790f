import { type FieldDefinition, type FieldValue, field, lookup } from './field-definition.ts';

/** A record; its fields under their names. */
export type OrgRecord = Record<string, FieldValue>;

/** A value that Salesforce works out from others when a record is written. */
export type Derive = (record: OrgRecord) => OrgRecord;

/** A kind of records. */
export interface ObjectDefinition {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  readonly fields: readonly FieldDefinition[];
  /** Objects such as stages and record types are settings: they can be read only. */
  readonly isSetting: boolean;
  readonly isSearchable: boolean;
  /** Where a record type is chosen; names in the order of their creation. */
  readonly recordTypes: readonly string[];
  readonly derive: Derive;
}

interface Description {
  readonly name: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  readonly fields: readonly FieldDefinition[];
  readonly label?: string;
  readonly isSetting?: boolean;
  readonly isSearchable?: boolean;
  readonly hasDeleted?: boolean;
  /** Records of history and the like are never changed. */
  readonly hasChanges?: boolean;
  readonly hasOwner?: readonly string[];
  readonly recordTypes?: readonly string[];
  readonly derive?: Derive;
}

const creation: readonly FieldDefinition[] = [
  field('CreatedDate', 'datetime', { isNillable: false, writable: 'never' }),
  lookup('CreatedById', ['User'], undefined, { isNillable: false, writable: 'never' }),
];

const change: readonly FieldDefinition[] = [
  field('LastModifiedDate', 'datetime', { isNillable: false, writable: 'never' }),
  lookup('LastModifiedById', ['User'], undefined, { isNillable: false, writable: 'never' }),
  field('SystemModstamp', 'datetime', { isNillable: false, writable: 'never' }),
];

const identity = field('Id', 'id', { isNillable: false, writable: 'never', length: 18 });
const deletion = field('IsDeleted', 'boolean', { isNillable: false, writable: 'never' });

/** Completes an object with the fields that every object has. */
export const defineObject = (description: Description): ObjectDefinition => {
  const { fields, hasChanges = true, hasDeleted = true, hasOwner = [], recordTypes = [], ...rest } = description;
  const owner = hasOwner.length > 0 ? [lookup('OwnerId', hasOwner, undefined, { isNillable: false })] : [];
  const kind = recordTypes.length > 0 ? [lookup('RecordTypeId', ['RecordType'], undefined)] : [];
  return {
    label: description.name,
    isSetting: false,
    isSearchable: false,
    derive: (record) => record,
    ...rest,
    recordTypes,
    fields: [
      identity,
      ...(hasDeleted ? [deletion] : []),
      ...fields,
      ...kind,
      ...owner,
      ...creation,
      ...(hasChanges ? change : []),
    ],
  };
};

/** Finds a field by its name, without case. */
export const findField = (definition: ObjectDefinition, name: string): FieldDefinition | undefined => {
  const wanted = name.toLowerCase();
  return definition.fields.find((candidate) => candidate.name.toLowerCase() === wanted);
};
