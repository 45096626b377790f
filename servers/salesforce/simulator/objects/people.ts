import { field, lookup, picklist, text } from '../field-definition.ts';
import { defineObject, type OrgRecord } from '../object-definition.ts';
import { accountTypes, industries, interests, leadSources, leadStatuses, ratings, regions } from './choices.ts';

/** A person's name is made of its parts; it cannot be written. */
const deriveName = (record: OrgRecord): OrgRecord => ({
  ...record,
  Name: [record.FirstName, record.LastName].filter((part) => typeof part === 'string' && part !== '').join(' '),
});

const personName = [
  text('LastName', 80, { isNillable: false, partOf: 'Name' }),
  text('FirstName', 40, { partOf: 'Name' }),
  picklist('Salutation', ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.'], { partOf: 'Name' }),
  text('Name', 121, { isNameField: true, writable: 'never', isNillable: false }),
];

const activityDay = field('LastActivityDate', 'date', { writable: 'never' });

export const account = defineObject({
  name: 'Account',
  labelPlural: 'Accounts',
  keyPrefix: '001',
  isSearchable: true,
  hasOwner: ['User'],
  recordTypes: ['Business', 'Partner'],
  fields: [
    text('Name', 255, { isNillable: false, isNameField: true }),
    picklist('Type', accountTypes),
    lookup('ParentId', ['Account'], 'ChildAccounts'),
    field('BillingStreet', 'textarea', { length: 255 }),
    text('BillingCity', 40),
    text('BillingState', 80),
    text('BillingPostalCode', 20),
    text('BillingCountry', 80),
    field('Phone', 'phone', { length: 40 }),
    field('Website', 'url', { length: 255 }),
    picklist('Industry', industries),
    field('AnnualRevenue', 'currency'),
    field('NumberOfEmployees', 'int'),
    field('Description', 'textarea', { length: 32_000 }),
    picklist('AccountSource', leadSources),
    activityDay,
    text('External_Id__c', 40, { isExternalId: true }),
    picklist('Region__c', regions, { isRestricted: true }),
    field('Credit_Limit__c', 'currency', { sensitivity: 'Restricted' }),
    text('Payment_Habits__c', 255, { sensitivity: 'Confidential' }),
  ],
});

export const contact = defineObject({
  name: 'Contact',
  labelPlural: 'Contacts',
  keyPrefix: '003',
  isSearchable: true,
  hasOwner: ['User'],
  derive: deriveName,
  fields: [
    lookup('AccountId', ['Account'], 'Contacts', { isCascadeDelete: true }),
    ...personName,
    text('MailingCity', 40),
    text('MailingCountry', 80),
    field('Phone', 'phone', { length: 40 }),
    field('MobilePhone', 'phone', { length: 40 }),
    lookup('ReportsToId', ['Contact'], undefined),
    field('Email', 'email', { length: 80 }),
    text('Title', 128),
    text('Department', 80),
    picklist('LeadSource', leadSources),
    field('Birthdate', 'date'),
    field('Description', 'textarea', { length: 32_000 }),
    field('HasOptedOutOfEmail', 'boolean', { isNillable: false }),
    field('DoNotCall', 'boolean', { isNillable: false }),
    activityDay,
    text('External_Id__c', 40, { isExternalId: true }),
    field('Interests__c', 'multipicklist', { choices: interests, length: 4_099 }),
    field('Door_Code__c', 'encryptedstring', { length: 20 }),
    field('Direct_Line__c', 'phone', { length: 40 }),
    field('Private_Email__c', 'email', { length: 80 }),
    text('Diet__c', 80, { compliance: ['HIPAA'] }),
    field('Home__Latitude__s', 'double'),
    field('Home__Longitude__s', 'double'),
  ],
});

export const lead = defineObject({
  name: 'Lead',
  labelPlural: 'Leads',
  keyPrefix: '00Q',
  isSearchable: true,
  hasOwner: ['Group', 'User'],
  recordTypes: ['Inbound', 'Outbound'],
  derive: deriveName,
  fields: [
    ...personName,
    text('Title', 128),
    text('Company', 255, { isNillable: false }),
    text('City', 40),
    text('Country', 80),
    field('Phone', 'phone', { length: 40 }),
    field('Email', 'email', { length: 80 }),
    field('Website', 'url', { length: 255 }),
    field('Description', 'textarea', { length: 32_000 }),
    picklist('LeadSource', leadSources),
    picklist('Status', leadStatuses, { isNillable: false, isRestricted: true, initial: 'Open - Not Contacted' }),
    picklist('Industry', industries),
    picklist('Rating', ratings),
    field('AnnualRevenue', 'currency'),
    field('NumberOfEmployees', 'int'),
    field('IsConverted', 'boolean', { isNillable: false, writable: 'never' }),
    field('ConvertedDate', 'date', { writable: 'never' }),
    lookup('ConvertedAccountId', ['Account'], undefined, { writable: 'never' }),
    lookup('ConvertedContactId', ['Contact'], undefined, { writable: 'never' }),
    lookup('ConvertedOpportunityId', ['Opportunity'], undefined, { writable: 'never' }),
    field('IsUnreadByOwner', 'boolean', { isNillable: false, initial: true }),
    activityDay,
    text('External_Id__c', 40, { isExternalId: true }),
    field('Interests__c', 'multipicklist', { choices: interests, length: 4_099 }),
  ],
});

export const leadHistory = defineObject({
  name: 'LeadHistory',
  label: 'Lead History',
  labelPlural: 'Lead History',
  keyPrefix: '017',
  isSetting: true,
  hasChanges: false,
  fields: [
    lookup('LeadId', ['Lead'], 'Histories', { isNillable: false, isCascadeDelete: true }),
    text('Field', 255, { isNillable: false }),
    field('OldValue', 'anyType', { length: 255 }),
    field('NewValue', 'anyType', { length: 255 }),
  ],
});
