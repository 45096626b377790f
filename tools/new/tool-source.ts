import type { Effect } from '@bizmcp/core';
import type { NameForms } from './name-forms.ts';

/** What a tool needs to know of its server. */
export interface ToolPlace {
  /** Name of the server's api definition: `helloApi`. */
  api: string;
  server: string;
  /** What the caller's role must hold. */
  scope: string;
  /** A note of the template that no other tool's example deletes; undefined where the server has no such notes. */
  spareNote: string | undefined;
}

interface Body {
  imports: readonly string[];
  description: string;
  input: string;
  output: string;
  example: string;
  /** What it would change, with the handler behind it. */
  change?: string;
  handler: string;
}

/** A tool that works at once on the template's notes; on another server one that reads what its api's own check reads. */
export function toolSource(forms: NameForms, effect: Effect, place: ToolPlace): string {
  const body = bodyOf(forms, effect, place);
  return `import * as z from 'zod';
${body.imports.join('\n')}

export const ${forms.camel} = defineTool({
  name: '${forms.snake}',
  title: '${forms.sentence}',
  description: '${body.description}',
  effect: '${effect}',${effect === 'update' && place.spareNote ? '\n  idempotent: false,' : ''}
  data: 'internal',
  scopes: ['${place.scope}'],
  rateLimit: { calls: ${effect === 'read' ? 60 : 30}, perSeconds: 60 },
  semantics: { entity: '${entityOf(forms)}', workflow: '${place.server}' },
  input: ${body.input},
  output: ${body.output},
  examples: [{ title: '${forms.sentence}', input: ${body.example} }],${effect === 'read' ? '' : `\n  undo: () => '${undoOf(effect, place)}',`}${body.change === undefined ? '' : `\n  change: ${body.change},`}
  ${body.handler},
});
`;
}

/** The notes of the template can be deleted again. */
function undoOf(effect: Effect, { spareNote }: ToolPlace): string {
  return spareNote !== undefined && effect !== 'delete' ? 'with delete_note' : 'not possible';
}

/** What a tool works on, by its name: a verb and a noun. */
export function nounOf({ snake }: NameForms): string {
  return snake.replace(/^[a-z0-9]+_/, '');
}

/** What a client groups tools by: one thing, where the tool gives several. */
function entityOf(forms: NameForms): string {
  const noun = nounOf(forms);
  return givesMany(forms) ? noun.replace(/ies$/, 'y').replace(/([^s])s$/, '$1') : noun;
}

function givesMany({ snake }: NameForms): boolean {
  return /^(?:list|search|find)_/.test(snake);
}

function bodyOf(forms: NameForms, effect: Effect, place: ToolPlace): Body {
  if (place.spareNote === undefined) return checkBody(place.api);
  if (effect === 'read') return givesMany(forms) ? listBody : readBody;
  return effect === 'delete' ? deleteBody(place.spareNote) : writeBody(effect);
}

const readBody: Body = {
  imports: ["import { defineTool } from '../api.ts';"],
  description: 'Returns whose notebook it is and how many notes are in it.',
  input: 'z.object({})',
  output: `z.object({
    owner: z.string().describe('Whose notebook it is'),
    count: z.number().describe('How many notes are in it'),
  })`,
  example: '{}',
  handler: `handler: ({ api }) =>
    api.json(z.object({ owner: z.string(), count: z.number() }), { path: ['me'] })`,
};

const listBody: Body = {
  imports: [
    "import { Cursor, NextCursor } from '@bizmcp/core';",
    "import { defineTool } from '../api.ts';",
    "import { Note, toNote, WireNote } from '../note.ts';",
  ],
  description: 'Lists notes, newest first.',
  input: `z.object({
    limit: z.int().min(1).max(100).default(25).describe('Notes per page'),
    cursor: Cursor,
  })`,
  output: "z.object({ notes: z.array(Note).describe('The notes found'), next_cursor: NextCursor })",
  example: '{ limit: 5 }',
  handler: `async handler({ input: { limit, cursor }, api }) {
    const WirePage = z.object({ notes: z.array(WireNote), next: z.string().nullable() });
    const page = await api.json(WirePage, { path: ['notes'], query: { limit, after: cursor } });
    return { notes: page.notes.map(toNote), ...(page.next !== null && { next_cursor: page.next }) };
  }`,
};

/** The notebook can be added to and struck from: a change of it and a message to its readers are new notes. */
const writeDescriptions = {
  create: 'Writes a new note and returns it with its id.',
  update: 'Changes the notebook: puts a note at its end and returns it with its id.',
  send: 'Sends a message to all who read the notebook: leaves it as a note and returns that with its id.',
};

function writeBody(effect: keyof typeof writeDescriptions): Body {
  return {
    imports: ["import { defineTool } from '../api.ts';", "import { Note, toNote, WireNote } from '../note.ts';"],
    description: writeDescriptions[effect],
    input: "z.object({ text: z.string().min(1).max(2000).describe('What the note shall say') })",
    output: "z.object({ note: Note.describe('The note as it was stored') })",
    example: "{ text: 'The rent is due on Friday' }",
    ...(effect === 'update' && { change: countChange }),
    handler: `async handler({ input, api }) {
    return { note: toNote(await api.json(WireNote, { method: 'POST', path: ['notes'], body: input })) };
  }`,
  };
}

const countChange = `{
    fields: z.object({ count: z.number().describe('How many notes are in the notebook') }),
    async read({ api }) {
      const { count } = await api.json(z.object({ count: z.number() }), { path: ['me'] });
      return { before: { count }, after: { count: count + 1 } };
    },
  }`;

function deleteBody(note: string): Body {
  return {
    imports: ["import { defineTool } from '../api.ts';", "import { WireNote } from '../note.ts';"],
    description: 'Deletes one note for good. Find its id with list_notes.',
    input: "z.object({ note_id: z.string().regex(/^\\d{1,12}$/).describe('Identifier, from list_notes') })",
    output: "z.object({ note_id: z.string().describe('Identifier of the note that is gone') })",
    example: `{ note_id: '${note}' }`,
    change: `{
    fields: z.object({ note: z.string().describe('What it says') }),
    async read({ input: { note_id }, api }) {
      const { text } = await api.json(WireNote, { path: ['notes', note_id] });
      return { before: { note: text }, after: { note: 'deleted' } };
    },
  }`,
    handler: `async handler({ input: { note_id }, api }) {
    const gone = await api.json(WireNote, { method: 'DELETE', path: ['notes', note_id] });
    return { note_id: String(gone.id) };
  }`,
  };
}

function checkBody(api: string): Body {
  return {
    imports: [`import { ${api}, defineTool } from '../api.ts';`],
    description: 'Returns what answers at the other end.',
    input: 'z.object({})',
    output: "z.object({ reached: z.string().describe('What answered') })",
    example: '{}',
    handler: `async handler({ api }) {
    return { reached: await ${api}.check(api) };
  }`,
  };
}
