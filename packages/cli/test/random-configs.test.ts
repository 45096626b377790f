import assert from 'node:assert/strict';
import {
  chmodSync,
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
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { CliError } from '../src/cli-error.ts';
import type { ConfigFormat, ConfigObject } from '../src/config-edit/config-format.ts';
import { editConfig } from '../src/config-edit/edit-config.ts';
import { startRun } from '../src/config-edit/edit-run.ts';
import { jsonFormat } from '../src/config-edit/json-format.ts';
import { tomlFormat } from '../src/config-edit/toml-format.ts';
import { undoNewestRun } from '../src/config-edit/undo.ts';
import { yamlFormat } from '../src/config-edit/yaml-format.ts';
import { type RandomConfig, randomConfig } from './random-config.ts';

const formats: Record<RandomConfig['extension'], [format: ConfigFormat, container: string]> = {
  json: [jsonFormat, 'mcpServers'],
  toml: [tomlFormat, 'mcp_servers'],
  yaml: [yamlFormat, 'extensions'],
};
const value = { command: 'npx', args: ['-y', '@bizmcp/hubspot'], env: { TOKEN: '$TOKEN' } };

function isIn(text: string, part: string): boolean {
  let found = 0;
  for (const character of text) if (character === part[found]) found += 1;
  return found === part.length;
}

async function tryConfig(root: string, seed: number): Promise<'kept' | 'refused'> {
  const config = randomConfig(seed);
  const folder = join(root, String(seed));
  const own = join(root, `own-${seed}`);
  mkdirSync(folder);
  const real = join(folder, `real.${config.extension}`);
  const path = config.traits.has('link') ? join(folder, 'link') : real;
  writeFileSync(real, config.text, { mode: 0o640 });
  if (path !== real) symlinkSync(real, path);
  if (config.traits.has('read-only')) chmodSync(real, 0o440);
  const [format, container] = formats[config.extension];
  const names = config.traits.has('two writers') ? ['one', 'two'] : ['one'];
  const edit = (name: string, kind: 'set' | 'remove') =>
    editConfig(
      {
        path,
        format,
        newMode: 0o600,
        changesFor: () => [
          kind === 'set' ? { kind, path: [container, name], value } : { kind, path: [container, name] },
        ],
      },
      { folder: own, record: startRun(own, kind, new Date()) },
    );
  const isRefused = config.data === undefined || config.traits.has('read-only');
  if (config.data === undefined || isRefused) {
    await assert.rejects(
      edit('one', 'set'),
      (error) => error instanceof CliError && /left as it is/.test(error.message),
    );
    assert.equal(readFileSync(real, 'utf8'), config.text);
    assert.deepEqual(
      readdirSync(folder).sort(),
      path === real ? [`real.${config.extension}`] : ['link', `real.${config.extension}`],
    );
    return 'refused';
  }
  await Promise.all(names.map((name) => edit(name, 'set')));
  const added = readFileSync(real, 'utf8');
  const expected: ConfigObject = structuredClone(config.data);
  expected[container] = { ...Object(expected[container]), ...Object.fromEntries(names.map((name) => [name, value])) };
  // Without changing it in any way, the new text still has the old one's every character in order.
  assert.ok(isIn(added, config.text), `seed ${seed} lost text`);
  assert.deepEqual(format.read(added.replace(/^\uFEFF/, '')).data, expected, `seed ${seed}`);
  assert.equal(/(?<!\r)\n/.test(added), !config.traits.has('CRLF'), `seed ${seed} mixes line ends`);
  assert.equal(statSync(real).mode & 0o777, 0o640);
  assert.equal(lstatSync(path).isSymbolicLink(), config.traits.has('link'));
  if (names.length === 1) {
    await undoNewestRun(own);
    assert.equal(readFileSync(real, 'utf8'), config.text);
    await edit('one', 'set');
  }
  for (const name of names) await edit(name, 'remove');
  const { data } = format.read(readFileSync(real, 'utf8').replace(/^\uFEFF/, ''));
  const left = { ...data, [container]: data[container] ?? {} };
  assert.deepEqual(left, { ...config.data, [container]: config.data[container] ?? {} }, `seed ${seed} after remove`);
  return 'kept';
}

describe('1,000 random configurations', () => {
  test('nothing of them is lost, or they are refused and untouched', { timeout: 300_000 }, async () => {
    const root = mkdtempSync(join(tmpdir(), 'bizmcp-configs-'));
    const outcomes = { kept: 0, refused: 0 };

    for (let seed = 1; seed <= 1000; seed += 1) outcomes[await tryConfig(root, seed)] += 1;

    rmSync(root, { recursive: true });
    assert.ok(outcomes.kept > 700 && outcomes.refused > 100, JSON.stringify(outcomes));
  });

  test('what another program writes in the middle of an edit is kept', async () => {
    const root = mkdtempSync(join(tmpdir(), 'bizmcp-writer-'));
    const path = join(root, 'settings.json');
    writeFileSync(path, '{"theirs": 1}');
    let reads = 0;
    const changesFor = () => {
      reads += 1;
      if (reads === 1) writeFileSync(path, '{"theirs": 2}');
      return [{ kind: 'set' as const, path: ['ours'], value: 1 }];
    };

    await editConfig(
      { path, format: jsonFormat, newMode: 0o600, changesFor },
      { folder: join(root, 'own'), record: startRun(root, 'add', new Date()) },
    );

    assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), { theirs: 2, ours: 1 });
    assert.equal(reads, 2);
    rmSync(root, { recursive: true });
  });
});
