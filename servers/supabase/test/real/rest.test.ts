import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import * as z from 'zod';
import { usePair } from './compare.ts';
import { putCases } from './put-cases.ts';
import { relationCases, relationSessions } from './relation-cases.ts';
import { readCases } from './rest-case.ts';
import { writeCases } from './write-cases.ts';

const Description = z.object({
  definitions: z.record(z.string(), z.unknown()),
  paths: z.record(
    z.string(),
    z.looseObject({ post: z.looseObject({ parameters: z.array(z.unknown()).optional() }).optional() }),
  ),
});

/** What describe_tables and call_rpc read: the tables, and the arguments of the functions. */
const readDescription = (body: unknown) => {
  const { definitions, paths } = Description.parse(body);
  const functions = Object.entries(paths).filter(([path]) => path.startsWith('/rpc/'));
  return {
    definitions,
    paths: Object.keys(paths).toSorted(),
    bodies: Object.fromEntries(functions.map(([path, { post }]) => [path, post?.parameters])),
  };
};

describe('the simulator and PostgREST with PostgreSQL', () => {
  const pair = usePair();

  test('describe the project alike to each role', async (context) => {
    const { actual, simulated } = pair(context);

    for (const as of ['admin', 'anon', 'service'] as const) {
      const request = { title: 'description', path: '', as };
      const [mine, theirs] = [await simulated(request), await actual(request)];
      assert.equal(mine.type, theirs.type);
      assert.deepEqual(readDescription(mine.body), readDescription(theirs.body));
    }
  });

  test.for([...readCases, ...relationCases, ...relationSessions])(
    'give the same answer: $title',
    async (request, context) => {
      const { actual, simulated } = pair(context);

      assert.deepEqual(await simulated(request), await actual(request));
    },
  );

  // One after the other: each builds on what those before it wrote.
  test.for([...writeCases, ...putCases])('write the same: $title', async (request, context) => {
    const { actual, simulated } = pair(context);

    assert.deepEqual(await simulated(request), await actual(request));
  });
});
