import { defineServer } from '@bizmcp/core';
import { supabaseApi } from './api.ts';
import { triageTickets } from './prompts/triage-tickets.ts';
import { weeklyReview } from './prompts/weekly-review.ts';
import { changes } from './resources/changes.ts';
import { schemaResource } from './resources/schema-resource.ts';
import { callEdgeFunction } from './tools/call-edge-function.ts';
import { callRpc } from './tools/call-rpc.ts';
import { deleteRecord } from './tools/delete-record.ts';
import { describeTables } from './tools/describe-tables.ts';
import { downloadFile } from './tools/download-file.ts';
import { insertRecord } from './tools/insert-record.ts';
import { listFiles } from './tools/list-files.ts';
import { listSubscriptions } from './tools/list-subscriptions.ts';
import { queryTable } from './tools/query-table.ts';
import { setupAgentSubscriptions } from './tools/setup-agent-subscriptions.ts';
import { subscribeToChanges } from './tools/subscribe-to-changes.ts';
import { unsubscribe } from './tools/unsubscribe.ts';
import { updateRecord } from './tools/update-record.ts';
import { uploadFile } from './tools/upload-file.ts';
import { vectorSimilaritySearch } from './tools/vector-similarity-search.ts';

export const supabase = defineServer({
  name: 'supabase',
  title: 'Supabase',
  instructions: 'Works in the data of a Supabase project as one user, under row level security.',
  api: supabaseApi,
  tools: [
    describeTables,
    queryTable,
    insertRecord,
    updateRecord,
    deleteRecord,
    callRpc,
    vectorSimilaritySearch,
    callEdgeFunction,
    listFiles,
    uploadFile,
    downloadFile,
    subscribeToChanges,
    listSubscriptions,
    unsubscribe,
    setupAgentSubscriptions,
  ],
  tokenBudget: 2200,
  resources: [schemaResource, changes],
  prompts: [triageTickets, weeklyReview],
});
