import * as z from 'zod';

/** What the service sends; only the fields we use. */
export const WireNote = z.object({ id: z.number(), text: z.string(), created: z.number() });

/** What we show. */
export const Note = z.object({
  note_id: z.string().describe('Identifier, for delete_note'),
  text: z.string().describe('What the note says'),
  created_at: z.string().describe('When it was written, ISO 8601'),
});

export function toNote(wire: z.output<typeof WireNote>): z.output<typeof Note> {
  return { note_id: String(wire.id), text: wire.text, created_at: new Date(wire.created).toISOString() };
}
