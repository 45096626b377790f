import { expect, test } from 'vitest';
import { orNothing } from '../../src/define/or-nothing.ts';
import { ToolError } from '../../src/define/tool-error.ts';

test.each([
  ['another code', new ToolError('unavailable', 'It is down')],
  ['no code', new TypeError('x is not a function')],
])('a failure of the codes that are named is nothing, one of %s is thrown', async (_what, failure) => {
  const missing = orNothing(Promise.reject(new ToolError('not_found', 'There is none')), 'forbidden', 'not_found');
  const failed = orNothing(Promise.reject(failure), 'forbidden', 'not_found');

  expect(await missing).toBeUndefined();
  await expect(failed).rejects.toBe(failure);
});
