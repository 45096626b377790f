import type { ObjectDefinition } from '../object-definition.ts';
import { childRelationshipsOf, objectDefinitions } from '../org-schema.ts';
import { type OrgState, recordTypeId } from '../org-state.ts';
import { describeField } from './describe-field.ts';

const master = '012000000000000AAA';

const recordTypes = (state: OrgState, definition: ObjectDefinition) => [
  ...definition.recordTypes.map((name, index) => ({
    active: true,
    available: true,
    defaultRecordTypeMapping: index === 0,
    developerName: name,
    master: false,
    name: name.replace('_', ' '),
    recordTypeId: recordTypeId(state, definition.name, name),
  })),
  {
    active: true,
    available: true,
    defaultRecordTypeMapping: definition.recordTypes.length === 0,
    developerName: 'Master',
    master: true,
    name: 'Master',
    recordTypeId: master,
  },
];

/** What every description of an object says, in the list and alone. */
const summaryOf = (definition: ObjectDefinition, version: string) => {
  const base = `/services/data/${version}/sobjects/${definition.name}`;
  const isData = !definition.isSetting;
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: isData,
    custom: false,
    customSetting: false,
    deepCloneable: false,
    deletable: isData,
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: definition.keyPrefix,
    label: definition.label,
    labelPlural: definition.labelPlural,
    layoutable: isData,
    mergeable: ['Account', 'Contact', 'Lead'].includes(definition.name),
    mruEnabled: isData,
    name: definition.name,
    queryable: true,
    replicateable: isData,
    retrieveable: true,
    searchable: definition.isSearchable,
    triggerable: isData,
    undeletable: isData,
    updateable: isData,
    urls: { sobject: base, describe: `${base}/describe`, rowTemplate: `${base}/{ID}` },
  };
};

/** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-describeglobal.html */
export const describeGlobal = (version: string) => ({
  encoding: 'UTF-8',
  maxBatchSize: 200,
  sobjects: objectDefinitions.map((definition) => summaryOf(definition, version)),
});

/** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-sobject-describe.html */
export const describeObject = (state: OrgState, definition: ObjectDefinition, version: string) => ({
  ...summaryOf(definition, version),
  actionOverrides: [],
  childRelationships: childRelationshipsOf(definition).map(({ child, field, name }) => ({
    cascadeDelete: field.isCascadeDelete,
    childSObject: child.name,
    deprecatedAndHidden: false,
    field: field.name,
    junctionIdListNames: [],
    junctionReferenceTo: [],
    relationshipName: name ?? null,
    restrictedDelete: false,
  })),
  compactLayoutable: !definition.isSetting,
  dataTranslationEnabled: null,
  defaultImplementation: null,
  fields: definition.fields.map(describeField),
  idEnabled: true,
  implementedBy: null,
  implementsInterfaces: null,
  namedLayoutInfos: [],
  networkScopeFieldName: null,
  recordTypeInfos: recordTypes(state, definition),
  searchLayoutable: definition.isSearchable,
  supportedScopes: [{ label: `All ${definition.labelPlural}`, name: 'everything' }],
});
