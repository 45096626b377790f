import { expect, test } from 'vitest';
import { wrongInput } from '../../src/define/wrong-input.ts';

test('one wrong argument is told in words and as a field, with what to do', () => {
  const error = wrongInput('filters', 'is empty', 'Name the rows.', { id: 7 });

  expect(error).toMatchObject({
    code: 'invalid_input',
    message: 'filters: is empty. Name the rows.',
    details: { fields: [{ path: 'filters', problem: 'is empty', example: { id: 7 } }] },
  });
  expect(wrongInput('filters', 'is empty').message).toBe('filters: is empty.');
});
