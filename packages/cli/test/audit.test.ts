import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { morning, writeMorning } from './morning-trail.ts';
import { inOperatorHome } from './operator-home.ts';

describe('audit verify', () => {
  test('takes the trail of this machine, and its exit codes say what became of it', () =>
    inOperatorHome(async ({ trail, run }) => {
      const before = await run(['audit', 'verify']);
      await writeMorning(trail);
      const intact = await run(['audit', 'verify']);
      const asJson = await run(['audit', 'verify', '--json']);
      const [first = ''] = readdirSync(trail).sort();
      writeFileSync(join(trail, first), readFileSync(join(trail, first), 'utf8').replace('sam', 'eve'));
      const tampered = await run(['audit', 'verify']);
      const elsewhere = await run(['audit', 'verify', '.']);

      assert.deepEqual([before.exitCode, elsewhere.exitCode], [3, 3]);
      assert.match(elsewhere.output, /^UNREADABLE: [\s\S]*There is no audit trail in this folder/);
      assert.match(before.errors, /^There is no audit trail in \S+\.\nA server begins one at its first call\./);
      assert.deepEqual([intact.exitCode, intact.output.split('\n')[0]], [0, 'intact: 5 segments, 20 records']);
      assert.deepEqual(JSON.parse(asJson.output), {
        ...{ folder: trail, exitCode: 0, segments: 5, records: 20, unanchored: 0, findings: [] },
      });
      assert.equal(tampered.exitCode, 1);
      assert.match(tampered.output, /^TAMPERED: .*\n[\s\S]*! tampered hubspot\.[\s\S]*its hash is/);
    }));

  test('holds a copy against a public key and checkpoints from elsewhere', () =>
    inOperatorHome(async ({ home, trail, run }) => {
      await writeMorning(trail);
      await writeMorning(join(home, 'other', 'audit'));
      const keyOf = (folder: string) => join(folder, readdirSync(folder).find((name) => name.endsWith('.pub')) ?? '');
      const own = keyOf(`${trail}-keys`);

      const trusted = await run([
        'audit',
        'verify',
        trail,
        '--pubkey',
        own,
        '--checkpoint',
        `${trail}-keys/anchors.log`,
      ]);
      const foreign = await run(['audit', 'verify', trail, '--pubkey', keyOf(join(home, 'other', 'audit-keys'))]);

      assert.deepEqual([trusted.exitCode, foreign.exitCode], [0, 1]);
    }));

  test.each([
    [['--nope'], /Unknown option '--nope'/],
    [['one', 'two'], /one word too many/],
    [['--pubkey', '/nowhere/key.pub'], /key\.pub can't be read/],
  ])('answers the wrong command line %j with 64, because 2 is an incomplete trail', (words, problem) =>
    inOperatorHome(async ({ run }) => {
      const { exitCode, errors } = await run(['audit', 'verify', ...words]);

      assert.equal(exitCode, 64);
      assert.match(errors, problem);
    }),
  );
});

describe('audit export', () => {
  test('writes a whole file for its user alone, and replaces none unasked', () =>
    inOperatorHome(async ({ home, trail, run }) => {
      await writeMorning(trail);
      const line = ['audit', 'export', '--format', 'csv', '--output', 'trail.csv'];
      const path = join(home, 'trail.csv');

      const first = await run(line);
      const text = readFileSync(path, 'utf8');
      const second = await run(line);

      assert.equal(first.output, `20 records as csv in ${path}\n`);
      assert.equal(statSync(path).mode & 0o777, 0o600);
      assert.equal(text.trimEnd().split('\n').length, 21);
      assert.equal(second.exitCode, 1);
      assert.match(second.errors, /is there already/);
      assert.equal((await run([...line, '--force'])).exitCode, 0);
      assert.deepEqual(
        readdirSync(home).filter((name) => name.startsWith('trail')),
        ['trail.csv'],
      );
    }));

  test.each([
    ['jsonl', 'ev'],
    ['ocsf', 'class_uid'],
    ['otel', 'attributes'],
  ])('gives %s to standard output and nothing else', (format, field) =>
    inOperatorHome(async ({ trail, run }) => {
      await writeMorning(trail);

      const { output, errors } = await run(
        ['audit', 'export', '--format', format, '--output', '-', '--tool', 'create_*', '--event', 'tool.outcome'],
        {},
      );

      const records = output
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      assert.equal(records.length, 3);
      assert.ok(records.every((record) => field in record));
      assert.equal(errors, `3 records as ${format}\n`);
    }),
  );

  test('leaves nothing behind where it cannot end', () =>
    inOperatorHome(async ({ home, run }) => {
      const { exitCode, errors } = await run(['audit', 'export', '--format', 'csv', '--output', 'trail.csv']);

      assert.equal(exitCode, 1);
      assert.match(errors, /There is no audit trail in/);
      assert.equal(existsSync(join(home, 'trail.csv')), false);
    }));
});

describe('audit retention', () => {
  const later = new Date(morning + 2_600 * 86_400_000);

  test('shows what is kept, and removes what is due after a yes', () =>
    inOperatorHome(async ({ trail, run }) => {
      await writeMorning(trail);

      const kept = await run(['audit', 'retention']);
      const unasked = await run(['audit', 'retention', '--apply'], { now: later });
      const refused = await run(['audit', 'retention', '--apply'], { now: later, isYes: false });
      assert.deepEqual([unasked.exitCode, refused.exitCode], [2, 1]);
      assert.equal(readdirSync(trail).length, 5);
      const applied = await run(['audit', 'retention', '--apply'], { now: later, isYes: true });

      expect(kept.output).toMatchInlineSnapshot(`
        "New records stay for 2555 days (7.0 years), or as the policy says; segments go whole.
        SERVER   SEGMENTS   SIZE  KEPT UNTIL  STATE
        hubspot         3  10 kB  2033-11-18  kept
        xero            2   8 kB  2033-11-18  kept
        "
      `);
      assert.match(applied.output, /5 of 5 segments that were due went/);
      assert.equal(readdirSync(trail).filter((name) => name.endsWith('.tombstone')).length, 5);
      assert.equal((await run(['audit', 'verify'])).exitCode, 0);
      assert.match((await run(['audit', 'query'])).output, /maria +bizmcp +retention\.purged/);
    }));

  test('a hold with a name keeps all until it is released, and both are on record', () =>
    inOperatorHome(async ({ trail, run }) => {
      await writeMorning(trail);

      const held = await run(['audit', 'retention', '--hold', 'case 7'], { now: later });
      const apply = await run(['audit', 'retention', '--apply', '--yes'], { now: later });
      const wrong = await run(['audit', 'retention', '--release', 'case 8']);
      const again = await run(['audit', 'retention', '--hold', 'case 7']);
      await run(['audit', 'retention', '--release', 'case 7'], { now: later });

      assert.match(held.output, /! hold "case 7" by maria since 2034-01-02 \d\d:\d\d: nothing goes/);
      assert.match(apply.output, /Nothing is due/);
      assert.match(wrong.errors, /There is no hold "case 8"\.\nHolds: case 7/);
      assert.match(again.errors, /already/);
      const { output } = await run(['audit', 'query', '--actor', 'maria']);
      assert.match(output, /maria +bizmcp +retention\.released case 7\n/);
      assert.match(output, /maria +bizmcp +retention\.held case 7\n/);
      assert.match((await run(['audit', 'retention', '--apply', '--yes'], { now: later })).output, /5 of 5 segments/);
    }));
});
