import { defineServer } from '@bizmcp/core';
import { supabaseApi } from './api.ts';
import { summariseNotes } from './prompts/summarise-notes.ts';
import { notebook } from './resources/notebook.ts';
import { createNote } from './tools/create-note.ts';
import { deleteNote } from './tools/delete-note.ts';
import { listNotes } from './tools/list-notes.ts';

export const supabase = defineServer({
  name: 'supabase',
  title: 'Supabase notebook',
  instructions: 'Reads and writes the notes of a notebook. Begin with list_notes.',
  api: supabaseApi,
  tools: [listNotes, createNote, deleteNote],
  resources: [notebook],
  prompts: [summariseNotes],
});
