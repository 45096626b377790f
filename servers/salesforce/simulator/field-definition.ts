/** The types of fields that this org has: https://developer.salesforce.com/docs/platform/object-reference/guide/field-types.html */
export type FieldType =
  | 'anyType'
  | 'id'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'multipicklist'
  | 'email'
  | 'phone'
  | 'encryptedstring'
  | 'url'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'reference';

/** What a field holds; days are `2026-11-21`, times `2026-11-21T08:00:00.000Z`, several choices are joined by `;`. */
export type FieldValue = string | number | boolean | null;

/** One field of an object. */
export interface FieldDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly length: number;
  readonly isNillable: boolean;
  /** Set by the system alone, or once: `never` is a formula or an audit field, `create` cannot be changed later. */
  readonly writable: 'always' | 'create' | 'never';
  readonly initial: FieldValue;
  /** The objects that a reference may lead to, and the names of both directions. */
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | undefined;
  readonly childRelationship: string | undefined;
  readonly isCascadeDelete: boolean;
  readonly choices: readonly string[];
  /** Only the choices are taken; other picklists only suggest them. */
  readonly isRestricted: boolean;
  readonly isExternalId: boolean;
  readonly isNameField: boolean;
  /** The field that is made of this one and others. */
  readonly partOf: string | null;
  /** What the org's own data classification says of it: its sensitivity level, and its compliance categories. */
  readonly sensitivity: string | null;
  readonly compliance: readonly string[];
}

type Options = Partial<Omit<FieldDefinition, 'name' | 'type'>>;

const labelOf = (name: string): string =>
  name
    .replace(/__[cs]$/, '')
    .replace(/_/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2');

/** Makes a field that may be empty and may be written, unless the options say otherwise. */
export const field = (name: string, type: FieldType, options: Options = {}): FieldDefinition => ({
  name,
  type,
  label: labelOf(name),
  length: 0,
  isNillable: true,
  writable: 'always',
  initial: type === 'boolean' ? false : null,
  referenceTo: [],
  relationshipName: undefined,
  childRelationship: undefined,
  isCascadeDelete: false,
  choices: [],
  isRestricted: false,
  isExternalId: false,
  isNameField: false,
  partOf: null,
  sensitivity: null,
  compliance: [],
  ...options,
});

/** A text of at most `length` characters. */
export const text = (name: string, length: number, options: Options = {}): FieldDefinition =>
  field(name, 'string', { length, ...options });

/** A choice out of a list. */
export const picklist = (name: string, choices: readonly string[], options: Options = {}): FieldDefinition =>
  field(name, 'picklist', { choices, length: 255, ...options });

/** A reference to a record of another object: `AccountId` leads to `Account`. */
export const lookup = (
  name: string,
  referenceTo: readonly string[],
  childRelationship: string | undefined,
  options: Options = {},
): FieldDefinition =>
  field(name, 'reference', {
    length: 18,
    referenceTo,
    childRelationship,
    relationshipName: name.replace(/Id$/, ''),
    ...options,
  });

/** How many digits before the point a number of a type has at most; amounts have two after it. */
export const wholeDigitsOf = (type: FieldType): number => ({ int: 8, currency: 16 })[String(type)] ?? 18;

/** Says whether a type is compared and ordered as a number. */
export const isNumeric = (type: FieldType): boolean => ['int', 'double', 'currency', 'percent'].includes(type);
