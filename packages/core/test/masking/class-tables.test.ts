import { expect, test } from 'vitest';
import * as z from 'zod';
import { redactorOf } from '../../src/masking/redactor.ts';

const classes = { salary: 'restricted', home: { class: 'restricted', pii: 'address' } };
const executor = { isCleared: (data: string) => data !== 'restricted' };

test.each([
  ['an open record', z.record(z.string(), z.unknown()).meta({ classes })],
  ['anything', z.unknown().meta({ classes })],
])('a table of classes of %s holds for what is inside, however deep', (_, schema) => {
  const redact = redactorOf(z.object({ data: schema }));
  const deep = { a: [{ b: [[{ c: { salary: '5,000', home: 'Elm Street 3', name: 'x' } }]] }] };

  expect(redact({ data: deep }, executor)).toEqual({
    data: { a: [{ b: [[{ c: { salary: '[masked]', home: '[masked]', name: 'x' } }]] }] },
  });
});

test('where a schema says what is inside, the table holds for the keys beside it alone', () => {
  const inner = z.object({ salary: z.string() });
  const redact = redactorOf(z.record(z.string(), inner).meta({ classes }));

  expect(redact({ a: { salary: 'open' }, salary: '7' }, executor)).toEqual({
    a: { salary: 'open' },
    salary: '[masked]',
  });
});

test('within a key of a table that may be shown the table holds too', () => {
  const redact = redactorOf(z.record(z.string(), z.unknown()).meta({ classes: { ...classes, home: 'confidential' } }));
  const row = { home: { city: 'Oslo', pay: [{ salary: '5,000' }] } };

  expect(redact(row, { isCleared: (data) => data !== 'restricted' })).toEqual({
    home: { city: 'Oslo', pay: [{ salary: '[masked]' }] },
  });
});
