import { describe, expect, test } from 'vitest';
import { createProject, refusal, rows } from './fake-project.ts';

const change = { table: 'tickets', filters: { id: 1 }, data: { title: 'x' } };

/** The answer to a write that the database refuses in these words; PostgREST's of version 14 unless told. */
async function refused(status: number, body: Record<string, unknown>) {
  const project = createProject({
    'GET /rest/v1/tickets': () => rows([{ id: 1 }]),
    'PATCH /rest/v1/tickets': () => refusal(status, { details: null, hint: null, ...body }),
  });
  const error = await project.fail('update_record', change);
  const { code, message } = error;
  return { code, message, writes: project.requests.filter(({ method }) => method === 'PATCH').length };
}

describe('what PostgREST refuses', () => {
  test.each([
    [503, 'PGRST000', 'Database connection error. Retrying the connection.', null, 'unavailable', 'may be paused'],
    [
      503,
      'PGRST002',
      'Could not query the database for the schema cache. Retrying.',
      null,
      'unavailable',
      'reading its own tables',
    ],
    [
      504,
      'PGRST003',
      'Timed out acquiring connection from connection pool.',
      null,
      'unavailable',
      'no free connection',
    ],
    [400, 'PGRST100', '"failed to parse filter (x)" (line 1, column 1)', null, 'invalid_input', 'check brackets'],
    [400, 'PGRST102', 'All object keys must match', null, 'invalid_input', 'different columns'],
    [
      406,
      'PGRST106',
      'Invalid schema: api',
      'Only the following schemas are exposed: public, store',
      'not_configured',
      'one of public, store',
    ],
    [406, 'PGRST106', 'The schema must be one of the following: a, b', null, 'not_configured', 'one of a, b'],
    [
      400,
      'PGRST108',
      "'notes' is not an embedded resource in this request",
      "Verify that 'notes' is included",
      'invalid_input',
      'by select in a way that allows it: add notes(...)',
    ],
    [400, 'PGRST123', 'Use of aggregate functions is not allowed', null, 'invalid_input', 'count without brackets'],
    [
      400,
      'PGRST124',
      'Query result exceeds max-affected preference constraint',
      null,
      'conflict',
      'more rows match by now',
    ],
    [
      400,
      'PGRST200',
      "Could not find a relationship between 'tickets' and 'note' in the schema cache",
      "Perhaps you meant 'notes' instead of 'note'.",
      'invalid_input',
      'there is notes',
    ],
    [
      300,
      'PGRST201',
      "Could not embed because more than one relationship was found for 'tickets' and 'users'",
      "Try changing 'users' to one of the following: 'users!author', 'users!owner'. Find the desired relationship in the 'details' key.",
      'invalid_input',
      'name one: users!author, users!owner',
    ],
    [
      404,
      'PGRST202',
      'Could not find the function public.close(day) in the schema cache',
      'Perhaps you meant to call the function public.close(days, hours)',
      'not_found',
      'there is close(days, hours)',
    ],
    [
      300,
      'PGRST203',
      'Could not choose the best candidate function between: public.close(a => integer), public.close(a => text)',
      null,
      'invalid_input',
      'several functions close',
    ],
    [
      400,
      'PGRST204',
      "Could not find the 'titel' column of 'tickets' in the schema cache",
      null,
      'invalid_input',
      'tickets has no column titel',
    ],
    [
      404,
      'PGRST205',
      "Could not find the table 'public.ticket' in the schema cache",
      "Perhaps you meant the table 'public.tickets'",
      'not_found',
      'there is tickets',
    ],
    [500, 'PGRST300', 'Server lacks JWT secret', null, 'unavailable', "set the project's JWT secret"],
    [401, 'PGRST301', 'No suitable key or wrong key type', null, 'unauthenticated', 'does not accept the access token'],
    [401, 'PGRST301', 'JWT expired', null, 'unauthenticated', 'has expired'],
    [401, 'PGRST302', 'Anonymous access is disabled', null, 'unauthenticated', 'SUPABASE_EMAIL'],
    [401, 'PGRST303', 'JWT expired', null, 'unauthenticated', 'has expired'],
    [401, 'PGRST303', 'JWT issued at future', null, 'unauthenticated', 'not valid yet'],
    [401, 'PGRST303', 'JWT not in audience', null, 'unauthenticated', 'does not accept the access token'],
    [400, 'PGRST199', 'Something new, says <a stranger>', null, 'invalid_input', 'PostgREST calls it PGRST199'],
    [
      500,
      'PGRST112',
      'response.status guc must be a valid status code',
      null,
      'unknown_outcome',
      'after it had done its work',
    ],
    [500, 'PGRSTX00', 'Something inside', null, 'unknown_outcome', 'may or may not have happened'],
  ])('%i %s "%s" is explained', async (status, code, message, hint, expected, told) => {
    const error = await refused(status, { code, message, hint });

    expect(error).toMatchObject({ code: expected, message: expect.stringContaining(told), writes: 1 });
    expect(error.message).not.toContain('stranger');
  });
});

