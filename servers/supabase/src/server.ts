import { defineServer } from '@bizmcp/core';
import { supabaseApi } from './api.ts';
import { callEdgeFunction } from './tools/call-edge-function.ts';
import { callRpc } from './tools/call-rpc.ts';
import { deleteRecord } from './tools/delete-record.ts';
import { describeTables } from './tools/describe-tables.ts';
import { downloadFile } from './tools/download-file.ts';
import { insertRecord } from './tools/insert-record.ts';
import { listFiles } from './tools/list-files.ts';
import { queryTable } from './tools/query-table.ts';
import { updateRecord } from './tools/update-record.ts';
import { uploadFile } from './tools/upload-file.ts';
import { vectorSimilaritySearch } from './tools/vector-similarity-search.ts';

export const supabase = defineServer({
  name: 'supabase',
  title: 'Supabase',
  instructions:
    'Works in the data of a Supabase project as one user, under row level security: tables, functions, files, vectors. ' +
    'Begin with describe_tables for names of tables and columns, then query_table. Read rows before you change them.',
  api: supabaseApi,
  tools: [
    queryTable,
    insertRecord,
    updateRecord,
    deleteRecord,
    callRpc,
    describeTables,
    vectorSimilaritySearch,
    callEdgeFunction,
    listFiles,
    uploadFile,
    downloadFile,
  ],
});
