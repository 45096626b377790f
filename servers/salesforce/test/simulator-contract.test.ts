import { describe, expect, test } from 'vitest';
import type { FieldDefinition } from '../simulator/field-definition.ts';
import { childRelationshipsOf, objectDefinitions } from '../simulator/org-schema.ts';
import { hasContract, problemsOf, readContractObjects, readDescribeModels } from './contract-schema.ts';
import { openOrg } from './org-client.ts';

/**
 * What this org has and the contract's org has not: custom fields, the record types that it has set up, and what the contract leaves
 * out of `FieldDefinition`: its compliance categories, and the parent that its entity is. `Task.IsHighPriority` and the like are in both.
 */
const isOwnToThisOrg = (name: string): boolean =>
  /__[cs]$/.test(name) || ['RecordTypeId', 'ComplianceGroup', 'EntityDefinitionId'].includes(name);

/**
 * What the contract leaves out and Salesforce's own pages have:
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunity.htm
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunityhistory.htm
 */
const documented: Readonly<Record<string, readonly string[]>> = {
  Opportunity: ['ExpectedRevenue'],
  OpportunityHistory: ['PrevAmount', 'PrevCloseDate'],
};

/** The referee is not part of the project: where it is missing, the first test says so. */
const contracts = hasContract ? ['the published contract'] : [];

const wireType = ({ type }: FieldDefinition): string => {
  if (type === 'boolean') return 'boolean';
  if (type === 'date' || type === 'datetime') return 'DateString';
  return ['int', 'double', 'currency', 'percent'].includes(type) ? 'number' : 'string';
};

test(hasContract ? 'the published contract is here, and whole' : 'the published contract is not here', () => {
  const objects = contracts.flatMap(() => Object.keys(readContractObjects()));

  expect(objects).toHaveLength(hasContract ? 474 : 0);
});

describe.each(contracts)('against %s, the objects', () => {
  const published = readContractObjects();

  test.each(objectDefinitions.map((definition) => [definition.name, definition] as const))(
    '%s has no field, type or parent that Salesforce has not',
    (name, definition) => {
      const contract = published[name];
      const fields = definition.fields.filter(
        (field) => !isOwnToThisOrg(field.name) && !documented[name]?.includes(field.name),
      );

      const problems = fields.flatMap((field) => {
        const type = contract?.fields[field.name];
        if (type === undefined) return [`${field.name} is unknown`];
        const parent = field.relationshipName === undefined ? '' : contract?.parents[field.relationshipName];
        const target = field.referenceTo.length > 1 ? 'Name' : field.referenceTo[0];
        return [
          ...(type.split(' | ')[0] === wireType(field) ? [] : [`${field.name} is ${wireType(field)}, not ${type}`]),
          ...(type.endsWith('null') && !field.isNillable && field.writable !== 'never'
            ? [`${field.name} may be null`]
            : []),
          ...(parent === '' || parent?.split(' | ')[0] === target
            ? []
            : [`${field.relationshipName} leads to ${parent}`]),
        ];
      });

      expect(problems).toEqual([]);
    },
  );

  test.each(objectDefinitions.map((definition) => [definition.name, definition] as const))(
    'the children of %s have the names that Salesforce gives them',
    (name, definition) => {
      const named = childRelationshipsOf(definition).filter((relationship) => relationship.name !== undefined);

      for (const { child, name: relationship = '' } of named)
        expect([relationship, published[name]?.children[relationship]]).toEqual([relationship, child.name]);
    },
  );

  test.each(Object.entries(documented))('%s still lacks what is taken from its page', (name, fields) => {
    expect(fields.filter((field) => published[name]?.fields[field] !== undefined)).toEqual([]);
  });

  test('an invented field, type and child would be caught', () => {
    expect(published.Account?.fields.Invented).toBeUndefined();
    expect(published.Account?.fields.AnnualRevenue).toBe('number | null');
    expect(published.Account?.children.Contact).toBeUndefined();
  });
});

describe.each(contracts)('against %s, a description', () => {
  const models = readDescribeModels();
  const org = openOrg();
  const describeObject = async (name: string) => (await org.get(`/services/data/v67.0/sobjects/${name}/describe`)).body;
  const problems = (value: Record<string, unknown>, model: string): string[] => {
    const known = models[model];
    return known === undefined ? [`${model} is no model`] : problemsOf(value, known);
  };

  test.each(objectDefinitions.map(({ name }) => name))('of %s has the published shape', async (name) => {
    const { associateEntityType, associateParentEntity, fields, urls, ...description } = await describeObject(name);

    // The published schema knows neither the links of the REST interface nor what history and share objects belong to.
    expect([associateEntityType, associateParentEntity, Object.keys(urls)]).toEqual([
      null,
      null,
      ['sobject', 'describe', 'rowTemplate'],
    ]);
    expect(problems({ ...description, fields }, 'DescribeSObjectResult')).toEqual([]);
    for (const field of fields) expect([field.name, problems(field, 'Field')]).toEqual([field.name, []]);
    for (const child of description.childRelationships) expect(problems(child, 'ChildRelationship')).toEqual([]);
    for (const info of description.recordTypeInfos) expect(problems(info, 'RecordTypeInfo')).toEqual([]);
    for (const { picklistValues } of fields)
      for (const entry of picklistValues) expect(problems(entry, 'PicklistEntry')).toEqual([]);
  });

  test('without a field, with an unknown one or of a wrong type would be caught', async () => {
    const { fields } = await describeObject('Account');
    const { name: _name, ...nameless } = fields[0];

    expect(problems(nameless, 'Field')).toEqual(['name is missing']);
    expect(problems({ ...fields[0], colour: 'red' }, 'Field')).toEqual(['colour is unknown']);
    expect(problems({ ...fields[0], length: '18' }, 'Field')).toEqual(['length is string, not number']);
  });

  test('of all objects names each of them', async () => {
    const answer = await org.get('/services/data/v67.0/sobjects');

    const names = answer.body.sobjects.map(({ name }: { name: string }) => name);
    expect(names).toEqual(objectDefinitions.map(({ name }) => name));
  });

  test('tells picklists, record types, required fields and references', async () => {
    const lead = await describeObject('Lead');

    const field = (name: string) => lead.fields.find((candidate: { name: string }) => candidate.name === name);
    expect(field('Status').picklistValues).toHaveLength(4);
    expect(field('LastName')).toMatchObject({ nillable: false, createable: true, type: 'string', length: 80 });
    expect(field('OwnerId')).toMatchObject({ referenceTo: ['Group', 'User'], relationshipName: 'Owner' });
    expect(field('External_Id__c')).toMatchObject({ externalId: true, unique: true, custom: true });
    expect(lead.recordTypeInfos.map(({ developerName }: { developerName: string }) => developerName)).toEqual([
      'Inbound',
      'Outbound',
      'Master',
    ]);
  });
});