describe('what PostgreSQL refuses', () => {
  test.each([
    [500, 'P0002', 'no ticket 7', 'not_found', 'nothing was changed; in its words: "no ticket 7"'],
    [500, '55000', 'cannot update view "totals"', 'invalid_input', 'through totals, a view; write to the table'],
    [400, '42809', 'cannot change materialized view "sums"', 'invalid_input', 'through sums, a view'],
    [400, '22P02', 'malformed array literal: "a"', 'invalid_input', 'a list is written as one: ["...", "..."]'],
    [400, '22P02', 'malformed range literal: "5"', 'invalid_input', 'a range is written as a text, such as "[1,5)"'],
    [400, '22P02', 'invalid input syntax for type json', 'invalid_input', 'stands in quotes of its own: "\\"open\\""'],
    [400, '23502', 'null value in column "Näme des Kunden" of relation "x"', 'invalid_input', 'Näme des Kunden needs'],
    [500, 'P0004', 'assertion failed', 'invalid_input', 'nothing was changed'],
    [402, 'PT402', 'Payment Required', 'forbidden', 'in its words: "Payment Required"'],
    [419, 'quota', 'Page expired', 'invalid_input', 'in its words: "Page expired"'],
    [400, '21000', 'UPDATE requires a WHERE clause', 'invalid_input', 'name filters'],
    [
      500,
      '21000',
      'more than one row returned by a subquery used as an expression',
      'invalid_input',
      'several rows where one',
    ],
    [401, '22023', 'role "clerk" does not exist', 'unauthenticated', 'names a role'],
    [400, '22012', 'division by zero', 'invalid_input', 'does not fit'],
    [
      500,
      '42P17',
      'infinite recursion detected in policy for relation "tickets"',
      'forbidden',
      'policy of tickets refers to itself',
    ],
    [500, '40001', 'could not serialize access', 'conflict', 'read the rows again'],
    [500, '55P03', 'could not obtain lock', 'conflict', 'locked'],
    [500, '57014', 'canceling statement due to statement timeout', 'timeout', 'longer than the database allows'],
    [503, '53300', 'too many connections', 'unavailable', 'no connections left'],
    [503, '08006', 'server closed the connection', 'unknown_outcome', 'connection to the database was lost'],
    [500, '40003', 'statement completion unknown', 'unknown_outcome', 'may or may not have happened'],
    [400, 'ZZ123', 'something new', 'invalid_input', 'state ZZ123'],
  ])('%i %s "%s" is undone unless the connection went, and says so', async (status, code, message, expected, told) => {
    const error = await refused(status, { code, message });

    expect(error).toMatchObject({ code: expected, message: expect.stringContaining(told), writes: 1 });
  });

  test('is not believed of an edge function, which may have done more than that', async () => {
    const project = createProject({
      'POST /functions/v1/digest': () => refusal(500, { code: '23505', message: 'x', details: null, hint: null }),
    });

    const error = await project.fail('call_edge_function', { function_name: 'digest', payload: {} });

    expect(error).toMatchObject({ code: 'unknown_outcome' });
  });
});
