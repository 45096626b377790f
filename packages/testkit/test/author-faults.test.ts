import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { notebook } from '../../../servers/hello/src/resources/notebook.ts';
import { hello } from '../../../servers/hello/src/server.ts';
import { type Broken, brokenApi, brokenProof, brokenServer, brokenTool, redChecks } from './broken-hello.ts';

const note = z.object({ id: z.number(), text: z.string() });
const page = z.object({ notes: z.array(note), next: z.string() });

describe("the contract finds its author's", () => {
  test('an argument that is taken and forgotten', async () => {
    const subject = brokenTool('list_notes', {
      async handler({ input, api }) {
        const { notes, next } = await api.json(page, { path: ['notes'], query: { limit: Number(input.limit) } });
        const rows = notes.map((row) => ({ note_id: `${row.id}`, text: row.text, created_at: '' }));
        return { notes: rows, next_cursor: next };
      },
    });

    expect(await redChecks(subject, 'arguments')).toEqual([
      expect.stringContaining('list_notes does the same with contains ("rent", "zzz contract"'),
    ]);
  });

  test('a record that is not there, taken for an outage', async () => {
    const subject = brokenApi({ explain: () => ({ code: 'unavailable', message: 'It is down' }) });

    expect(await redChecks(subject, 'arguments')).toEqual([
      expect.stringMatching(/delete_note with note_id 999 answered unavailable.*; expected not_found/),
    ]);
  });

  test('a question that tells a guess at what is masked, and none that was tried', async () => {
    const restricted = z.object({ text: z.string().meta({ class: 'restricted' }) });
    let stored = '';
    const telling: Partial<Broken> = {
      effect: 'update',
      change: {
        fields: restricted,
        read: async ({ input: { text } }) => ({ before: {}, after: { note: text === stored ? 'there' : 'new' } }),
      },
      async handler({ input }) {
        stored = String(input.text);
        return { note: { note_id: '1', text: stored, created_at: '' } };
      },
    };
    const subject = brokenTool('create_note', telling);
    const guesses = [{ tool: 'create_note', inputs: [{ text: 'one' }, { text: 'two' }] as const }];

    expect(await redChecks(subject, 'guesses')).toEqual([expect.stringContaining('no `guesses`, for create_note')]);
    expect(await redChecks({ ...subject, guesses }, 'guesses')).toEqual([
      expect.stringContaining('create_note asks otherwise where the value that it is given is there already'),
    ]);
  });

  test('a health check that asks nobody', async () => {
    const subject = brokenServer({ api: { ...hello.api, check: async () => 'All is well' } });

    expect(await redChecks(subject, 'examples', /^health_check/)).toEqual([expect.stringContaining('did not ask')]);
  });

  test('a secret that is not marked, and a resource for everybody', async () => {
    const settings = z.object({ HELLO_TOKEN: z.string().describe('Access token') });
    const open = { ...notebook, scopes: [] };

    expect(await redChecks(brokenServer({ api: { ...hello.api, settings } }), 'surface', /setting/)).toEqual([
      expect.stringContaining('HELLO_TOKEN is named as a secret'),
    ]);
    expect(await redChecks(brokenServer({ resources: [open] }), 'surface', /resource/)).toEqual([
      expect.stringContaining('notebook can be read by everybody'),
    ]);
  });

  test('settings of the simulator that the server has not, or that are not enough', () => {
    const { settings } = hello.api;
    const url = z.url().describe('Where the notebook is');
    const withSettings = (shape: z.ZodRawShape) => brokenServer({ api: { ...hello.api, settings: z.object(shape) } });

    expect(() => withSettings({ HELLO_KEY: settings.shape.HELLO_TOKEN })).toThrow(
      'HELLO_TOKEN, in the proof file, is no setting of hello: HELLO_KEY',
    );
    expect(() => withSettings({ ...settings.shape, HELLO_BASE_URL: url })).toThrow(
      'the settings that `simulator` gives do not open hello: Settings are wrong: HELLO_BASE_URL',
    );
    expect(() => brokenProof({ baseUrlSetting: 'HELLO_URL' })).toThrow('HELLO_URL, in the proof file, is no setting');
  });

  test('an example of a record that the simulator has not', async () => {
    const examples = [{ title: 'Gone', input: { note_id: '99' } }];

    expect(await redChecks(brokenTool('delete_note', { examples }), 'examples', /^delete_note answers/)).toEqual([
      expect.stringMatching(
        /did not ask first: not_found: .* which has to know that request and what the example names$/,
      ),
    ]);
  });

  test('texts that name a tool that is not there', async () => {
    const instructions = 'Begin with find_notes.';
    const description = 'Deletes one note for good. Find its id with search_notes.';

    expect(await redChecks(brokenServer({ instructions }), 'names')).toEqual([
      expect.stringContaining('the server tells of find_notes'),
    ]);
    expect(await redChecks(brokenTool('delete_note', { description }), 'names')).toEqual([
      expect.stringContaining('delete_note tells of search_notes'),
    ]);
  });

  test('a name without a verb of the list, or without a noun', async () => {
    const renamed = (name: string) => redChecks(brokenTool('create_note', { name }), 'names');

    expect(await renamed('frobnicate_note')).toEqual([
      expect.stringContaining('does not begin with a verb of the list'),
    ]);
    expect(await renamed('create__note')).toEqual([expect.stringContaining('has a verb and no noun')]);
  });

  test('a question that does not tell what is deleted', async () => {
    const tools = hello.tools.map(({ change, ...tool }) => tool);

    expect(await redChecks(brokenServer({ tools }), 'approvals', /for the question/)).toEqual([
      expect.stringContaining('delete_note has the effect delete and no `change`'),
    ]);
  });

  test('a question that does not tell how the write is taken back', async () => {
    const tools = hello.tools.map(({ undo, ...tool }) => tool);

    expect(await redChecks(brokenServer({ tools }), 'approvals', /^delete_note says/)).toEqual([
      expect.stringContaining('delete_note has the effect delete and no `undo`: name the tool'),
    ]);
  });

  test.each([
    [' ', 'create_note has the effect create and no `undo`'],
    ['with delete_notes', 'create_note tells of delete_notes'],
  ])('a way back that leads nowhere: %s', async (words, told) => {
    const subject = brokenTool('create_note', { undo: () => words });

    expect(await redChecks(subject, 'approvals', /undone/)).toEqual([expect.stringContaining(told)]);
  });

  test('a write that is sent twice for one yes', async () => {
    const subject = brokenTool('create_note', {
      async handler({ input, api }) {
        const send = () => api.json(note, { method: 'POST', path: ['notes'], body: input });
        await send();
        return { note: { note_id: `${(await send()).id}`, text: '', created_at: '' } };
      },
    });

    expect(await redChecks(subject, 'approvals', /by a yes once/)).toEqual([
      expect.stringMatching(/create_note sends a write twice.*POST \/notes/),
    ]);
  });

  test('a question that writes to find out what it asks', async () => {
    const change: Broken['change'] = {
      fields: z.object({ note: z.string() }),
      async read({ api }) {
        await api.json(note, { method: 'POST', path: ['notes'], body: { text: 'seen' } });
        return { before: { note: 'seen' }, after: { note: 'deleted' } };
      },
    };
    const subject = brokenTool('delete_note', { change });
    const early = expect.stringMatching(/a request reached the vendor before the call was allowed.*POST \/notes/);

    expect(await redChecks(subject, 'examples', /has the effect/)).toEqual([early]);
    expect(await redChecks(subject, 'approvals', /does nothing/)).toEqual([early, early]);
    expect(await redChecks(subject, 'refusals', /^delete_note takes whatever/)).toHaveLength(1);
  });

  test('a tool that does another thing than its verb says', async () => {
    expect(await redChecks(brokenTool('delete_note', { effect: 'create' }), 'names')).toEqual([
      expect.stringContaining('delete_note has the effect create'),
    ]);
  });

  test.each([
    ['authors[].email', z.object({ authors: z.array(z.object({ email: z.string() })) })],
    ['phone_number', z.object({ phone_number: z.string().nullable() })],
    ['emails', z.object({ emails: z.array(z.string()).optional() })],
  ])('a personal field without a class: %s', async (path, output) => {
    expect(await redChecks(brokenTool('create_note', { output }), 'schemas', /class/)).toEqual([
      expect.stringContaining(`${path} is shown to everybody`),
    ]);
  });

  test('no fault in a personal field whose items have a class', async () => {
    const output = z.object({ emails: z.array(z.string().meta({ class: 'confidential' })).nullable() });

    expect(await redChecks(brokenTool('create_note', { output }), 'schemas', /class/)).toEqual([]);
  });

  test('a text or a page without a bound', async () => {
    const text = z.object({ text: z.string().min(1).describe('What the note shall say') });
    const nullable = z.object({ text: z.string().nullable().describe('What the note shall say') });
    const texts = z.object({ text: z.array(z.string()).max(5).describe('What the note shall say') });
    const limit = z.object({ limit: z.number().int().default(25).describe('Notes per page') });

    for (const input of [text, nullable, texts])
      expect(await redChecks(brokenTool('create_note', { input }), 'schemas', /without end/)).toEqual([
        expect.stringContaining('text is a text without a longest'),
      ]);
    expect(await redChecks(brokenTool('list_notes', { input: limit }), 'schemas', /without end/)).toEqual([
      expect.stringContaining('limit has no maximum'),
    ]);
  });

  test('a cursor that is narrower than what a client is shown', async () => {
    const input = z.object({ cursor: z.string().regex(/^\d+$/).optional().describe('From next_cursor') });

    expect(await redChecks(brokenTool('list_notes', { input }), 'schemas', /pages by cursor/)).toEqual([
      expect.stringContaining('take Cursor of @bizmcp/core'),
    ]);
  });

  test('a handler that falls over an odd text', async () => {
    const subject = brokenTool('create_note', {
      async handler({ input }) {
        if (String(input.text).includes('@')) throw new RangeError('no such room');
        return {};
      },
    });

    expect(await redChecks(subject, 'leaks', /error/)).toEqual([
      expect.stringContaining('create_note falls over what it was given: RangeError: no such room'),
    ]);
  });
});
