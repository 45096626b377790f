import { field, lookup, picklist, text } from '../field-definition.ts';
import type { ObjectDefinition } from '../object-definition.ts';

const sensitivityLevels = ['Public', 'Internal', 'Confidential', 'Restricted', 'MissionCritical'];
const complianceGroups = ['CCPA', 'COPPA', 'GDPR', 'HIPAA', 'PCI', 'PersonalInfo', 'PII'];

const setting: Pick<ObjectDefinition, 'isSetting' | 'isSearchable' | 'recordTypes' | 'derive'> = {
  isSetting: true,
  isSearchable: false,
  recordTypes: [],
  derive: (record) => record,
};

const identity = [
  field('Id', 'id', { isNillable: false, writable: 'never', length: 18 }),
  text('DurableId', 255),
  text('QualifiedApiName', 255, { isNillable: false, isNameField: true }),
];

export const entityDefinition: ObjectDefinition = {
  ...setting,
  name: 'EntityDefinition',
  label: 'Entity Definition',
  labelPlural: 'Entity Definitions',
  keyPrefix: '4ie',
  fields: [...identity, text('Label', 255)],
};

/** https://developer.salesforce.com/docs/platform/api-tooling/references/tooling-objects/tooling-fielddefinition.html */
export const fieldDefinition: ObjectDefinition = {
  ...setting,
  name: 'FieldDefinition',
  label: 'Field Definition',
  labelPlural: 'Field Definitions',
  keyPrefix: '4fe',
  fields: [
    ...identity,
    lookup('EntityDefinitionId', ['EntityDefinition'], 'Fields'),
    text('Label', 255),
    picklist('SecurityClassification', sensitivityLevels),
    field('ComplianceGroup', 'multipicklist', { choices: complianceGroups, length: 4_099 }),
  ],
};
