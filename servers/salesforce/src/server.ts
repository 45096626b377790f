import { defineServer } from '@bizmcp/core';
import { salesforceApi } from './api.ts';
import { pipelineReview } from './prompts/pipeline-review.ts';
import { qualifyLead } from './prompts/qualify-lead.ts';
import { objectSchema } from './resources/object-schema.ts';
import { objects } from './resources/objects.ts';
import { org } from './resources/org.ts';
import { createRecord } from './tools/create-record.ts';
import { deleteRecord } from './tools/delete-record.ts';
import { describeObject } from './tools/describe-object.ts';
import { getLimits } from './tools/get-limits.ts';
import { getRecord } from './tools/get-record.ts';
import { intelligentLeadScoring } from './tools/intelligent-lead-scoring.ts';
import { listObjects } from './tools/list-objects.ts';
import { queryRecords } from './tools/query-records.ts';
import { searchRecords } from './tools/search-records.ts';
import { updateRecord } from './tools/update-record.ts';
import { upsertRecord } from './tools/upsert-record.ts';

export const salesforce = defineServer({
  name: 'salesforce',
  title: 'Salesforce',
  instructions:
    'Works with the records of a Salesforce org. Begin with query_records or search_records; list_objects and ' +
    'describe_object give names.',
  api: salesforceApi,
  tools: [
    queryRecords,
    getRecord,
    searchRecords,
    listObjects,
    describeObject,
    intelligentLeadScoring,
    getLimits,
    createRecord,
    updateRecord,
    upsertRecord,
    deleteRecord,
  ],
  tokenBudget: 1530,
  resources: [org, objects, objectSchema],
  prompts: [qualifyLead, pipelineReview],
});
