import { expect, test } from 'vitest';
import { explainError } from '../src/explain-error.ts';

test('a validation message as long as an answer may be holds up no other call', () => {
  const Message = 'contact '.repeat(30_000);
  const body = { Type: 'ValidationException', Elements: [{ ValidationErrors: [{ Message }] }] };
  const begun = process.cpuUsage();

  const explanation = explainError({ status: 400, headers: new Headers(), body });

  const { user, system } = process.cpuUsage(begun);
  expect(explanation?.fields).toHaveLength(1);
  expect((user + system) / 1000).toBeLessThan(500);
});
