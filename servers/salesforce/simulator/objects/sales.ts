import { type FieldValue, field, lookup, picklist, text } from '../field-definition.ts';
import { defineObject, type OrgRecord } from '../object-definition.ts';
import { leadSources, stages } from './choices.ts';

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunity.htm, "ExpectedRevenue" */
const expectedRevenue = (amount: FieldValue | undefined, probability: FieldValue): FieldValue =>
  typeof amount === 'number' ? Math.round(amount * Number(probability)) / 100 : null;

/** The stage decides whether an opportunity is closed or won, and what is forecast; its day decides the quarter. */
const deriveStage = (record: OrgRecord): OrgRecord => {
  const stage = stages.find(([name]) => name === record.StageName);
  const day = String(record.CloseDate ?? '');
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3);
  const probability = record.Probability ?? stage?.[1] ?? null;
  return {
    ...record,
    IsClosed: stage?.[0].startsWith('Closed') ?? false,
    IsWon: stage?.[0] === 'Closed Won',
    Probability: probability,
    ExpectedRevenue: expectedRevenue(record.Amount, probability),
    ForecastCategory: stage?.[2] ?? 'Pipeline',
    ForecastCategoryName: stage?.[2] ?? 'Pipeline',
    FiscalYear: Number(day.slice(0, 4)),
    FiscalQuarter: quarter,
    Fiscal: `${day.slice(0, 4)} ${quarter}`,
  };
};

const derived = { writable: 'never' } as const;
const stageNames = stages.map(([name]) => name);
const forecastCategories = ['Omitted', 'Pipeline', 'BestCase', 'Forecast', 'Closed'];

export const opportunity = defineObject({
  name: 'Opportunity',
  labelPlural: 'Opportunities',
  keyPrefix: '006',
  isSearchable: true,
  hasOwner: ['User'],
  recordTypes: ['New_Business', 'Renewal'],
  derive: deriveStage,
  fields: [
    lookup('AccountId', ['Account'], 'Opportunities', { isCascadeDelete: true }),
    text('Name', 120, { isNillable: false, isNameField: true }),
    field('Description', 'textarea', { length: 32_000 }),
    picklist('StageName', stageNames, { isNillable: false, isRestricted: true }),
    field('Amount', 'currency'),
    field('Probability', 'percent'),
    field('ExpectedRevenue', 'currency', derived),
    field('CloseDate', 'date', { isNillable: false }),
    picklist('Type', ['New Customer', 'Existing Customer - Upgrade', 'Existing Customer - Replacement']),
    text('NextStep', 255),
    picklist('LeadSource', leadSources),
    field('IsClosed', 'boolean', { ...derived, isNillable: false }),
    field('IsWon', 'boolean', { ...derived, isNillable: false }),
    picklist('ForecastCategory', forecastCategories, {
      ...derived,
      isNillable: false,
    }),
    picklist('ForecastCategoryName', forecastCategories, derived),
    lookup('CampaignId', ['Campaign'], 'Opportunities'),
    field('LastActivityDate', 'date', derived),
    field('FiscalQuarter', 'int', derived),
    field('FiscalYear', 'int', derived),
    text('Fiscal', 6, derived),
    text('External_Id__c', 40, { isExternalId: true }),
  ],
});

/** https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_objects_opportunityhistory.htm */
export const opportunityHistory = defineObject({
  name: 'OpportunityHistory',
  label: 'Opportunity: Stage History',
  labelPlural: 'Opportunity: Stage History',
  keyPrefix: '008',
  isSetting: true,
  hasChanges: false,
  fields: [
    lookup('OpportunityId', ['Opportunity'], 'OpportunityHistories', { isNillable: false, isCascadeDelete: true }),
    picklist('StageName', stageNames),
    field('Amount', 'currency'),
    field('ExpectedRevenue', 'currency'),
    field('CloseDate', 'date'),
    field('Probability', 'percent'),
    picklist('ForecastCategory', forecastCategories),
    field('PrevAmount', 'currency'),
    field('PrevCloseDate', 'date'),
  ],
});

export const opportunityContactRole = defineObject({
  name: 'OpportunityContactRole',
  label: 'Opportunity Contact Role',
  labelPlural: 'Opportunity Contact Role',
  keyPrefix: '00K',
  fields: [
    lookup('OpportunityId', ['Opportunity'], 'OpportunityContactRoles', {
      isNillable: false,
      isCascadeDelete: true,
      writable: 'create',
    }),
    lookup('ContactId', ['Contact'], 'OpportunityContactRoles', { isNillable: false, isCascadeDelete: true }),
    picklist('Role', ['Business User', 'Decision Maker', 'Economic Buyer', 'Evaluator', 'Influencer', 'Other']),
    field('IsPrimary', 'boolean', { isNillable: false }),
  ],
});

export const campaign = defineObject({
  name: 'Campaign',
  labelPlural: 'Campaigns',
  keyPrefix: '701',
  isSearchable: true,
  hasOwner: ['User'],
  fields: [
    text('Name', 80, { isNillable: false, isNameField: true }),
    lookup('ParentId', ['Campaign'], 'ChildCampaigns'),
    picklist('Type', ['Conference', 'Webinar', 'Trade Show', 'Email', 'Advertisement', 'Other']),
    picklist('Status', ['Planned', 'In Progress', 'Completed', 'Aborted'], { initial: 'Planned' }),
    field('StartDate', 'date'),
    field('EndDate', 'date'),
    field('ExpectedRevenue', 'currency'),
    field('BudgetedCost', 'currency'),
    field('ActualCost', 'currency'),
    field('NumberSent', 'double'),
    field('IsActive', 'boolean', { isNillable: false }),
    field('Description', 'textarea', { length: 32_000 }),
    field('LastActivityDate', 'date', derived),
  ],
});

/**
 * The day of the first response stays, whatever the status becomes.
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_campaignmember.htm
 */
const noteResponse = (record: OrgRecord): OrgRecord => {
  const HasResponded = record.Status === 'Responded';
  const today = HasResponded ? String(record.LastModifiedDate).slice(0, 10) : null;
  return { ...record, HasResponded, FirstRespondedDate: record.FirstRespondedDate ?? today };
};

export const campaignMember = defineObject({
  name: 'CampaignMember',
  label: 'Campaign Member',
  labelPlural: 'Campaign Members',
  keyPrefix: '00v',
  derive: noteResponse,
  fields: [
    lookup('CampaignId', ['Campaign'], 'CampaignMembers', {
      isNillable: false,
      isCascadeDelete: true,
      writable: 'create',
    }),
    lookup('LeadId', ['Lead'], 'CampaignMembers', { isCascadeDelete: true, writable: 'create' }),
    lookup('ContactId', ['Contact'], 'CampaignMembers', { isCascadeDelete: true, writable: 'create' }),
    picklist('Status', ['Sent', 'Responded'], { initial: 'Sent' }),
    field('HasResponded', 'boolean', { ...derived, isNillable: false }),
    field('FirstRespondedDate', 'date', derived),
  ],
});
