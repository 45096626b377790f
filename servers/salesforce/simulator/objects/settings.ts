import { field, lookup, picklist, text } from '../field-definition.ts';
import { defineObject } from '../object-definition.ts';

export const user = defineObject({
  name: 'User',
  labelPlural: 'Users',
  keyPrefix: '005',
  isSetting: true,
  hasDeleted: false,
  isSearchable: true,
  fields: [
    text('Username', 80, { isNillable: false }),
    text('LastName', 80, { isNillable: false }),
    text('FirstName', 40),
    text('Name', 121, { isNillable: false, isNameField: true, writable: 'never' }),
    text('CompanyName', 80),
    text('Department', 80),
    text('Title', 80),
    field('Email', 'email', { length: 128, isNillable: false }),
    field('Phone', 'phone', { length: 40 }),
    text('Alias', 8, { isNillable: false }),
    field('IsActive', 'boolean', { isNillable: false }),
    picklist('TimeZoneSidKey', ['GMT', 'America/New_York', 'Europe/Paris'], { isNillable: false, isRestricted: true }),
    picklist('UserType', ['Standard', 'PowerPartner', 'Guest']),
    lookup('ManagerId', ['User'], 'ManagedUsers'),
  ],
});

export const recordType = defineObject({
  name: 'RecordType',
  label: 'Record Type',
  labelPlural: 'Record Types',
  keyPrefix: '012',
  isSetting: true,
  hasDeleted: false,
  fields: [
    text('Name', 80, { isNillable: false, isNameField: true }),
    text('DeveloperName', 80, { isNillable: false }),
    text('Description', 255),
    picklist('SobjectType', ['Account', 'Lead', 'Opportunity'], { isNillable: false }),
    field('IsActive', 'boolean', { isNillable: false }),
  ],
});

const order = field('SortOrder', 'int');

export const opportunityStage = defineObject({
  name: 'OpportunityStage',
  label: 'Opportunity Stage',
  labelPlural: 'Opportunity Stage',
  keyPrefix: '01J',
  isSetting: true,
  hasDeleted: false,
  fields: [
    text('MasterLabel', 255, { isNameField: true }),
    text('ApiName', 255, { isNillable: false }),
    field('IsActive', 'boolean', { isNillable: false }),
    order,
    field('IsClosed', 'boolean', { isNillable: false }),
    field('IsWon', 'boolean', { isNillable: false }),
    text('ForecastCategory', 40, { isNillable: false }),
    text('ForecastCategoryName', 40, { isNillable: false }),
    field('DefaultProbability', 'percent'),
  ],
});

export const leadStatus = defineObject({
  name: 'LeadStatus',
  label: 'Lead Status Value',
  labelPlural: 'Lead Status Value',
  keyPrefix: '01L',
  isSetting: true,
  hasDeleted: false,
  fields: [
    text('MasterLabel', 255, { isNameField: true }),
    text('ApiName', 255, { isNillable: false }),
    order,
    field('IsDefault', 'boolean', { isNillable: false }),
    field('IsConverted', 'boolean', { isNillable: false }),
  ],
});

export const organization = defineObject({
  name: 'Organization',
  labelPlural: 'Organizations',
  keyPrefix: '00D',
  isSetting: true,
  hasDeleted: false,
  fields: [
    text('Name', 80, { isNillable: false, isNameField: true }),
    text('OrganizationType', 40),
    text('InstanceName', 5),
    field('IsSandbox', 'boolean', { isNillable: false }),
    field('FiscalYearStartMonth', 'int'),
    text('TimeZoneSidKey', 40, { isNillable: false }),
    text('DefaultLocaleSidKey', 40, { isNillable: false }),
  ],
});
