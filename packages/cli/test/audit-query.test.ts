import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { widthOf } from '../src/screen/wrap.ts';
import { morning, writeMorning } from './morning-trail.ts';
import { inOperatorHome } from './operator-home.ts';

describe('audit query', () => {
  test('shows the newest first in 80 columns, with and without colour', () =>
    inOperatorHome(async ({ trail, run }) => {
      await writeMorning(trail);

      const { output } = await run(['audit', 'query']);
      const coloured = await run(['audit', 'query'], { hasColour: true });

      expect(output).toMatchInlineSnapshot(`
        "TIME (UTC)           WHO        SERVER   WHAT                    OUTCOME
        2026-11-20 08:05:00  kim        xero*    create_invoice          error unavaila…
        2026-11-20 08:04:00  aleksand…  xero*    search_bank_transacti…  ok
        2026-11-20 08:03:00  sam        hubspot  create_object           ok
        2026-11-20 08:02:00  sam        hubspot  create_object           denied approva…
        2026-11-20 08:01:00  sam        hubspot  search_objects          ok
        * in the sandbox: invented data
        "
      `);
      for (const line of output.split('\n')) assert.ok(widthOf(line) <= 80, line);
      const control = '\u001b';
      assert.ok(coloured.output.includes(`${control}[32mok${control}[39m`));
      assert.equal(coloured.output.replace(new RegExp(`${control}\\[\\d+m`, 'g'), ''), output);
    }));

  test.each([
    [['--effect', 'write', '--outcome', 'ok'], ['create_object']],
    [['--actor', 'kim'], ['create_invoice']],
    [['--principal', 'kim'], ['create_invoice']],
    [['--server', 'xero', '--effect', 'read'], ['search_bank_transactions_by_reference']],
    [['--tool', 'hubspot.create_*', '--limit', '1'], ['create_object']],
    [['--text', 'REQ-4711'], ['create_object']],
    [
      ['--since', '2026-11-20T08:04Z'],
      ['create_invoice', 'search_bank_transactions_by_reference'],
    ],
    [['--since', '2m'], ['create_invoice']],
    [['--until', '2026-11-19'], []],
    [
      ['--until', '2026-11-20', '--limit', '2'],
      ['create_invoice', 'search_bank_transactions_by_reference'],
    ],
  ])('finds by %j, a record a line', (words, tools) =>
    inOperatorHome(async ({ trail, run }) => {
      await writeMorning(trail);

      const { output, exitCode } = await run(['audit', 'query', ...words, '--json'], {
        now: new Date(morning + 400_000),
      });

      const lines = output.split('\n').filter(Boolean);
      assert.deepEqual(
        lines.map((line) => JSON.parse(line).record.what.tool),
        tools,
      );
      assert.equal(exitCode, 0);
    }),
  );

  test('goes on over a broken segment, says so and is not a success', () =>
    inOperatorHome(async ({ trail, run }) => {
      await writeMorning(trail);
      const [first = ''] = readdirSync(trail).sort();
      appendFileSync(join(trail, first), 'no record\n');

      const { output, errors, exitCode } = await run(['audit', 'query']);

      assert.equal(output.split('\n').filter(Boolean).length, 7);
      assert.match(errors, /1 lines are no records, the first of them line 5\n.*audit verify/);
      assert.equal(exitCode, 1);
    }));

  test('writes out what would move the cursor of a terminal', () =>
    inOperatorHome(async ({ trail, run }) => {
      await writeMorning(trail);
      const [first = ''] = readdirSync(trail).sort();
      const path = join(trail, first);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"principal":"sam"', '"principal":"\\u001b[2Jx"'));

      const { output } = await run(['audit', 'query', '--tool', 'search_objects']);

      assert.match(output, /\[U\+001B\]\[2Jx/);
    }));

  test.each([
    [['--since', 'yesterday'], /--since can't be read: "yesterday"/],
    [['--effect', 'writing'], /--effect takes no "writing"/],
    [['--limit', '0'], /--limit takes a number/],
    [['--actor', 'sam', '--principal', 'kim'], /are the same/],
  ])('refuses %j', (words, problem) =>
    inOperatorHome(async ({ run }) => {
      const { exitCode, errors } = await run(['audit', 'query', ...words]);

      assert.equal(exitCode, 2);
      assert.match(errors, problem);
    }),
  );
});
