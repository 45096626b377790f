import * as z from 'zod';
import { defineTool } from '../api.ts';
import { Note, toNote, WireNote } from '../note.ts';

export const createNote = defineTool({
  name: 'create_note',
  title: 'Create a note',
  description: 'Writes a new note and returns it with its id.',
  effect: 'create',
  data: 'internal',
  scopes: ['notes:write'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'note', workflow: 'notebook' },
  input: z.object({ text: z.string().min(1).max(2000).describe('What the note shall say') }),
  output: z.object({ note: Note.describe('The note as it was stored') }),
  examples: [{ title: 'A reminder', input: { text: 'Call the landlord about the rent' } }],
  undo: () => 'with delete_note',
  async handler({ input, api }) {
    return { note: toNote(await api.json(WireNote, { method: 'POST', path: ['notes'], body: input })) };
  },
});
