import { expect, test } from 'vitest';
import type { Check } from '../src/contract/check.ts';
import { hold } from '../src/contract/hold.ts';

const passing: Check = { title: 'works', run: async () => {} };
const failing: Check = {
  title: 'works',
  run: async () => {
    throw new Error('it does not');
  },
};
const ignore = () => {};

test('a check passes and fails as it is', async () => {
  await hold(passing, {}, ignore);

  await expect(hold(failing, { 'another title': 'reason' }, ignore)).rejects.toThrow('it does not');
});

test('a check that is known to fail is green while it fails, and red once it passes', async () => {
  const known = { works: 'the vendor has no such endpoint yet' };

  await hold(failing, known, ignore);

  await expect(hold(passing, known, ignore)).rejects.toThrow(
    'take it out of `known` (the vendor has no such endpoint yet)',
  );
});

test('nothing is known to fail without a reason', async () => {
  await expect(hold(failing, { works: ' ' }, ignore)).rejects.toThrow('without a reason');
});
