import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type EchoProcess, startEcho } from './fixtures/echo-process.ts';

/** Milliseconds. It takes a tenth of it; what holds an ending up would do so for seconds, other work on this machine for less. */
const heldUp = 1_000;

type Ending = Awaited<ReturnType<EchoProcess['ended']>>;

/** The fastest of three endings: other work on this machine may hold one of them up. */
async function fastestEnding(end: (echo: EchoProcess) => unknown, ...flags: string[]): Promise<Ending> {
  const endings: Ending[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const echo = await startEcho(...flags);
    await echo.call('echo', 'hello');
    endings.push(await echo.ended(() => end(echo)));
  }
  const codes = new Set(endings.map(({ code, signal }) => `${code} ${signal}`));
  expect(codes.size).toBe(1);
  return endings.reduce((fastest, ending) => (ending.milliseconds < fastest.milliseconds ? ending : fastest));
}

describe('the end of the process', () => {
  it.each([
    ['the end of its input', 0, (echo: EchoProcess) => echo.child.stdin?.end()],
    ['SIGINT', 130, (echo: EchoProcess) => echo.child.kill('SIGINT')],
    ['SIGTERM', 143, (echo: EchoProcess) => echo.child.kill('SIGTERM')],
    ['SIGHUP', 129, (echo: EchoProcess) => echo.child.kill('SIGHUP')],
  ])('comes soon after %s, with a timer and a socket open', async (_title, code, end) => {
    const ending = await fastestEnding(end);

    expect(ending).toMatchObject({ code, signal: null });
    expect(ending.milliseconds).toBeLessThan(heldUp);
  });

  it.each([
    ['a closer hangs', '--hanging-closer'],
    ['a closer fails', '--failing-closer'],
  ])('is not held up when %s', async (_title, flag) => {
    const ending = await fastestEnding((echo) => echo.child.stdin?.end(), flag);

    expect(ending).toMatchObject({ code: 0, signal: null });
    expect(ending.milliseconds).toBeLessThan(heldUp);
  });

  it('is not held up by a call that is still at work', async () => {
    const ending = await fastestEnding(async (echo) => {
      echo.send({ id: 1, method: 'tools/call', params: { name: 'wait', arguments: { text: '60000' } } });
      echo.child.stdin?.end();
    });

    expect(ending).toMatchObject({ code: 0, signal: null });
    expect(ending.milliseconds).toBeLessThan(heldUp);
  });

  it('lets every closer run, and tells of one that fails', async () => {
    const echo = await startEcho('--failing-closer');

    await echo.ended(() => echo.child.stdin?.end());

    expect(echo.errors()).toContain('closer ran\n');
    expect(echo.errors()).toContain('Closing failed: Error at ');
  });

  it('comes after the answers to what was sent before the input ended', async () => {
    const echo = await startEcho();
    const lines = Array.from({ length: 50 }, (_, id) => `{"jsonrpc":"2.0","id":${id},"method":"ping"}\n`);

    const ending = await echo.ended(() => echo.child.stdin?.end(lines.join('')));

    expect(ending.code).toBe(0);
    expect(echo.lines).toHaveLength(50);
  });

  it('comes after a call that is almost done', async () => {
    const echo = await startEcho();
    await echo.call('echo', 'hello');
    echo.send({ id: 'last', method: 'tools/call', params: { name: 'wait', arguments: { text: '1' } } });

    await echo.ended(() => echo.child.stdin?.end());

    expect((await echo.next()).result?.content?.[0]?.text).toBe('waited');
  });

  it('comes after a large answer was taken whole, however late, and then at once', async () => {
    const echo = await startEcho('--patient');
    const { child } = echo;
    child.stdout?.pause();
    echo.send({ id: 1, method: 'tools/call', params: { name: 'repeat', arguments: { text: '3000000' } } });
    // The answer is on its way, and far more than fits into what lies between the processes.
    await vi.waitFor(() => expect(child.stdout?.readableLength).toBeGreaterThan(0), 10_000);

    const closed = once(child, 'close');
    child.stdin?.end();
    // Longer than requests may still be answered.
    await delay(200);
    expect(child.exitCode).toBeNull();
    const resumed = performance.now();
    child.stdout?.resume();
    await closed;

    expect((await echo.next()).result?.content?.[0]?.text).toHaveLength(3_000_000);
    expect(performance.now() - resumed).toBeLessThan(15_000);
  });

  it('begins no compilation in the background, and leaves those that began some time', async () => {
    const program = fileURLToPath(new URL('./fixtures/compiling-end.ts', import.meta.url));

    const { stdout } = await promisify(execFile)(process.execPath, ['--trace-opt', program]);

    const [before = '', after = ''] = stdout.split('\nending\n');
    const marked = /^\[marking .* MAGLEV/m;
    // Node.js 22 is built without it.
    if (!process.version.startsWith('v22.')) expect(before).toMatch(marked);
    expect(after).not.toMatch(marked);
    expect(Number(/^ended after (.*)/m.exec(after)?.[1])).toBeGreaterThan(9);
  });

  it('is quiet when nobody reads its output any more', async () => {
    const echo = await startEcho();
    echo.child.stdout?.destroy();

    const ending = await echo.ended(() => echo.send({ id: 1, method: 'ping' }));

    expect(ending).toMatchObject({ code: 0, signal: null });
    expect(echo.errors()).toBe('ready\ncloser ran\n');
  });
});

describe('an error that nobody handles', () => {
  it('is logged as one line by its place, without its message, and the process stays up', async () => {
    const echo = await startEcho();

    expect(await echo.call('crash')).toBe('crashing');
    while (!echo.errors().includes('not an error')) await delay(10);
    await delay(20);

    expect(await echo.call('echo', 'still here')).toBe('still here');
    expect(echo.errors().split('\n').slice(1, -1).sort()).toEqual([
      expect.stringMatching(/^Uncaught exception: TypeError at .*echo-server\.ts/),
      expect.stringMatching(/^Unhandled rejection: Error at .*echo-server\.ts/),
      'Unhandled rejection: something that is not an error was thrown',
    ]);
  });

  it('does not end the process when nobody reads standard error', async () => {
    const echo = await startEcho();
    echo.child.stderr?.destroy();

    expect(await echo.call('crash')).toBe('crashing');
    await delay(100);

    expect(await echo.call('echo', 'still here')).toBe('still here');
  });
});

describe('standard output in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bizmcp-lifecycle-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gets the messages and nothing else, too', async () => {
    const path = join(folder, 'output');
    const server = fileURLToPath(new URL('./fixtures/echo-server.ts', import.meta.url));
    const child = spawn(process.execPath, [server], { stdio: ['pipe', openSync(path, 'w'), 'ignore'] });
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'stray', arguments: {} } };

    child.stdin?.end(`${JSON.stringify(call)}\n`);
    await once(child, 'exit');

    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ id: 1, result: { content: [{ text: 'strayed' }] } });
  });
});
