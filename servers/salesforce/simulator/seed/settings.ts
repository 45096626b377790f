import { leadStatuses, stages } from '../objects/choices.ts';
import { entityDefinition, fieldDefinition } from '../objects/definitions.ts';
import { leadStatus, opportunityStage, organization, recordType, user } from '../objects/settings.ts';
import { objectDefinitions } from '../org-schema.ts';
import { day, type OrgBuilder } from './org-builder.ts';

const staff = [
  ['Morgan', 'Ellis', 'Integration User', 'GMT'],
  ['Dana', 'Whitfield', 'VP Sales', 'America/New_York'],
  ['Marcus', 'Oyelaran', 'Account Executive', 'America/New_York'],
  ['Ingrid', 'Solberg', 'Account Executive', 'Europe/Paris'],
  ['Rafael', 'Teixeira', 'Account Executive', 'Europe/Paris'],
  ['Sunita', 'Rao', 'Sales Development Representative', 'GMT'],
  ['Colin', 'Mercer', 'Sales Development Representative', 'America/New_York'],
  ['Aiko', 'Hayashi', 'Account Manager', 'GMT'],
] as const;

const seedUsers = (builder: OrgBuilder, at: number): void => {
  for (const [index, [first, last, title, zone]] of staff.entries()) {
    const login = `${first}.${last}@harborline.example`.toLowerCase();
    builder.add(
      user,
      {
        Username: login,
        Email: login,
        FirstName: first,
        LastName: last,
        Name: `${first} ${last}`,
        Title: title,
        CompanyName: 'Harborline Controls',
        Department: 'Sales',
        Alias: `${first.slice(0, 1)}${last.slice(0, 6)}`.toLowerCase(),
        IsActive: index !== staff.length - 1,
        TimeZoneSidKey: zone,
        UserType: 'Standard',
      },
      at,
    );
  }
};

/** Writes the stages of opportunities and the statuses of leads. */
const seedChoices = (builder: OrgBuilder, at: number): void => {
  for (const [index, [name, probability, category]] of stages.entries()) {
    const values = {
      MasterLabel: name,
      ApiName: name,
      IsActive: true,
      SortOrder: index + 1,
      IsClosed: name.startsWith('Closed'),
      IsWon: name === 'Closed Won',
      ForecastCategory: category,
      ForecastCategoryName: category,
      DefaultProbability: probability,
    };
    builder.add(opportunityStage, values, at);
  }
  for (const [index, name] of leadStatuses.entries()) {
    const values = { MasterLabel: name, ApiName: name, SortOrder: index + 1, IsDefault: index === 0 };
    builder.add(leadStatus, { ...values, IsConverted: name === 'Closed - Converted' }, at);
  }
};

/** Writes what the org says of its own objects and fields, with their data classification. */
const seedDefinitions = (builder: OrgBuilder, at: number): void => {
  for (const { fields, label, name } of objectDefinitions) {
    const entity = builder.add(entityDefinition, { DurableId: name, QualifiedApiName: name, Label: label }, at);
    for (const each of fields) {
      const values = {
        DurableId: `${name}.${each.name}`,
        QualifiedApiName: each.name,
        EntityDefinitionId: entity.Id ?? null,
        Label: each.label,
        SecurityClassification: each.sensitivity,
        ComplianceGroup: each.compliance.length > 0 ? each.compliance.join(';') : null,
      };
      builder.add(fieldDefinition, values, at);
    }
  }
};

/** Writes who works in the org and how it is set up. */
export const seedSettings = (builder: OrgBuilder): void => {
  const at = builder.today - 1_600 * day;
  seedUsers(builder, at);
  builder.add(
    organization,
    {
      Id: builder.state.organizationId,
      Name: 'Harborline Controls',
      OrganizationType: 'Enterprise Edition',
      InstanceName: 'USA9',
      FiscalYearStartMonth: 1,
      TimeZoneSidKey: 'GMT',
      DefaultLocaleSidKey: 'en_US',
    },
    at,
  );
  for (const definition of objectDefinitions) {
    for (const name of definition.recordTypes) {
      const type = { Name: name.replace('_', ' '), DeveloperName: name, SobjectType: definition.name, IsActive: true };
      builder.add(recordType, type, at);
    }
  }
  seedChoices(builder, at);
  seedDefinitions(builder, at);
};
