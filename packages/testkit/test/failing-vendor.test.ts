import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { brokenApi, brokenTool, helloSubject, redChecks } from './broken-hello.ts';

const note = z.object({ id: z.number(), text: z.string(), created: z.number() });
const page = z.object({ notes: z.array(note) });

// Most of the time they wait for a vendor that does not answer.
describe.concurrent('the contract is red, where the vendor fails, for', () => {
  test('a write that is sent again', async () => {
    const subject = brokenTool('create_note', {
      async handler({ input, api }) {
        const send = () => api.json(note, { method: 'POST', path: ['notes'], body: input });
        const { id, text } = await send().catch(send);
        return { note: { note_id: String(id), text, created_at: '' } };
      },
    });

    const red = await redChecks(subject, 'vendor faults', /^create_note/);

    expect(red).toContainEqual(expect.stringMatching(/create_note meets status 500.*sent one request 2 times/));
    expect(red).toContainEqual(expect.stringMatching(/create_note meets a connection that breaks after the work/));
  });

  test('a write that is sent again under a key that its vendor does not know', async () => {
    const red = await redChecks(brokenApi({ idempotencyHeader: 'once-key' }), 'vendor faults', /^create_note/);

    const twice = expect.stringContaining('under one idempotency key, and the simulator did it each time: POST /notes');
    expect(red).toEqual([twice, twice, twice, twice]);
  });

  test('a read that hides a failure', async () => {
    const subject = brokenTool('list_notes', {
      async handler({ api }) {
        await api.json(page, { path: ['notes'] }).catch(() => undefined);
        return { notes: [] };
      },
    });

    expect(await redChecks(subject, 'vendor faults', /^list_notes/)).toContainEqual(
      expect.stringMatching(/list_notes meets status 503.*answered result/),
    );
  });

  test('a read that is not tried again, or too often', async () => {
    const hasty = brokenApi({ attempts: 1 });
    const stubborn = brokenApi({ attempts: 9 });

    expect(await redChecks(hasty, 'vendor faults', /^list_notes/)).toContainEqual(
      expect.stringContaining('work a moment later'),
    );
    expect(await redChecks(stubborn, 'vendor faults', /^list_notes/)).toContainEqual(
      expect.stringContaining('sent one request 9 times'),
    );
  });

  test("a limit of the vendor's own words that is never tried again", async () => {
    const tired = (body: unknown) => JSON.stringify(body).includes('status_429');
    const subject = brokenApi({
      explain: ({ body }) => (tired(body) ? { message: 'Enough', retry: false } : undefined),
    });

    expect(await redChecks(subject, 'vendor faults', /^list_notes meets status 429/)).toEqual([
      expect.stringContaining('work a moment later'),
    ]);
  });

  test('a vendor text that is shown', async () => {
    const subject = brokenApi({ explain: ({ body }) => ({ message: JSON.stringify(body) }) });

    expect(await redChecks(subject, 'vendor faults', /^list_notes/)).toContainEqual(
      expect.stringContaining('text of a broken answer is shown'),
    );
  });

  test('a code that says something else', async () => {
    const subject = brokenApi({ explain: () => ({ code: 'invalid_input', message: 'Try other arguments' }) });

    expect(await redChecks(subject, 'vendor faults', /^list_notes/)).toContainEqual(
      expect.stringMatching(/list_notes meets status 403.*expected forbidden/),
    );
  });

  test('a cancellation that does not reach the wire', async () => {
    const subject = helloSubject({ isDeaf: true });

    const red = await redChecks(subject, 'cancellation', /lets go of its request/);

    expect(red).toContainEqual(expect.stringContaining('list_notes lets go of its request'));
    expect(red).toContainEqual(expect.stringContaining('create_note lets go of its request'));
  }, 60_000);

  test('an argument that is repeated in an error', async () => {
    const talkative = brokenApi({ explain: () => ({ message: 'Zoe.Canary-4711@private.example is unknown' }) });

    expect(await redChecks(talkative, 'leaks')).toContainEqual(expect.stringContaining('repeats what it was given'));
  });
});
