import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { notebook } from '../../../servers/hello/src/resources/notebook.ts';
import { hello } from '../../../servers/hello/src/server.ts';
import type { Subject } from '../src/contract/subject.ts';
import { type Broken, brokenServer, brokenTool, redChecks } from './broken-hello.ts';

const note = z.object({ id: z.number(), text: z.string() });
const page = z.object({ notes: z.array(note), next: z.string().nullable() });
const anything = z.record(z.string(), z.unknown());
const text = z.string().max(2000).describe('What the note shall say');
const { api } = hello;

type Cases = readonly [what: string, subject: () => Subject, suite: string, check: RegExp, told: string][];

/** Hello whose list gives other rows than its vendor. */
function listing(spoil: (rows: number[], limit: number) => number[], isEndless = true): Subject {
  const handler: Broken['handler'] = async ({ input: { limit, cursor }, api }) => {
    const { notes, next } = await api.json(page, {
      path: ['notes'],
      query: { limit: Number(limit), ...(cursor !== undefined && { after: `${cursor}` }) },
    });
    const rows = spoil(
      notes.map(({ id }) => id),
      Number(limit),
    );
    const more = isEndless && next !== null && { next_cursor: next };
    return { notes: rows.map((id) => ({ note_id: `${id}`, text: '', created_at: '' })), ...more };
  };
  return brokenTool('list_notes', { handler });
}

const checking = (check: typeof api.check) => brokenServer({ api: { ...api, check } });
const withSettings = (more: z.ZodRawShape) => brokenServer({ api: { ...api, settings: api.settings.extend(more) } });

const faces: Cases = [
  [
    'a tool without an example',
    () => brokenTool('create_note', { examples: [] }),
    'surface',
    /examples/,
    'has no example',
  ],
  ['a tool without a title', () => brokenTool('create_note', { title: ' ' }), 'surface', /every part/, 'has no title'],
  [
    'a tool of many words',
    () => brokenTool('create_note', { description: 'x'.repeat(601) }),
    'surface',
    /every part/,
    '601 characters',
  ],
  [
    'a scope of no pattern',
    () => brokenTool('create_note', { scopes: ['Notes.all', 'notes:write'] }),
    'surface',
    /create_note asks/,
    'Notes.all',
  ],
  [
    'a setting without a word',
    () => withSettings({ HELLO_PLACE: z.string().optional() }),
    'surface',
    /setting/,
    'HELLO_PLACE has no description',
  ],
  [
    'a setting that is no variable',
    () => withSettings({ place: z.string().optional().describe('Where') }),
    'names',
    /settings/,
    'place is no variable name',
  ],
  [
    'an address of another server',
    () => brokenServer({ resources: [{ ...notebook, uri: 'bizmcp://xero/notebook' }] }),
    'names',
    /addresses/,
    'bizmcp://xero/notebook',
  ],
  [
    'an address of two resources',
    () => brokenServer({ resources: [notebook, { ...notebook, name: 'other' }] }),
    'names',
    /addresses/,
    'used twice',
  ],
  [
    'a name of two resources',
    () => brokenServer({ resources: [notebook, { ...notebook, uri: 'bizmcp://hello/other' }] }),
    'names',
    /named/,
    'used twice',
  ],
  [
    'a name of many words',
    () => brokenServer({ resources: [{ ...notebook, name: 'Note Book' }] }),
    'names',
    /named/,
    'not kebab-case',
  ],
];

