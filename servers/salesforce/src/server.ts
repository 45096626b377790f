import { defineServer } from '@bizmcp/core';
import { salesforceApi } from './api.ts';
import { listObjects } from './tools/list-objects.ts';

export const salesforce = defineServer({
  name: 'salesforce',
  title: 'Salesforce',
  instructions:
    'Works with the records of a Salesforce org: leads, contacts, accounts, opportunities and custom objects. ' +
    'Begin with query_records; list_objects and describe_object give names.',
  api: salesforceApi,
  tools: [listObjects],
});
