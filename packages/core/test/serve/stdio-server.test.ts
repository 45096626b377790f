import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startEcho } from './fixtures/echo-process.ts';
import { hostileLines } from './fixtures/hostile-lines.ts';

describe('a server behind the transport', () => {
  it('answers every hostile line as defined, and the good line after it', async () => {
    const echo = await startEcho();
    const newline = Buffer.from('\n');
    for (const [index, { title, line, answer }] of hostileLines.entries()) {
      await echo.write(Buffer.concat([Buffer.from(line), newline]));
      await echo.send({ id: `good-${index}`, method: 'ping' });

      if (answer) {
        const { id, ...error } = answer;
        expect(await echo.next(), title).toEqual({ jsonrpc: '2.0', id, error });
      }
      expect(await echo.next(), title).toEqual({ jsonrpc: '2.0', id: `good-${index}`, result: {} });
    }
  });

  it('answers a line behind a byte order mark, one that ends with a carriage return, and one whose id is its last member', async () => {
    const echo = await startEcho();

    await echo.write('\ufeff{"jsonrpc":"2.0","id":1,"method":"ping"}\r\n{"method":"ping","jsonrpc":"2.0","id":2}\n');

    expect(await echo.next()).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
    expect(await echo.next()).toEqual({ jsonrpc: '2.0', id: 2, result: {} });
  });

  it('survives 64 MB without a newline in under 256 MB, tells the caller, and answers the next line', async () => {
    const echo = await startEcho();
    const chunk = 'x'.repeat(65_536);
    await echo.write('{"method":"tools/call","params":{"name":"echo","arguments":{"text":"');
    for (let count = 0; count < 1024; count += 1) await echo.write(chunk);
    await echo.write('"}},"jsonrpc":"2.0","id":"long"}\n');

    expect(await echo.next()).toEqual({
      jsonrpc: '2.0',
      id: 'long',
      error: {
        code: -32600,
        message:
          'Invalid request: the line is longer than 4194304 bytes. Send less in one message, for example over several calls; a larger file goes to the system without this server.',
      },
    });
    expect(await echo.call('echo', 'still here')).toBe('still here');
    expect(Number(await echo.call('peak_memory'))).toBeLessThan(256 * 1024 * 1024);
  });

  it('takes a line of almost 4 MiB', async () => {
    const echo = await startEcho();
    const text = 'y'.repeat(4_000_000);

    expect(await echo.call('echo', text)).toBe(text);
  });

  it('takes a line that drips in byte by byte, cut inside characters', async () => {
    const echo = await startEcho();
    const line = Buffer.from(
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"\u{1F600}\u00e9"}}}\n',
    );
    for (const byte of line) {
      await echo.write(Buffer.of(byte));
      await delay(1);
    }

    expect((await echo.next()).result?.content?.[0]?.text).toBe('\u{1F600}\u00e9');
  });

  it('answers each message of a burst of 5,000 once, sent before any answer is read', async () => {
    const echo = await startEcho();
    const burst = Array.from({ length: 5000 }, (_, id) => `{"jsonrpc":"2.0","id":${id},"method":"ping"}\n`);

    await echo.write(burst.join(''));
    const ids: unknown[] = [];
    while (ids.length < burst.length) ids.push((await echo.next()).id);

    expect(new Set(ids)).toEqual(new Set(burst.keys()));
  });

  it('writes one large answer that its reader takes late, whole', async () => {
    const echo = await startEcho();
    echo.child.stdout?.pause();
    await echo.send({ id: 1, method: 'tools/call', params: { name: 'repeat', arguments: { text: '3000000' } } });
    await delay(300);

    echo.child.stdout?.resume();

    expect((await echo.next()).result?.content?.[0]?.text).toHaveLength(3_000_000);
  });

  it('replaces half a surrogate pair in what it sends', async () => {
    const echo = await startEcho();

    expect(await echo.call('half_pair')).toBe('a\ufffdb');
    expect(echo.lines.at(-1)).not.toMatch(/\\ud/i);
  });

  it('keeps a message on one line for readers that end lines at the separators of Unicode', async () => {
    const echo = await startEcho();
    const text = 'a\u2028b\u2029c\u0085d';

    expect(await echo.call('echo', text)).toBe(text);
    expect(echo.lines.at(-1)).not.toMatch(/[\u0085\u2028\u2029]/);
  });

  it('writes nothing but messages to standard output, whoever else tries; the rest comes out on standard error', async () => {
    const echo = await startEcho();

    expect(await echo.call('stray')).toBe('strayed');
    expect(await echo.call('echo', 'after')).toBe('after');
    await delay(50);

    expect(echo.lines).toHaveLength(2);
    const kinds = ['console', 'write', 'buffer', 'callback', 'fs.writeSync', 'named writeSync', 'fs.write', 'writev'];
    for (const kind of [...kinds, 'pipe', 'end']) expect(echo.errors()).toContain(`stray ${kind}\n`);
  });
});
