import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { contractOf } from '../src/contract/contract.ts';
import { type Broken, brokenTool, helloSubject, redChecks } from './broken-hello.ts';

const note = z.object({ id: z.number(), text: z.string(), created: z.number() });
const page = z.object({ notes: z.array(note) });

describe('the contract is green for hello', () => {
  const inProcess = contractOf(helloSubject()).filter((suite) => !/stdio|start/.test(suite.title));

  test.each(inProcess.map((suite) => suite.title))('%s', async (suite) => {
    expect(await redChecks(helloSubject(), suite)).toEqual([]);
  });
});

test('two answers may differ in the second that a signed address was made in', async () => {
  let second = 1_790_000_000;
  const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const subject = brokenTool('list_notes', {
    async handler({ api }) {
      await api.json(page, { path: ['notes'] });
      second += 1;
      const token = `${base64url({ alg: 'HS256' })}.${base64url({ iat: second })}.${base64url({ second })}`;
      return { notes: [{ note_id: '1', text: `https://files.example/a?token=${token}`, created_at: '' }] };
    },
  });

  expect(await redChecks(subject, 'examples', /^list_notes/)).toEqual([]);
});

describe('the contract is red for', () => {
  test('a read that writes', async () => {
    const subject = brokenTool('list_notes', {
      async handler({ api }) {
        await api.json(note, { method: 'POST', path: ['notes'], body: { text: 'seen' } });
        return { notes: [] };
      },
    });

    expect(await redChecks(subject, 'examples')).toContainEqual(
      expect.stringMatching(/^list_notes answers its example.*: list_notes is a read and changed something/),
    );
  });

  test('a write that is labelled a read', async () => {
    const subject = brokenTool('create_note', { effect: 'read' });

    expect(await redChecks(subject, 'examples')).toContainEqual(expect.stringContaining('changed something'));
    expect(await redChecks(subject, 'surface')).toContainEqual(expect.stringContaining('create_note asks for scopes'));
  });

  test('a write that changes nothing', async () => {
    const subject = brokenTool('delete_note', { handler: async ({ input }) => ({ note_id: String(input.note_id) }) });

    expect(await redChecks(subject, 'examples')).toContainEqual(expect.stringContaining('changed nothing'));
    expect(await redChecks(subject, 'vendor faults', /^delete_note/)).toContainEqual(
      expect.stringContaining('sent no request'),
    );
  });

  test('an answer that does not keep to its schema', async () => {
    const subject = brokenTool('list_notes', {
      output: z.object({ notes: z.array(z.string()), next_cursor: z.string().optional() }),
    });

    expect(await redChecks(subject, 'examples')).toContainEqual(expect.stringContaining('bad_answer'));
  });

  test('a simulator that refuses nothing', async () => {
    const red = (opensTo: RegExp) => redChecks(helloSubject({ opensTo }), 'examples', /^the simulator refuses/);

    expect(await red(/./)).toEqual([expect.stringContaining('answers 200 to a request without credential')]);
    expect(await red(/not\/there/)).toEqual([expect.stringContaining('answers 200 to a path that it does not have')]);
  });

  test('a simulator that falls over, and says over what', async () => {
    const red = await redChecks(helloSubject({ fallsOver: true }), 'examples', /^(list|create)_note/);

    const told = expect.stringMatching(/simulator, which fell over: RangeError: no such page at /);
    expect(red).toEqual(red.map(() => told));
    expect(red.length).toBeGreaterThan(2);
  });

  test('a handler that falls over, and says over what', async () => {
    const subject = brokenTool('list_notes', { handler: async () => ({ notes: JSON.parse('{') }) });

    expect(await redChecks(subject, 'examples', /^list_notes/)).toContainEqual(
      expect.stringMatching(/no result: internal: .*; it was SyntaxError: /),
    );
  });

  test('an answer that changes from call to call', async () => {
    const subject = brokenTool('delete_note', { handler: async () => ({ note_id: String(Math.random()) }) });

    expect(await redChecks(subject, 'examples')).toContainEqual(expect.stringContaining('answered differently'));
  });

  test('a read whose answer changes from call to call', async () => {
    const subject = brokenTool('list_notes', {
      async handler({ api }) {
        await api.json(page, { path: ['notes'] });
        return { notes: [{ note_id: String(Math.random()), text: '', created_at: '' }] };
      },
    });

    expect(await redChecks(subject, 'examples')).toContainEqual(
      expect.stringMatching(/^list_notes gives the same answer.*answered differently/),
    );
  });

  test('a field without a description', async () => {
    const subject = brokenTool('create_note', { input: z.object({ text: z.string().max(2000) }) });

    expect(await redChecks(subject, 'schemas')).toContainEqual(expect.stringContaining('on input field text'));
  });

  test('an input that says nothing, or drops what it does not know', async () => {
    const anything = brokenTool('create_note', { input: z.object({ text: z.unknown().describe('Any') }) });
    const loose = brokenTool('create_note', {
      input: z.object({ text: z.object({ body: z.string().describe('Text') }).describe('The note') }),
    });

    expect(await redChecks(anything, 'schemas')).toContainEqual(expect.stringContaining('text accepts anything'));
    expect(await redChecks(loose, 'schemas')).toContainEqual(expect.stringContaining('drops unknown fields'));
  });

  test('a surface.json that is older than the code, too dear, or missing', async () => {
    const stale = brokenTool('list_notes', { description: 'Lists notes. Now with another text.' });

    expect(await redChecks(stale, 'surface')).toContainEqual(expect.stringContaining('run `pnpm generate`'));
    expect(await redChecks(helloSubject({ tokenBudget: 100 }), 'surface')).toContainEqual(
      expect.stringContaining('shorten list_notes'),
    );
    expect(await redChecks(helloSubject({ folder: '/nowhere' }), 'surface')).toContainEqual(
      expect.stringContaining('has no surface.json'),
    );
  });

  test('names that are no names', async () => {
    expect(await redChecks(brokenTool('list_notes', { name: 'noteList' }), 'names')).not.toEqual([]);
    expect(await redChecks(brokenTool('list_notes', { name: 'notes_list' }), 'names', /notes_list/)).toEqual([
      expect.stringContaining('notes_list does not begin with a verb of the list: list get search'),
    ]);
    expect(await redChecks(brokenTool('list_notes', { name: 'create_note' }), 'names')).not.toEqual([]);
  });

  test('an example that its own schema refuses', async () => {
    const subject = brokenTool('delete_note', { examples: [{ title: 'Wrong', input: { note_id: 'first' } }] });

    expect(await redChecks(subject, 'surface')).toContainEqual(expect.stringContaining('"Wrong" is refused'));
  });

  test('a request that the simulator does not know yet, and names it', async () => {
    const move = brokenTool('create_note', {
      handler: ({ api }) => api.json(z.object({}), { method: 'POST', path: ['notes', '7', 'move'] }),
    });
    const count = brokenTool('list_notes', { handler: ({ api }) => api.json(page, { path: ['notes', 'count'] }) });

    const asked = expect.stringMatching(/not_found.* it asked POST \/notes\/7\/move \(404\) of the simulator/);
    expect(await redChecks(move, 'examples', /^create_note/)).toEqual([asked, asked]);
    expect(await redChecks(move, 'approvals', /is done by/)).toContainEqual(asked);
    expect(await redChecks(count, 'pages')).toEqual([expect.stringContaining('asked GET /notes/count (404)')]);
  });

  test('pages that never go on, and pages that are longer than asked', async () => {
    const handler =
      (rest: { next_cursor?: string }): Broken['handler'] =>
      async ({ api }) => {
        const { notes } = await api.json(page, { path: ['notes'] });
        return { notes: notes.map((row) => ({ note_id: `${row.id}`, text: '', created_at: '' })), ...rest };
      };

    expect(
      await redChecks(brokenTool('list_notes', { handler: handler({ next_cursor: 'more' }) }), 'pages'),
    ).toContainEqual(expect.stringContaining('never ends'));
    expect(await redChecks(brokenTool('list_notes', { handler: handler({}) }), 'pages')).toContainEqual(
      expect.stringContaining('rows, not 7'),
    );
  });

  test('pages by number, of which another size of page shows other rows', async () => {
    const subject = brokenTool('list_notes', {
      async handler({ input: { cursor = 1, limit }, api }) {
        const { notes } = await api.json(page, { path: ['notes'], query: { limit: 100 } });
        const rows = notes.map((row) => ({ note_id: `${row.id}`, text: '', created_at: '' }));
        const end = Number(cursor) * Number(limit);
        const next = end < rows.length && { next_cursor: String(Number(cursor) + 1) };
        return { notes: rows.slice(end - Number(limit), end), ...next };
      },
    });

    expect(await redChecks(subject, 'pages')).toEqual([
      expect.stringContaining('pages of 7 and 1 give other rows: a cursor that'),
    ]);
  });
});
