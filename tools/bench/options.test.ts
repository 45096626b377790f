import { describe, expect, test } from 'vitest';
import { readOptions } from './options.ts';

describe('the command line of the bench', () => {
  test('without a word measures all but what has figures of its own, and writes the document', () => {
    const options = readOptions([]);

    expect(options.parts).toEqual(['start', 'size', 'calls', 'memory', 'fleet']);
    expect(options).toMatchObject({ isQuick: false, hasPeers: true, writesDocument: true });
  });

  test.each([[['--quick']], [['--no-peers']], [['start']]])('%j leaves the document as it is', (words) => {
    expect(readOptions(words).writesDocument).toBe(false);
    expect(readOptions([...words, '--write']).writesDocument).toBe(true);
  });

  test('measures parts in the order of a run, each once', () => {
    expect(readOptions(['fleet', 'peers', 'start']).parts).toEqual(['start', 'size', 'fleet']);
  });

  test('tells which parts there are when it is asked for another', () => {
    expect(() => readOptions(['starts'])).toThrow(/no part starts.*start, size, .*peers/);
  });
});
