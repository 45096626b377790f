import { expect, test } from 'vitest';
import { createByteCache } from '../../src/resilience/byte-cache.ts';

const kilobyte = { text: 'x'.repeat(1000) };

test('the texts of a cache stay within its bytes, and what was not used for the longest time goes first', () => {
  const cache = createByteCache(4000);
  for (const key of ['a', 'b', 'c']) cache.set(key, kilobyte);

  cache.get('a');
  cache.set('d', kilobyte);

  expect(['a', 'b', 'c', 'd'].filter((key) => cache.get(key))).toEqual(['a', 'c', 'd']);
});

test('bytes are counted, not characters', () => {
  const cache = createByteCache(4000);
  cache.set('a', { text: '\u{1F600}'.repeat(400) });

  cache.set('b', { text: '\u{1F600}'.repeat(600) });

  expect([cache.get('a'), cache.get('b')?.text.length]).toEqual([undefined, 1200]);
});

test('an entry too long for the whole cache is not kept, nor the one before under its key', () => {
  const cache = createByteCache(4000);
  cache.set('a', kilobyte);
  cache.set('b', kilobyte);

  cache.set('b', { text: 'x'.repeat(5000) });

  expect([cache.get('a'), cache.get('b')]).toEqual([kilobyte, undefined]);
});

test('replacing and deleting entries gives their bytes back', () => {
  const cache = createByteCache(4000);
  for (let round = 0; round < 10; round += 1) cache.set('a', kilobyte);
  cache.set('b', kilobyte);
  cache.delete('b');
  cache.delete('b');

  cache.set('c', kilobyte);
  cache.set('d', kilobyte);

  expect(['a', 'c', 'd'].map((key) => cache.get(key))).toEqual([kilobyte, kilobyte, kilobyte]);
});
