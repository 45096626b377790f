import { personal } from '@bizmcp/core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { hello } from '../../../servers/hello/src/server.ts';
import { brokenServer, brokenTool, redChecks } from './broken-hello.ts';

describe('the contract finds what a server says of itself and does not keep:', () => {
  test('a create that calls itself idempotent', async () => {
    const subject = brokenTool('create_note', { idempotent: true });

    expect(await redChecks(subject, 'examples', /done twice/)).toEqual([
      expect.stringContaining('create_note does more the second time'),
    ]);
  });

  test('a credential under a name that does not tell', async () => {
    const { HELLO_TOKEN, HELLO_BASE_URL } = hello.api.settings.shape;
    const settings = z.object({ HELLO_TOKEN: HELLO_TOKEN.meta({ secret: false }), HELLO_BASE_URL });

    expect(await redChecks(brokenServer({ api: { ...hello.api, settings } }), 'examples', /lets? us in/)).toEqual([
      expect.stringContaining('HELLO_TOKEN is sent as the authorization'),
    ]);
  });

  test.each(['SECRET_KEY', 'ACCESS_KEY'])('a setting that is named %s', async (name) => {
    const settings = hello.api.settings.extend({ [`HELLO_${name}`]: z.string().optional().describe('Opens it') });

    expect(await redChecks(brokenServer({ api: { ...hello.api, settings } }), 'surface', /setting/)).toEqual([
      expect.stringContaining(`HELLO_${name} is named as a secret`),
    ]);
  });

  test('a list that ends at its limit', async () => {
    const input = z.object({ limit: z.int().max(100).default(25).describe('Notes per page') });
    const output = z.object({ notes: z.array(z.string()).describe('The notes found') });

    expect(await redChecks(brokenTool('list_notes', { input, output }), 'schemas', /pages by cursor/)).toEqual([
      expect.stringContaining('list_notes ends at its limit'),
    ]);
  });
  test('more rows, where there are none', async () => {
    const page = z.object({ notes: z.array(z.looseObject({ id: z.number() })), next: z.string().nullable() });
    const subject = brokenTool('list_notes', {
      output: z.object({ notes: z.array(z.string()), next_cursor: z.string().optional() }),
      async handler({ input: { limit, cursor }, api }) {
        if (cursor === 'end') return { notes: [] };
        const query = { limit: Number(limit), ...(typeof cursor === 'string' && { after: cursor }) };
        const { notes, next } = await api.json(page, { path: ['notes'], query });
        return { notes: notes.map(({ id }) => `${id}`), next_cursor: next ?? 'end' };
      },
    });

    expect(await redChecks(subject, 'pages')).toEqual([
      expect.stringContaining('list_notes gives a next_cursor after its last row'),
    ]);
  });
  test.each([
    ['all', z.boolean().default(false)],
    ['least', z.int().min(0).max(9).optional()],
  ])('a switch or a number that does nothing: %s', async (name, field) => {
    const { input } = hello.tools.find((tool) => tool.name === 'list_notes') ?? {};
    const subject = brokenTool('list_notes', { input: z.object({ ...input?.shape, [name]: field }) });

    expect(await redChecks(subject, 'arguments', /^list_notes makes use/)).toEqual([
      expect.stringContaining(`list_notes does the same with ${name}`),
    ]);
  });

  test('a name that it masks and tells beside it', async () => {
    const hidden = z.string().describe('Who wrote it').meta(personal('name'));
    const open = z.string().describe('What it is about');
    const withAbout = (about: z.ZodString) =>
      brokenTool('list_notes', {
        output: z.object({ notes: z.array(z.object({ of: hidden, about })) }),
        handler: async () => ({ notes: [{ of: 'Mara Lindqvist', about: 'Deposit, Mara Lindqvist' }] }),
      });

    expect(await redChecks(withAbout(open), 'masks', /^list_notes/)).toEqual([
      expect.stringContaining('"Notes about rent", tells it in list_notes.notes.0.about'),
    ]);
    expect(await redChecks(withAbout(open.meta(personal('text'))), 'masks', /^list_notes/)).toEqual([]);
  });
});
