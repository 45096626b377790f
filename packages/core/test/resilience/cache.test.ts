import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../src/define/tool-error.ts';
import { type Caller, result, sam, start, type Tool } from './counting-system.ts';

describe('a cached read', () => {
  test('is answered from memory for as long as its tool says, then asked anew, as after a clock that was set back', async () => {
    const { call, pass } = start();

    const answers = [await call()];
    pass(9);
    answers.push(await call());
    pass(2);
    answers.push(await call());
    pass(-3600);
    answers.push(await call());

    expect(answers).toEqual([result(1), result(1), result(2), result(3)]);
  });

  test('is handed out as a copy', async () => {
    const { call } = start();
    await call();
    const first = await call();

    if (first.kind === 'result' && typeof first.value === 'object' && first.value)
      Object.assign(first.value, { count: 99 });

    expect(await call()).toEqual(result(1));
  });

  test.each<[string, Tool, Record<string, unknown>, Caller]>([
    ['arguments', {}, { contains: 'rent' }, sam],
    ['caller', {}, {}, { ...sam, name: 'eve' }],
    ['role', {}, {}, { ...sam, role: 'agent_executor' }],
    ['tenant', {}, {}, Object.assign({ tenant: 'other' }, sam)],
    ['tool', { name: 'list_stamps' }, {}, sam],
    ['kind', { kind: 'resource' }, {}, sam],
    ['login', { login: async () => 'next' }, {}, sam],
  ])('is not the answer of another %s', async (_, tool, input, caller) => {
    const { call, system } = start();
    await call();

    await call(tool, input, caller);

    expect(system.asked).toBe(2);
  });

  test('is the same whatever the order of its arguments', async () => {
    const { call, system } = start();

    await call({}, { a: 1, b: 2 });
    await call({}, { b: 2, a: 1 });

    expect(system.asked).toBe(1);
  });

  test('is no write, no error, and nothing that its tool does not allow', async () => {
    const { call, system } = start();

    await call({ effect: 'create' });
    await call({ effect: 'create' });
    await call({ cacheSeconds: 0 });
    await call({ cacheSeconds: 0 });
    system.failsWith = 'not_found';
    await expect(call()).rejects.toThrow();
    await expect(call()).rejects.toThrow();

    expect(system.asked).toBe(6);
  });

  test('is asked anew while a write runs, after it, and after one that failed', async () => {
    const { call, system } = start();
    const writing = Promise.withResolvers<void>();
    await call();
    const write = call({ effect: 'update', run: () => writing.promise });
    const meanwhile = await call();
    writing.resolve();
    await write;
    const afterWrite = await call();
    system.failsWith = 'unknown_outcome';
    await call({ effect: 'update' }).catch(() => undefined);
    system.failsWith = undefined;

    const afterFailure = await call();

    expect([meanwhile, afterWrite, afterFailure]).toEqual([result(2), result(3), result(5)]);
  });

  test('that was asked before a write ended is not kept as fresh', async () => {
    const { call } = start();
    const reading = Promise.withResolvers<void>();
    const slow = call({ run: () => reading.promise.then(() => ({ count: 0, text: '' })) });

    await call({ effect: 'update' });
    reading.resolve();
    await slow;

    expect(await call()).toEqual(result(2));
  });

  test('gives way to newer ones when their bytes are used up', async () => {
    const { call, system } = start({ mostBytes: 5000 });
    system.text = 'x'.repeat(2000);
    for (const contains of ['a', 'b', 'c']) await call({}, { contains });

    await call({}, { contains: 'c' });
    await call({}, { contains: 'a' });

    expect(system.asked).toBe(4);
  });
});

describe('while the system is out', () => {
  const tool: Tool = { cacheSeconds: 0, staleSeconds: 3600 };

  test.each<ErrorCode>(['unavailable', 'timeout'])(
    'with %s the last good answer is given, marked with its time',
    async (code) => {
      const { call, system, pass } = start();
      await call(tool);
      pass(60);
      system.failsWith = code;

      const answer = await call(tool);

      expect(answer).toEqual({ ...result(1), stale: { since: '2026-11-21T00:00:00.000Z' } });
      expect(system.asked).toBe(2);
    },
  );

  test('it is asked each time, and its new answer is given as soon as there is one', async () => {
    const { call, system } = start();
    await call(tool);
    system.failsWith = 'unavailable';
    await call(tool);
    system.failsWith = undefined;

    expect(await call(tool)).toEqual(result(3));
  });

  test.each<ErrorCode>(['not_found', 'forbidden', 'unauthenticated', 'rate_limited', 'cancelled', 'bad_answer'])(
    'an old answer does not hide %s',
    async (code) => {
      const { call, system } = start();
      await call(tool);
      system.failsWith = code;

      await expect(call(tool)).rejects.toMatchObject({ cause: { code } });
    },
  );

  test.each<ErrorCode>(['not_found', 'forbidden', 'unauthenticated'])(
    'an answer from before a %s does not come back',
    async (code) => {
      const { call, system } = start();
      await call(tool);
      system.failsWith = code;
      await call(tool).catch(() => undefined);
      system.failsWith = 'unavailable';

      await expect(call(tool)).rejects.toMatchObject({ cause: { code: 'unavailable' } });
    },
  );

  test.each<ErrorCode>(['rate_limited', 'cancelled', 'bad_answer'])(
    'an answer from before a %s is as good as before',
    async (code) => {
      const { call, system } = start();
      await call(tool);
      system.failsWith = code;
      await call(tool).catch(() => undefined);
      system.failsWith = 'unavailable';

      expect(await call(tool)).toMatchObject(result(1));
    },
  );

  test.each<[string, Tool, number]>([
    ['older than its tool allows', tool, 3601],
    ['of a tool that allows none', { cacheSeconds: 10 }, 60],
  ])('an answer %s is not given', async (_, given, seconds) => {
    const { call, system, pass } = start();
    await call(given);
    pass(seconds);
    system.failsWith = 'unavailable';

    await expect(call(given)).rejects.toThrow();
  });

  test('nobody gets the old answer of another caller', async () => {
    const { call, system } = start();
    await call(tool);
    system.failsWith = 'unavailable';

    await expect(call(tool, {}, { ...sam, name: 'eve' })).rejects.toThrow();
    await expect(call(tool, {}, { ...sam, role: 'agent_executor' })).rejects.toThrow();
  });

  test('an answer from before a write is given too: it is marked, and nothing newer is known', async () => {
    const { call, system } = start();
    await call(tool);
    await call({ effect: 'update' });
    system.failsWith = 'unavailable';

    expect(await call(tool)).toMatchObject({ stale: { since: '2026-11-21T00:00:00.000Z' } });
  });
});
