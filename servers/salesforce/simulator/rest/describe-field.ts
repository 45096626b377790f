import { type FieldDefinition, type FieldType, isNumeric, wholeDigitsOf } from '../field-definition.ts';

const soapTypes: Partial<Record<FieldType, string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
};

const withoutFilter = (field: FieldDefinition): boolean =>
  ['anyType', 'encryptedstring'].includes(field.type) || (field.type === 'textarea' && field.length > 255);

const picklistValues = (field: FieldDefinition) =>
  field.choices.map((value) => ({
    active: true,
    defaultValue: value === field.initial,
    label: value,
    validFor: null,
    value,
  }));

/** The half of a field's description that its kind alone decides. */
const kindOf = (field: FieldDefinition) => {
  const isDecimal = isNumeric(field.type) && field.type !== 'int';
  return {
    aggregatable: !withoutFilter(field) && field.type !== 'boolean' && field.type !== 'multipicklist',
    aiPredictionField: false,
    autoNumber: false,
    byteLength: field.length * 3,
    calculated: false,
    calculatedFormula: null,
    cascadeDelete: field.isCascadeDelete,
    caseSensitive: false,
    compoundFieldName: field.partOf,
    controllerName: null,
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: field.type === 'int' ? wholeDigitsOf(field.type) : 0,
    displayLocationInDecimal: false,
    encrypted: field.type === 'encryptedstring',
    extraTypeInfo: null,
    filterable: !withoutFilter(field),
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable: !withoutFilter(field) && !isDecimal && field.type !== 'datetime' && field.type !== 'multipicklist',
    highScaleNumber: false,
    htmlFormatted: false,
    inlineHelpText: null,
    mask: null,
    maskType: null,
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: isDecimal ? 18 : 0,
    queryByDistance: false,
    scale: scaleOf(field),
    searchPrefilterable: field.type === 'reference',
    sortable: field.type === 'anyType' || (!withoutFilter(field) && field.type !== 'multipicklist'),
    soapType: soapTypes[field.type] ?? 'xsd:string',
    writeRequiresMasterRead: false,
  };
};

/** The digits after the point: an amount has cents, and a custom place as many as it was made with. */
const scaleOf = ({ name, type }: FieldDefinition): number => {
  if (type === 'currency') return 2;
  return name.endsWith('__s') ? 5 : 0;
};

/** Describes a field: https://developer.salesforce.com/docs/platform/soap-api/guide/sforce-api-calls-describesobjects-describesobjectresult.html */
export const describeField = (field: FieldDefinition) => ({
  ...kindOf(field),
  createable: field.writable !== 'never',
  custom: /__[cs]$/.test(field.name),
  defaultValue: field.initial,
  defaultValueFormula: null,
  defaultedOnCreate: field.initial !== null || field.name === 'OwnerId',
  externalId: field.isExternalId,
  idLookup: field.isExternalId || field.type === 'id' || field.type === 'email',
  label: field.label,
  length: field.length,
  name: field.name,
  nameField: field.isNameField,
  namePointing: field.referenceTo.length > 1,
  nillable: field.isNillable,
  permissionable: field.isNillable && field.writable !== 'never',
  picklistValues: picklistValues(field),
  referenceTargetField: null,
  referenceTo: field.referenceTo,
  relationshipName: field.relationshipName ?? null,
  relationshipOrder: null,
  restrictedDelete: false,
  restrictedPicklist: field.isRestricted,
  type: field.type,
  unique: field.isExternalId,
  updateable: field.writable === 'always',
});
