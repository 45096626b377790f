import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { builtServer } from './clinic.ts';

const exec = promisify(execFile);
const own = resolve(import.meta.dirname, '..');
const path = [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
let folder: string;
let script: string;

beforeAll(async () => {
  assert.ok(existsSync(join(own, 'dist', 'index.js')), 'packages/cli is not built: run `pnpm build`');
  folder = mkdtempSync(join(tmpdir(), 'bizmcp-packed-'));
  mkdirSync(join(folder, 'home'));
  const words = ['pack', own, '--ignore-scripts', '--pack-destination', folder];
  await exec('npm', words, { cwd: folder, env: { PATH: path, HOME: folder } });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  await exec('tar', ['-xzf', join(folder, tarball), '-C', folder]);
  script = join(folder, 'package', 'dist', 'index.js');
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the unpacked command with nothing around it but an empty home. */
async function run(...words: string[]) {
  return runIn({}, ...words);
}

async function runIn(variables: Record<string, string>, ...words: string[]) {
  const home = join(folder, 'home');
  const options = { cwd: home, env: { PATH: path, HOME: home, ...variables } };
  return exec(process.execPath, [script, ...words], options).then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
}

describe('the packed command', () => {
  test('needs nothing beside itself, and names whose code is in it', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package', 'package.json'), 'utf8'));

    assert.equal(manifest.dependencies, undefined);
    assert.match(readFileSync(script, 'utf8'), /^#!\/usr\/bin\/env node\n/);
    const notice = readFileSync(join(folder, 'package', 'dist', 'NOTICE'), 'utf8');
    for (const name of ['@modelcontextprotocol/client', '@clack/prompts', 'jsonc-parser', 'toml-eslint-parser', 'zod'])
      assert.ok(notice.includes(`\n${name} `), name);
  });

  test('reads policies, their expected decisions and the state of many machines with what is bundled for that', async () => {
    const policy = join(folder, 'policy.yaml');
    const expected = join(folder, 'expected.yaml');
    writeFileSync(policy, 'version: 1\npresets: [sales]\ndefault_role: sales\n');
    const fixture = '{ title: sales may search, role: sales, tool: hubspot.search_objects, expect: deny }';
    writeFileSync(expected, `fixtures:\n  - ${fixture}\n`);

    const check = await run('policy', 'check', policy);
    const tried = await run('policy', 'test', policy, expected);
    const states = await Promise.all(
      ['redis', 'postgres'].map((kind) => runIn({ BIZMCP_STATE: `${kind}://127.0.0.1:9/0` }, 'approvals', 'list')),
    );

    assert.match(check.stdout, /^usable: 0 errors, 0 warnings/);
    assert.match(tried.stdout, /^FAIL sales may search\n {7}outcome: expected deny, decided allow\n/);
    for (const { stderr } of states) assert.match(stderr, /can't be used: connect ECONNREFUSED/);
  });

  test('runs list and doctor in a clean home, and leaves it clean', async () => {
    const list = await run('list');
    const doctor = await run('doctor', '--json');

    assert.deepEqual([list.code, list.stderr], [0, `To run bizmcp here: node ${script}\n`]);
    assert.match(list.stdout, /^hubspot +HubSpot/m);
    assert.deepEqual([doctor.code, doctor.stderr], [0, '']);
    assert.deepEqual(JSON.parse(doctor.stdout), { node: process.versions.node, entries: [], findings: [] });
    assert.deepEqual(readdirSync(join(folder, 'home')), []);
  });

  test('examines and calls a server with the client that is in it', async () => {
    const from = dirname(dirname(dirname(builtServer('hello'))));

    const called = await run('call', 'hello', 'health_check', '--sandbox', '--from', from);
    const shown = await run('inspect', 'hello', 'list_notes', '--sandbox', '--from', from);
    const added = await run('add', 'hello', '--client', 'claude-code', '--sandbox', '--from', from);
    const examined = await run('doctor');

    assert.deepEqual([called.code, JSON.parse(called.stdout).status], [0, 'healthy']);
    assert.match(shown.stdout, /^ {2}limit {2}integer, 1 to 100, default 25$/m);
    assert.equal(added.code, 0, added.stderr);
    assert.match(examined.stdout, /ok +hello .*2025-11-25 \d+ ms; 2026-07-28 \d+ ms/, examined.stdout);
    assert.deepEqual([examined.code, examined.stderr], [0, '']);
  });

  test('loads a command when it is run: the help has all of them', async () => {
    const { stdout } = await run('--help');
    const { stdout: help } = await run('audit', 'verify', '--help');

    for (const name of ['init', 'doctor', 'call', 'inspect', 'audit verify'])
      assert.match(stdout, new RegExp(`^  ${name} +\\w`, 'm'));
    assert.match(help, /^bizmcp audit verify - /);
    assert.equal((await run('audit', 'verify', '--wrong')).code > 0, true);
  });

  test('says to an old Node.js which one it needs', async () => {
    const disguise = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"20.11.1"}})';

    const failure: { code: number; stderr: string } = await exec(process.execPath, ['--import', disguise, script]).then(
      () => assert.fail('it ran'),
      (error) => error,
    );

    assert.equal(failure.code, 2);
    assert.match(failure.stderr, /^bizmcp needs Node\.js 22\.18 or newer; this is 20\.11\.1/);
  });
});
