import { describe, expect, it } from 'vitest';
import { createLineFramer } from '../../src/serve/lines/line-framer.ts';
import { createRandom } from './fixtures/random.ts';

/** What a framer reported, in order. */
type Report = [kind: 'line' | 'oversize' | 'ill-formed' | 'unterminated', ...texts: string[]];

/** Frames a stream that comes in the given chunks, and ends it. */
function frame(chunks: Iterable<Buffer>, maxBytes = 1000): Report[] {
  const reports: Report[] = [];
  const framer = createLineFramer({
    maxBytes,
    onLine: (text) => reports.push(['line', text]),
    onOversize: (head, tail) => reports.push(['oversize', head, tail]),
    onIllFormed: (text) => reports.push(['ill-formed', text]),
    onUnterminated: (text) => reports.push(['unterminated', text]),
  });
  for (const chunk of chunks) framer.push(chunk);
  framer.end();
  return reports;
}

describe('the line framer', () => {
  it('splits at line feeds, with or without a carriage return before them', () => {
    expect(frame([Buffer.from('one\ntwo\r\n\n\r\nthree\rfour\n')])).toEqual([
      ['line', 'one'],
      ['line', 'two'],
      ['line', ''],
      ['line', ''],
      ['line', 'three\rfour'],
    ]);
  });

  it('puts characters together that were cut between chunks', () => {
    const bytes = Buffer.from('caf\u00e9 \u{1F600} \u4e2d\n');

    expect(frame([...bytes].map((byte) => Buffer.of(byte)))).toEqual([['line', 'caf\u00e9 \u{1F600} \u4e2d']]);
  });

  it('keeps a byte order mark, which is for the reader of the line to judge', () => {
    expect(frame([Buffer.from('\ufeffone\n')])).toEqual([['line', '\ufeffone']]);
  });

  it('reports a line that is not UTF-8 and reads on', () => {
    expect(frame([Buffer.from('61ff620a', 'hex'), Buffer.from('two\n')])).toEqual([
      ['ill-formed', 'a\ufffdb'],
      ['line', 'two'],
    ]);
  });

  it('reports what follows the last newline as unfinished, not as a line', () => {
    expect(frame([Buffer.from('one\ntw'), Buffer.from('o')])).toEqual([
      ['line', 'one'],
      ['unterminated', 'two'],
    ]);
    expect(frame([Buffer.from('one\n')])).toEqual([['line', 'one']]);
  });

  it('takes a line of exactly the limit and refuses one byte more, once, with both ends', () => {
    const longest = 'x'.repeat(10);

    expect(frame([Buffer.from(`${longest}\n${longest}y\nnext\n`)], 10)).toEqual([
      ['line', longest],
      ['oversize', 'xxxxxxxxxxy', 'xxxxxxxxxxy'],
      ['line', 'next'],
    ]);
  });

  it('keeps 4 KiB of either end of a line that is too long', () => {
    const [report] = frame([Buffer.from(`${'a'.repeat(5000)}${'b'.repeat(100_000)}${'c'.repeat(5000)}\n`)]);

    expect(report).toEqual(['oversize', 'a'.repeat(4096), 'c'.repeat(4096)]);
  });

  it('reports a line that is too long and never ends when the input does', () => {
    expect(frame([Buffer.from('x'.repeat(2000))])).toEqual([['oversize', 'x'.repeat(2000), 'x'.repeat(2000)]]);
  });

  it('reports the same wherever the stream is cut', () => {
    const random = createRandom(5);
    const limit = 6000;
    const pieces = [
      '{"a":1}\n',
      '\r\n',
      'caf\u00e9',
      '\u{1F600}',
      '\n',
      'x'.repeat(5990),
      'y'.repeat(6001),
      'z'.repeat(20_000),
    ];
    const bad = Buffer.from('ff0a', 'hex');
    for (let round = 0; round < 150; round += 1) {
      const parts = Array.from({ length: random.below(12) + 1 }, () =>
        random.pick([bad, ...pieces.map((text) => Buffer.from(text))]),
      );
      const stream = Buffer.concat(parts);
      const whole = frame([stream], limit);

      expect(frame(cutAtRandom(stream, random, 7), limit)).toEqual(whole);
      expect(frame(cutAtRandom(stream, random, 9000), limit)).toEqual(whole);
    }
  });

  it('takes 4 MB that drip in byte by byte, in linear time', () => {
    const line = Buffer.alloc(4_000_000, 'x');
    const before = process.cpuUsage();

    const reports = frame(drip(line), 4_194_304);

    expect(reports).toEqual([['line', line.toString()]]);
    // Of the processor: other work of the machine makes it wait for longer. In quadratic time it would be minutes.
    expect(process.cpuUsage(before).user).toBeLessThan(10_000_000);
  });

  it('discards 64 MB without a newline in bounded memory', () => {
    const chunk = Buffer.alloc(65_536, 'x');
    const before = process.memoryUsage();

    const reports = frame([...Array.from({ length: 1024 }, () => chunk), Buffer.from('\nnext\n')], 4_194_304);

    const after = process.memoryUsage();
    expect(reports.map(([kind]) => kind)).toEqual(['oversize', 'line']);
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(20_000_000);
  });
});

function* drip(line: Buffer): Generator<Buffer> {
  for (let index = 0; index < line.length; index += 1) yield line.subarray(index, index + 1);
  yield Buffer.from('\n');
}

function* cutAtRandom(stream: Buffer, random: ReturnType<typeof createRandom>, largest: number): Generator<Buffer> {
  for (let start = 0; start < stream.length; ) {
    const end = start + 1 + random.below(largest);
    // A copy, as a stream gives: the framer must not depend on what the chunk's memory holds later.
    const chunk = Buffer.from(stream.subarray(start, end));
    yield chunk;
    chunk.fill(0);
    start = end;
  }
}
