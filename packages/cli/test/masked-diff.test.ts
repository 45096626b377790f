import assert from 'node:assert/strict';
import { test } from 'vitest';
import { maskedDiff } from '../src/screen/masked-diff.ts';

test('what is a secret by its name is not shown, whatever stands before and behind that word', () => {
  const diff = '+ "MY_API_KEY_2": "abc-123",\n+ token = plain\n+ "HOME": "/root"';

  assert.equal(maskedDiff(diff, []), '+ "MY_API_KEY_2": "********",\n+ token = ********\n+ "HOME": "/root"');
});

test('a long word in a file, such as a picture kept there, holds nobody up', () => {
  const diff = `+ "picture": "${'a'.repeat(50_000)}"`;
  const from = performance.now();

  assert.equal(maskedDiff(diff, []), diff);

  assert.ok(performance.now() - from < 2000);
});

test('of two secrets of which one begins with the other nothing is shown', () => {
  assert.equal(
    maskedDiff('+ "A": "north-1",\n+ "B": "north-1-and-more"', ['north-1', 'north-1-and-more']),
    '+ "A": "********",\n+ "B": "********"',
  );
});
