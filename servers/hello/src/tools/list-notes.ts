import { Cursor, NextCursor } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { Note, toNote, WireNote } from '../note.ts';

const WirePage = z.object({ notes: z.array(WireNote), next: z.string().nullable() });

export const listNotes = defineTool({
  name: 'list_notes',
  title: 'List notes',
  description: 'Lists notes, newest first. Use it to find the id of a note before changing it.',
  effect: 'read',
  data: 'internal',
  scopes: ['notes:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'note', workflow: 'notebook' },
  input: z.object({
    contains: z.string().max(200).optional().describe('Only notes whose text has this'),
    limit: z.number().int().min(1).max(100).default(25).describe('Notes per page'),
    cursor: Cursor,
  }),
  output: z.object({ notes: z.array(Note).describe('The notes found'), next_cursor: NextCursor }),
  examples: [{ title: 'Notes about rent', input: { contains: 'rent' } }],
  async handler({ input: { contains, limit, cursor }, api }) {
    const page = await api.json(WirePage, { path: ['notes'], query: { contains, limit, after: cursor } });
    return { notes: page.notes.map(toNote), ...(page.next !== null && { next_cursor: page.next }) };
  },
});
