import type { FieldValue } from './field-definition.ts';
import type { ObjectDefinition, OrgRecord } from './object-definition.ts';
import { leadHistory } from './objects/people.ts';
import { opportunityHistory } from './objects/sales.ts';
import { nextId, type OrgState, putRecord } from './org-state.ts';

/** What is kept of the present values of an opportunity. */
const copied = ['StageName', 'Amount', 'ExpectedRevenue', 'CloseDate', 'Probability', 'ForecastCategory'];
/** What a change must be of to be kept. */
const followed = ['StageName', 'Amount', 'Probability', 'CloseDate'];
/** What the administrators of Harborline Controls have chosen to track of leads. */
const tracked = ['Status'];

const readValue = (record: OrgRecord | undefined, name: string): FieldValue => record?.[name] ?? null;

/** A row for each field that is tracked: https://developer.salesforce.com/docs/atlas.en-us.192.0.api.meta/api/sforce_api_objects_leadhistory.htm */
const leadRows = (before: OrgRecord | undefined, after: OrgRecord): OrgRecord[] =>
  before === undefined
    ? []
    : tracked.flatMap((name) => {
        const values = { OldValue: readValue(before, name), NewValue: readValue(after, name) };
        return values.OldValue === values.NewValue ? [] : [{ LeadId: readValue(after, 'Id'), Field: name, ...values }];
      });

/**
 * What an opportunity is since a change of its stage, amount, probability or close date, and since it was made.
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_objects_opportunityhistory.htm
 */
const opportunityRows = (before: OrgRecord | undefined, after: OrgRecord): OrgRecord[] => {
  if (followed.every((name) => before !== undefined && readValue(before, name) === readValue(after, name))) return [];
  const present = Object.fromEntries(copied.map((name) => [name, readValue(after, name)]));
  const previous = { PrevAmount: readValue(before, 'Amount'), PrevCloseDate: readValue(before, 'CloseDate') };
  return [{ OpportunityId: readValue(after, 'Id'), ...present, ...previous }];
};

const histories: Readonly<Record<string, readonly [ObjectDefinition, typeof leadRows]>> = {
  Lead: [leadHistory, leadRows],
  Opportunity: [opportunityHistory, opportunityRows],
};

/** Notes in the history of a record what became of it; a new one was nothing before. */
export const noteHistory = (state: OrgState, object: string, before: OrgRecord | undefined, after: OrgRecord): void => {
  const [definition, rowsOf] = histories[object] ?? [];
  if (definition === undefined || rowsOf === undefined) return;
  for (const row of rowsOf(before, after)) {
    const by = { CreatedDate: readValue(after, 'LastModifiedDate'), CreatedById: readValue(after, 'LastModifiedById') };
    putRecord(state, definition.name, { Id: nextId(state, definition), IsDeleted: false, ...row, ...by });
  }
};
