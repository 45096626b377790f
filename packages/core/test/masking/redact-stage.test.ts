import { expect, test } from 'vitest';
import * as z from 'zod';
import { ToolError } from '../../src/define/tool-error.ts';
import { createPseudonym } from '../../src/masking/pseudonym.ts';
import type { Call } from '../../src/pipeline/call.ts';
import { redact } from '../../src/pipeline/redact.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { failure, postOffice, valueGiven } from '../pipeline/harness.ts';

const letter =
  'From jane@example.com (+44 20 7946 0018): card 4111 1111 1111 1111, IBAN DE89 3704 0044 0532 0130 00, order 415-555-2671';

test('by default contact data is shown in clear and accounts are masked', async () => {
  const { call } = postOffice({ rows: [{ id: '25625917217', text: letter }] });

  expect(await valueGiven(call('list_letters', {}))).toEqual({
    letters: [
      {
        id: '25625917217',
        text: 'From jane@example.com (+44 20 7946 0018): card ***1111, IBAN DE***3000, order 415-555-2671',
      },
    ],
  });
});

test('a viewer sees neither, and what is no personal data as it is', async () => {
  const { call } = postOffice({ role: 'viewer', rows: [{ id: '25625917217', text: letter }] });

  expect(await valueGiven(call('list_letters', {}))).toEqual({
    letters: [
      {
        id: '25625917217',
        text: 'From j***@e***.com (***18): card ***1111, IBAN DE***3000, order 415-555-2671',
      },
    ],
  });
});

test('what was shown in place of a value is not written as one, while a text that was never shown is', async () => {
  const { call } = postOffice({ role: 'agent_executor', rows: [{ id: '1', text: letter }] });
  const problemOf = async (text: string) => (await failure(call('send_letter', { text }))).code;
  const before = await problemOf('***1111');

  await call('list_letters', {});

  expect(before).toBe('approval_required');
  expect(await problemOf('***1111')).toBe('invalid_input');
  expect(await problemOf(' DE***3000')).toBe('invalid_input');
  expect(await problemOf('Paid by card ***1111')).toBe('approval_required');
  expect(await problemOf('*** sale *** ****1111 a***1111 ***11110 ***1112')).toBe('approval_required');
});

/** A call of a viewer on the way through the stage alone. */
function viewerCall(progress: Call['progress'] = () => {}): Call {
  return {
    id: 'call',
    action: {
      kind: 'tool',
      name: 'get_note',
      title: 'Get a note',
      system: 'Notes',
      effect: 'read',
      data: 'internal',
      scopes: [],
      rateLimit: { calls: 1, perSeconds: 1 },
      timeoutSeconds: 1,
      cacheSeconds: 0,
      input: z.object({}),
      output: z.object({ text: z.string() }),
      examples: [],
      prepare() {},
      run: async () => ({}),
    },
    rawInput: {},
    input: {},
    principal: { name: 'sam', role: 'viewer' },
    client: { name: 'test', version: '1', canAsk: false },
    signal: new AbortController().signal,
    progress,
    upstream: { attempts: 0, writes: 0, retryReasons: [] },
  };
}

test('personal data in an error is masked, even where a vendor SDK wrapped it', async () => {
  const fields = [{ path: 'to', problem: 'jane@example.com bounced' }];
  const inner = new ToolError('conflict', 'jane@example.com is taken', { hint: 'Ask jane@example.com', fields });

  const thrown: unknown = await redact(defaultPolicy)
    .run(viewerCall(), async () => {
      throw new Error('SDK', { cause: inner });
    })
    .catch((error: unknown) => error);

  expect(thrown).toBeInstanceOf(ToolError);
  expect(thrown).toMatchObject({
    code: 'conflict',
    message: 'j***@e***.com is taken',
    details: { hint: 'Ask j***@e***.com', fields: [{ path: 'to', problem: 'j***@e***.com bounced' }] },
  });
});

test('personal data in a note of progress is masked', async () => {
  const notes: unknown[] = [];
  const call = viewerCall((done, total, message) => notes.push([done, total, message]));

  await redact(defaultPolicy).run(call, async () => {
    call.progress(1, 2, 'Read jane@example.com');
    call.progress(2);
    return { kind: 'result', value: {} };
  });

  expect(notes).toEqual([
    [1, 2, 'Read j***@e***.com'],
    [2, undefined, undefined],
  ]);
});

test('with a key, equal values of one tenant are masked to equal words', async () => {
  const stage = redact(defaultPolicy, createPseudonym(Buffer.alloc(32, 1), 'acme'));
  const show = async (text: string) => {
    const answer = await stage.run(viewerCall(), async () => ({ kind: 'result', value: { text } }));
    return answer.kind === 'result' ? answer.value : undefined;
  };

  expect(await show('jane@example.com')).toEqual(await show('jane@example.com'));
  expect(await show('jane@example.com')).not.toEqual(await show('john@example.com'));
});
