import { PassThrough, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import { describe, expect, it, vi } from 'vitest';
import { LineWriter } from '../../src/serve/lines/line-writer.ts';
import { createStdioTransport } from '../../src/serve/lines/stdio-transport.ts';
import { hostileLines } from './fixtures/hostile-lines.ts';
import { createRandom } from './fixtures/random.ts';

/** A transport over streams in memory, with what it delivered, wrote and reported. */
function connect({ output = new PassThrough() }: { output?: Writable } = {}) {
  const stdin = new PassThrough();
  const transport = createStdioTransport({ stdin, writer: new LineWriter(output) });
  const delivered: JSONRPCMessage[] = [];
  const reported: string[] = [];
  let closed = 0;
  transport.onmessage = (message) => void delivered.push(message);
  transport.onerror = (error) => void reported.push(error.message);
  transport.onclose = () => {
    closed += 1;
  };
  return { stdin, transport, output, delivered, reported, closed: () => closed };
}

const ping: JSONRPCMessage = { jsonrpc: '2.0', id: 1, method: 'ping' };
const pong: JSONRPCMessage = { jsonrpc: '2.0', id: 1, result: {} };
const pingLine = `${JSON.stringify(ping)}\n`;

describe('the transport', () => {
  it('delivers the same messages wherever its input is cut', async () => {
    const random = createRandom(3);
    const newline = Buffer.from('\n');
    const stream = Buffer.concat(
      hostileLines.flatMap(({ line }) => [Buffer.from(line), newline, Buffer.from(pingLine)]),
    );
    for (let round = 0; round < 10; round += 1) {
      const { stdin, transport, output, delivered } = connect();
      await transport.start();
      for (let from = 0; from < stream.length; ) {
        const to = from + 1 + random.below(5000);
        stdin.write(stream.subarray(from, to));
        from = to;
      }
      await delay(5);

      expect(delivered).toEqual(hostileLines.map(() => ping));
      expect(String(output instanceof PassThrough && output.read(output.readableLength)).split('\n')).toHaveLength(
        hostileLines.filter(({ answer }) => answer).length + 1,
      );
    }
  });

  it('stops reading a flood of small requests whose answers nobody reads', async () => {
    const { stdin, transport, delivered } = connect({ output: new Writable({ write: () => {} }) });
    const deliver = transport.onmessage;
    transport.onmessage = (message) => {
      deliver?.(message);
      transport.send(pong).catch(() => {});
    };
    await transport.start();

    for (let count = 0; count < 400; count += 1) stdin.write(pingLine.repeat(100));
    await delay(5);

    expect(delivered.length).toBeGreaterThan(10_000);
    expect(delivered.length).toBeLessThan(20_000);
    await transport.close();
  });

  it('reads on slowly while thousands of requests are under way, and at once when they are answered', async () => {
    const { stdin, transport, delivered } = connect({ output: new PassThrough().resume() });
    await transport.start();

    for (let id = 0; id < 10_000; id += 1) stdin.write(`${JSON.stringify({ ...ping, id })}\n`);
    await delay(100);
    const atFirst = delivered.length;
    await vi.waitFor(() => expect(delivered.length).toBeGreaterThan(atFirst), 10_000);
    const later = delivered.length;
    for (let id = 0; id < later; id += 1) await transport.send({ ...pong, id });

    expect(atFirst).toBeGreaterThan(2000);
    expect(atFirst).toBeLessThan(3000);
    await vi.waitFor(() => expect(delivered.length).toBeGreaterThan(later + 1000), 10_000);
    await transport.close();
  });

  it('reports what it refuses without showing it', async () => {
    const { stdin, transport, reported } = connect();
    await transport.start();

    stdin.write('{"CANARY":1,"CANARY":2}\n{"jsonrpc":"2.0","id":1,"result":"CANARY"}\n\n');
    await delay(5);

    expect(reported).toHaveLength(2);
    expect(reported.join()).not.toContain('CANARY');
  });

  it('closes once when the input ends, after the answers that are still due', async () => {
    const { stdin, transport, output, closed } = connect();
    await transport.start();
    stdin.end(pingLine);
    await delay(10);
    const before = closed();

    await transport.send(pong);
    await delay(10);

    expect([before, closed()]).toEqual([0, 1]);
    expect(String(output instanceof PassThrough && output.read())).toBe(`${JSON.stringify(pong)}\n`);
  });

  it.each([
    ['an answer that does not come, but not for long', pingLine, false],
    ['no answer to a subscription', '{"jsonrpc":"2.0","id":2,"method":"subscriptions/listen"}\n', true],
    [
      'no answer to a cancelled request',
      `${pingLine}{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}\n`,
      true,
    ],
  ])('waits at the end for %s', async (_title, lines, isDrainedAtOnce) => {
    const { stdin, transport } = connect();
    await transport.start();
    stdin.write(lines);
    await delay(5);
    let isDrained = false;

    const drained = transport.drained().then(() => {
      isDrained = true;
    });
    await delay(5);

    expect(isDrained).toBe(isDrainedAtOnce);
    await drained;
  });

  it('does not act on a message that the end of the input cut off, but answers it', async () => {
    const { stdin, transport, output, delivered } = connect();
    await transport.start();

    stdin.end(pingLine.trimEnd());
    await delay(10);

    expect(delivered).toEqual([]);
    expect(JSON.parse(String(output instanceof PassThrough && output.read()))).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: {
        code: -32700,
        message: 'Parse error: the input ended inside a message. End every message with a newline.',
      },
    });
  });

  it('closes at once when its input had ended before', async () => {
    const { stdin, transport, closed } = connect();
    stdin.destroy();

    await transport.start();
    await delay(10);

    expect(closed()).toBe(1);
  });

  it('refuses to be started twice, and reads and sends no more when it is closed', async () => {
    const { stdin, transport, delivered, closed } = connect();
    await transport.start();

    await expect(transport.start()).rejects.toThrow('started before');
    await transport.close();
    await transport.close();
    await expect(transport.send(pong)).rejects.toThrow('closed');
    stdin.end(pingLine);
    await delay(10);
    expect(stdin.isPaused()).toBe(true);
    expect(delivered).toEqual([]);
    expect(closed()).toBe(1);
  });

  it('closes quietly when its reader is gone; the send under way is told', async () => {
    const output = new Writable({ write: (_chunk, _encoding, done) => done(new Error('write EPIPE')) });
    const { transport, closed, reported } = connect({ output });
    await transport.start();

    await expect(transport.send(pong)).rejects.toThrow('EPIPE');
    await expect(transport.send(pong)).rejects.toThrow('closed');
    expect(closed()).toBe(1);
    expect(reported).toEqual([]);
  });

  it('stops reading while 16 MiB wait to be read from it, and goes on after', async () => {
    const held: (() => void)[] = [];
    const output = new Writable({ write: (_chunk, _encoding, done) => void held.push(done) });
    const { stdin, transport, delivered } = connect({ output });
    await transport.start();
    const sent = transport.send({ jsonrpc: '2.0', id: 1, result: { text: 'x'.repeat(17 * 1024 * 1024) } });
    stdin.write(pingLine);
    await delay(10);
    const whileHeld = delivered.length;

    for (const done of held) done();
    await sent;
    await delay(10);

    expect([whileHeld, delivered.length]).toEqual([0, 1]);
  });

  it('answers with an internal error what cannot be written as JSON', async () => {
    const { transport, output } = connect();
    await transport.start();

    await expect(transport.send({ jsonrpc: '2.0', id: 'big', result: { count: 1n } })).rejects.toThrow('BigInt');

    expect(JSON.parse(String(output instanceof PassThrough && output.read()))).toEqual({
      jsonrpc: '2.0',
      id: 'big',
      error: { code: -32603, message: 'Internal error: the answer could not be written as JSON.' },
    });
  });

  it('goes on when a handler of a message throws', async () => {
    const { stdin, transport, reported } = connect();
    let count = 0;
    transport.onmessage = () => {
      count += 1;
      throw new Error('handler failed');
    };
    await transport.start();

    stdin.write(pingLine + pingLine);
    await delay(5);

    expect(count).toBe(2);
    expect(reported).toEqual(['handler failed', 'handler failed']);
  });
});