const schemas: Cases = [
  [
    'two lists in a page',
    () =>
      brokenTool('list_notes', {
        output: z.object({ notes: z.array(anything), more: z.array(anything), next_cursor: z.string() }),
      }),
    'schemas',
    /pages by cursor/,
    'notes, more',
  ],
  [
    'a cursor that nothing gives',
    () => brokenTool('list_notes', { output: z.object({ notes: z.array(anything) }) }),
    'schemas',
    /pages by cursor/,
    'go together',
  ],
  [
    'an answer without a word',
    () => brokenTool('create_note', { output: z.object({ note_id: z.string() }) }),
    'schemas',
    /describes/,
    'output field note_id',
  ],
  [
    'an argument that is taken for another',
    () => brokenTool('create_note', { input: z.object({ text: text.catch('x') }) }),
    'refusals',
    /wrong arguments/,
    'create_note with no text',
  ],
  [
    'a limit that lets nothing through',
    () => brokenTool('create_note', { rateLimit: { calls: 0, perSeconds: 60 } }),
    'refusals',
    /create_note refuses calls/,
    'may never be called',
  ],
  [
    'a limit that lets all through',
    () => brokenTool('create_note', { rateLimit: { calls: 1, perSeconds: 0 } }),
    'refusals',
    /create_note refuses calls/,
    "'rate_limited'",
  ],
];

const answers: Cases = [
  [
    'rows that come twice',
    () => listing((rows, limit) => (limit > 50 ? [...rows, ...rows.slice(-1)] : rows)),
    'pages',
    /list_notes/,
    'a row twice',
  ],
  ['pages that end too early', () => listing((rows) => rows, false), 'pages', /list_notes/, 'end too early'],
  [
    'rows that long pages leave out',
    () => listing((rows, limit) => rows.slice(0, limit > 50 ? 3 : limit)),
    'pages',
    /list_notes/,
    'have more rows',
  ],
  [
    'a health check that fails',
    () => checking((api) => api.json(anything, { path: ['nowhere'] }).then(() => '')),
    'examples',
    /healthy/,
    'unhealthy',
  ],
  [
    'a health check that writes',
    () => checking((api) => api.json(note, { method: 'POST', path: ['notes'], body: { text: 'x' } }).then(() => '')),
    'examples',
    /healthy/,
    'strictly equal',
  ],
  [
    'a health check that hides a failure',
    () =>
      checking((api) =>
        api.json(anything, { path: ['me'] }).then(
          () => '',
          () => '',
        ),
      ),
    'vendor faults',
    /health_check/,
    'calls a vendor healthy',
  ],
];

describe.each([
  ['faces', faces],
  ['schemas and limits', schemas],
  ['answers', answers],
])('the contract is red for odd %s:', (_, cases) => {
  test.each(cases)('%s', async (_what, subject, suite, check, told) => {
    const red = await redChecks(subject(), suite, check);

    expect(red).toEqual([expect.stringContaining(told)]);
  });
});

describe.concurrent('the contract is red for a call that', () => {
  test('is answered though it was cancelled', async () => {
    const subject = brokenTool('list_notes', {
      async handler({ api }) {
        await api.json(page, { path: ['notes'] }).catch(() => undefined);
        return { notes: [] };
      },
    });

    expect(await redChecks(subject, 'cancellation', /^list_notes/)).toEqual([
      expect.stringContaining('was cancelled and answered result'),
      expect.stringContaining('ran out of time and answered result'),
    ]);
  });

  test('sends a request and waits for no answer', async () => {
    const subject = brokenTool('list_notes', {
      async handler({ api }) {
        api.json(page, { path: ['notes'] }).catch(() => undefined);
        return { notes: [] };
      },
    });

    expect(await redChecks(subject, 'cancellation', /^list_notes lets go/)).toEqual([
      expect.stringContaining('did not wait for its answer'),
    ]);
  });

  test('writes on after a write that failed', async () => {
    const subject = brokenTool('create_note', {
      async handler({ api, input }) {
        const write = (text: string) => api.json(note, { method: 'POST', path: ['notes'], body: { text } });
        const first = await write(`${input.text} 1`).catch((error: unknown) => error);
        await write(`${input.text} 2`);
        throw first;
      },
    });

    expect(await redChecks(subject, 'vendor faults', /^create_note meets status 500$/)).toEqual([
      expect.stringContaining('went on to write: POST /notes, POST /notes'),
    ]);
  });
});
