import assert from 'node:assert/strict';
import {
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, test } from 'vitest';
import { editConfig } from '../src/config-edit/edit-config.ts';
import { withEditLock } from '../src/config-edit/edit-lock.ts';
import { startRun } from '../src/config-edit/edit-run.ts';
import { jsonFormat } from '../src/config-edit/json-format.ts';
import { undoNewestRun } from '../src/config-edit/undo.ts';
import { inHome } from './home.ts';

async function inFolder(act: (path: string, folder: string) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'bizmcp-edits-'));
  const path = join(root, 'settings.json');
  writeFileSync(path, '{}');
  try {
    await act(path, join(root, 'own'));
  } finally {
    rmSync(root, { recursive: true });
  }
}

const nested = (depth: number) => `{"a": ${'['.repeat(depth)}${']'.repeat(depth)}}`;

const edit = (path: string, key: string) => ({
  ...{ path, format: jsonFormat, newMode: 0o600 },
  changesFor: () => [{ kind: 'set' as const, path: [key], value: 1 }],
});

describe('an edit', () => {
  test('of two runs at once that was written last is the first to be undone', () =>
    inFolder(async (path, folder) => {
      const early = startRun(folder, 'init', new Date());
      const late = startRun(folder, 'add', new Date(Date.now() + 60_000));
      await editConfig(edit(path, 'late'), { folder, record: late });
      await new Promise((resolve) => setTimeout(resolve, 5));
      await editConfig(edit(path, 'early'), { folder, record: early });

      assert.equal((await undoNewestRun(folder)).command, 'init');
      assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), { late: 1 });
      assert.equal((await undoNewestRun(folder)).command, 'add');
      assert.equal(readFileSync(path, 'utf8'), '{}');
    }));

  test('is added to the record of its run in one step, so that one cut short leaves what can be undone', () =>
    inFolder(async (path, folder) => {
      const record = startRun(folder, 'add', new Date());
      await editConfig(edit(path, 'first'), { folder, record });
      const [run = ''] = readdirSync(join(folder, 'edits'));
      const before = join(folder, 'before.json');
      linkSync(join(folder, 'edits', run, 'run.json'), before);

      await editConfig(edit(`${path}.other`, 'second'), { folder, record });

      assert.equal(JSON.parse(readFileSync(before, 'utf8')).edits.length, 1);
      assert.equal((await undoNewestRun(folder)).files.length, 2);
    }));

  test('is kept, with what stood in its file before, until thirty newer runs are', () =>
    inFolder(async (path, folder) => {
      for (let run = 0; run < 31; run += 1)
        await editConfig(edit(path, `run ${run}`), { folder, record: startRun(folder, 'add', new Date()) });

      assert.equal(readdirSync(join(folder, 'edits')).length, 30);
    }));

  test('that made a file is not undone by deleting what another bizmcp writes into it just then', () =>
    inFolder(async (path, folder) => {
      const made = `${path}.made`;
      await editConfig(edit(made, 'ours'), { folder, record: startRun(folder, 'add', new Date()) });

      const undone = withEditLock(folder, made, async () => {
        const waiting = undoNewestRun(folder);
        writeFileSync(made, '{"theirs": 1}');
        return { waiting };
      });

      await assert.rejects(async () => (await undone).waiting, /was changed just now by another program/);
      assert.equal(readFileSync(made, 'utf8'), '{"theirs": 1}');
    }));

  test.each<[what: string, put: (path: string) => void, problem: RegExp]>([
    ['a folder', (path) => mkdirSync(path), /is no ordinary file/],
    ['a file with a second name', (path) => linkSync(join(dirname(path), 'settings.json'), path), /has a second name/],
    ['a link to nothing', (path) => symlinkSync('nothing', path), /is a link to a file that does not exist/],
    ['a link to itself', (path) => symlinkSync(basename(path), path), /is a link that leads back to itself/],
    ['a read-only file', (path) => writeFileSync(path, '{}', { mode: 0o444 }), /is read-only/],
    [
      'a file without an end of lists',
      (path) => writeFileSync(path, nested(100_000)),
      /is nested too deeply\. It was left/,
    ],
    [
      'a file that only its reader can follow',
      (path) => writeFileSync(path, nested(2000)),
      /is nested too deeply\. It was left/,
    ],
    ['a file of UTF-16', (path) => writeFileSync(path, '\uFEFF{}', 'utf16le'), /is not UTF-8 text/],
  ])('leaves %s as it is', (_what, put, problem) =>
    inFolder(async (path, folder) => {
      const odd = join(dirname(path), 'odd.json');
      put(odd);
      const before = lstatSync(odd);

      const record = startRun(folder, 'add', new Date());
      await assert.rejects(editConfig(edit(odd, 'ours'), { folder, record }), problem);

      assert.deepEqual([lstatSync(odd).ino, lstatSync(odd).mtimeMs], [before.ino, before.mtimeMs]);
      assert.equal(existsSync(join(folder, 'edits')), false);
    }),
  );

  test('tells where the file is kept as it was, and keeps nothing of one that could not be written', () =>
    inFolder(async (path, folder) => {
      const record = startRun(folder, 'add', new Date());

      const { backup = '' } = await editConfig(edit(path, 'ours'), { folder, record });
      const made = await editConfig(edit(`${path}.made`, 'ours'), { folder, record });
      const refused = editConfig(edit('/proc/settings.json', 'ours'), { folder, record });

      assert.equal(readFileSync(backup, 'utf8'), '{}');
      assert.deepEqual([made.status, made.backup], ['created', undefined]);
      await assert.rejects(refused, /can't be written in its folder \(E\w+\)/);
      assert.deepEqual(
        (await undoNewestRun(folder)).files.map(({ status }) => status),
        ['restored', 'deleted'],
      );
    }));

  test('leaves a file to whom it belongs', () =>
    inFolder(async (path, folder) => {
      const { uid, gid } = statSync(path);
      // Only the superuser can give a file away.
      const owner = uid === 0 ? 65_534 : uid;
      chownSync(path, owner, owner === uid ? gid : owner);

      await editConfig(edit(path, 'ours'), { folder, record: startRun(folder, 'add', new Date()) });

      assert.match(readFileSync(path, 'utf8'), /ours/);
      assert.deepEqual([statSync(path).uid, statSync(path).gid], [owner, owner === uid ? gid : owner]);
    }));
});

test.each(['/proc/bizmcp', '/dev/null/bizmcp'])('nothing is changed where no state can be kept, as in %s', (state) =>
  inHome(async (home, run) => {
    const line = 'add hello --sandbox -c cursor --scope user --yes';

    const { exitCode, errors } = await run(line, { environment: { BIZMCP_HOME: state } });

    assert.deepEqual([exitCode, existsSync(join(home, '.cursor', 'mcp.json'))], [1, false]);
    assert.match(errors, /can't be used \(E\w+\)\.\nSee what it is, who owns it/);
  }),
);

test('an entry with a day of TOML is taken out, and put back where nobody has written the file since', () =>
  inHome(async (home, run) => {
    const path = join(home, '.codex/config.toml');
    await run('add hubspot --client codex --sandbox');
    const text = `${readFileSync(path, 'utf8')}added = 2026-05-05\n`;
    writeFileSync(path, text);

    await run('remove hubspot --client codex');
    writeFileSync(path, 'model = "x"\n');

    assert.match((await run('remove --undo')).errors, /changed since. Nothing was undone/);
    writeFileSync(path, '');
    assert.match((await run('remove --undo')).output, /^restored/m);
    assert.equal(readFileSync(path, 'utf8'), text);
  }));
