import * as z from 'zod';
import { defineTool } from '../api.ts';
import { WireNote } from '../note.ts';

export const deleteNote = defineTool({
  name: 'delete_note',
  title: 'Delete a note',
  description: 'Deletes one note for good. Find its id with list_notes.',
  effect: 'delete',
  data: 'internal',
  scopes: ['notes:write'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'note', workflow: 'notebook' },
  input: z.object({
    note_id: z
      .string()
      .regex(/^\d{1,12}$/, 'is no id (digits); take it from list_notes')
      .describe('Identifier, from list_notes'),
  }),
  output: z.object({ note_id: z.string().describe('Identifier of the note that is gone') }),
  examples: [{ title: 'The first note', input: { note_id: '1' } }],
  undo: () => 'not possible',
  change: {
    fields: z.object({ note: z.string().describe('What it says') }),
    async read({ input: { note_id }, api }) {
      const { text } = await api.json(WireNote, { path: ['notes', note_id] });
      return { before: { note: text }, after: { note: 'deleted' } };
    },
  },
  async handler({ input: { note_id }, api }) {
    const gone = await api.json(WireNote, { method: 'DELETE', path: ['notes', note_id] });
    return { note_id: String(gone.id) };
  },
});
