import { defineServer } from '@bizmcp/core';
import { helloApi } from './api.ts';
import { summariseNotes } from './prompts/summarise-notes.ts';
import { notebook } from './resources/notebook.ts';
import { createNote } from './tools/create-note.ts';
import { deleteNote } from './tools/delete-note.ts';
import { listNotes } from './tools/list-notes.ts';

export const hello = defineServer({
  name: 'hello',
  title: 'Hello notebook',
  instructions: 'Reads and writes the notes of a notebook. Begin with list_notes.',
  api: helloApi,
  tools: [listNotes, createNote, deleteNote],
  tokenBudget: 400,
  resources: [notebook],
  prompts: [summariseNotes],
});
