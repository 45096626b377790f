import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getMcpConfigForManifest } from '@anthropic-ai/mcpb/browser';
import { clientEras, connectStdioClient } from '@bizmcp/testkit';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { namesInFolder } from '../src/surroundings.ts';

const servers = join(import.meta.dirname, '..', '..', '..', 'servers');
const mcpb = join(dirname(fileURLToPath(import.meta.resolve('@anthropic-ai/mcpb'))), 'cli', 'cli.js');
let folder: string;

async function pack(line: string) {
  const surroundings = {
    platform: 'linux' as const,
    environment: {},
    home: folder,
    folder,
    namesIn: namesInFolder,
  };
  const { output, errors, exitCode } = await runCli(['pack', ...line.split(' '), '--json'], {
    surroundings,
    now: new Date(),
    person: undefined,
    screen: { columns: 80, hasColour: false },
    write: () => undefined,
  });
  return { ...JSON.parse(output), errors, exitCode };
}

function readJson(...path: string[]) {
  return JSON.parse(readFileSync(join(...path), 'utf8'));
}

/** What a client hands to a server: each option that a person has set or that has a default. */
function environmentOf(env: Record<string, string>, config: Record<string, { default?: unknown }>, chosen: object) {
  const given = { ...Object.fromEntries(Object.entries(config).map(([key, one]) => [key, one.default])), ...chosen };
  const values = new Map<string, unknown>(Object.entries(given));
  const entries = Object.entries(env).map(([name, text]) => [
    name,
    text.replace(/\$\{user_config\.(\w+)\}/, (_, key: string) => String(values.get(key) ?? '')),
  ]);
  return {
    ...Object.fromEntries(entries),
    NODE_COMPILE_CACHE: join(folder, 'cache'),
    BIZMCP_HOME: join(folder, 'state'),
  };
}

/** The built template as a project of its own, changed. */
function project(
  name: string,
  change: { manifest?: object; files?: Record<string, string>; without?: string },
): string {
  const own = join(folder, name);
  mkdirSync(own);
  for (const part of ['surface.json', 'dist'])
    cpSync(join(servers, 'hello', part), join(own, part), { recursive: true });
  writeFileSync(
    join(own, 'package.json'),
    JSON.stringify({ ...readJson(servers, 'hello', 'package.json'), ...change.manifest }),
  );
  writeFileSync(join(own, 'LICENSE'), 'MIT License');
  for (const [path, text] of Object.entries(change.files ?? {})) writeFileSync(join(own, path), text);
  if (change.without !== undefined) rmSync(join(own, change.without), { recursive: true });
  return own;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bizmcp-pack-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the npm package', () => {
  test('has the program, its documents and nothing that runs or is fetched where it is installed', async () => {
    const { packages } = await pack(`hello --as npm --from ${servers} --out npm`);

    const [{ path }] = packages;
    execFileSync('tar', ['xzf', path, '-C', folder]);
    const listed = execFileSync('tar', ['tzf', path], { encoding: 'utf8' }).trim().split('\n').sort();
    const program = ['index.js', 'runtime.js', 'server.js', 'start.js'].map((name) => `package/dist/${name}`);
    const documents = ['LICENSE', 'NOTICE', 'README.md', 'package.json', 'server.json'].map(
      (name) => `package/${name}`,
    );
    assert.deepEqual(listed, [...program, ...documents].sort());
    const manifest = readJson(folder, 'package', 'package.json');
    for (const field of ['dependencies', 'devDependencies', 'scripts']) assert.equal(manifest[field], undefined);
    assert.equal(readJson(folder, 'package', 'server.json').name, manifest.mcpName);
    const [bin = ''] = Object.values<string>(manifest.bin);
    assert.equal(
      execFileSync(join(folder, 'package', bin), ['--version'], { encoding: 'utf8' }).trim(),
      manifest.version,
    );
  });
});

describe('the MCP bundle', () => {
  let unpacked: string;
  beforeAll(async () => {
    const { packages } = await pack(`hello --as mcpb --from ${servers} --out mcpb`);
    unpacked = join(folder, 'unpacked');
    execFileSync(process.execPath, [mcpb, 'unpack', packages[0].path, unpacked]);
  });

  test('is valid to the packer of the format, with icon, licence, notice and README', () => {
    execFileSync(process.execPath, [mcpb, 'validate', join(unpacked, 'manifest.json')], { stdio: 'pipe' });
    for (const name of ['icon.png', 'LICENSE', 'NOTICE', 'README.md'])
      assert.ok(existsSync(join(unpacked, name)), name);
  });

  /** How an application starts the bundle, by the packer's own reading of the manifest. */
  async function startOf(userConfig: Record<string, boolean>) {
    const manifest = readJson(unpacked, 'manifest.json');
    const places = { extensionPath: unpacked, systemDirs: {}, pathSeparator: '/' };
    const start = await getMcpConfigForManifest({ manifest, userConfig, ...places });
    const [script = ''] = start?.args ?? [];
    return { script, env: { ...start?.env, BIZMCP_HOME: join(folder, 'state') } };
  }

  test.each(clientEras)('answers a client of %s, on the sandbox when its option says so', async (era) => {
    const client = await connectStdioClient({ ...(await startOf({ sandbox: true })), era });

    const names = (await client.listTools()).map(({ name }) => name);
    const { isError, value } = await client.callTool('list_notes', {});
    await client.close();
    assert.deepEqual(
      names,
      readJson(unpacked, 'manifest.json').tools.map((tool: { name: string }) => tool.name),
    );
    assert.equal(isError, false, JSON.stringify(value));
  });

  test('starts with no option set, and its tools say what is missing', async () => {
    const client = await connectStdioClient({ ...(await startOf({})), era: 'auto' });

    const { isError, text } = await client.callTool('list_notes', {});
    await client.close();
    assert.equal(isError, true);
    assert.match(text, /set HELLO_TOKEN/);
  });
});

describe('the plugin and the marketplace', () => {
  test('a plugin brings program, options and skill, and starts from its own folder', async () => {
    const { packages } = await pack(`hello --as plugin --from ${servers} --out plugins`);

    const root = packages[0].path;
    const { userConfig, mcpServers } = readJson(root, '.claude-plugin', 'plugin.json');
    const { args, env } = mcpServers.hello;
    const script = args[0].replace(`\${CLAUDE_PLUGIN_ROOT}`, root);
    const client = await connectStdioClient({
      script,
      env: environmentOf(env, userConfig, { sandbox: true }),
      era: 'auto',
    });
    const { isError } = await client.callTool('list_notes', {});
    await client.close();
    assert.equal(isError, false);
    assert.ok(existsSync(join(root, 'skills', 'hello', 'SKILL.md')));
  });

  test('a marketplace offers the plugins that stand beside it, and is replaced by the next', async () => {
    const line = `hello --marketplace --from ${servers} --out catalog`;
    await pack(line);
    writeFileSync(join(folder, 'catalog', 'plugins', 'hello', 'left-over.txt'), '');

    const { packages } = await pack(line);

    const root = packages[0].path;
    const { plugins } = readJson(root, '.claude-plugin', 'marketplace.json');
    assert.deepEqual(
      plugins.map(({ source }: { source: string }) => source),
      ['./plugins/hello'],
    );
    assert.equal(readJson(root, plugins[0].source, '.claude-plugin', 'plugin.json').name, 'hello');
    assert.equal(existsSync(join(root, 'plugins', 'hello', 'left-over.txt')), false);
    assert.deepEqual(
      namesInFolder(folder).filter((name) => name.startsWith('.pack-')),
      [],
    );
  });

  test('a folder that is something else is left as it is', async () => {
    mkdirSync(join(folder, 'mine', 'hello'), { recursive: true });
    writeFileSync(join(folder, 'mine', 'hello', 'diary.txt'), 'Dear diary');

    const { error, exitCode } = await pack(`hello --as plugin --from ${servers} --out mine`);

    assert.equal(exitCode, 1);
    assert.match(error.message, /not an earlier result/);
    assert.deepEqual(namesInFolder(join(folder, 'mine')), ['hello']);
    assert.equal(readFileSync(join(folder, 'mine', 'hello', 'diary.txt'), 'utf8'), 'Dear diary');
  });
});

describe('a project of somebody else', () => {
  test('is packed from its folder, without an icon where it has none', async () => {
    project('own', {
      manifest: { name: 'own-notes', description: 'Notes', mcpName: undefined, repository: undefined },
    });

    const { packages } = await pack('./own --as plugin --out from-own');

    assert.equal(readJson(packages[0].path, '.claude-plugin', 'plugin.json').author.name, 'own-notes');
    assert.equal(existsSync(join(packages[0].path, 'icon.png')), false);
  });

  test('brings its own commands and skills, which come before the generated one', async () => {
    const own = project('with-parts', {});
    for (const part of ['commands', 'skills/hello']) mkdirSync(join(own, part), { recursive: true });
    writeFileSync(join(own, 'commands', 'close-day.md'), 'Close the day.');
    writeFileSync(join(own, 'skills', 'hello', 'SKILL.md'), 'By hand.');

    const { packages } = await pack('./with-parts --as plugin --out from-parts');

    const read = (...path: string[]) => readFileSync(join(packages[0].path, ...path), 'utf8');
    assert.equal(read('commands', 'close-day.md'), 'Close the day.');
    assert.equal(read('skills', 'hello', 'SKILL.md'), 'By hand.');
  });

  test.each([
    ['no-build', { without: 'dist' }, /has no dist\/index\.js/],
    ['old-build', { manifest: { version: '9.9.9' } }, /was built as 0\.\d+\.\d+, and is 9\.9\.9 now/],
    ['broken-build', { files: { 'dist/index.js': 'nonsense(' } }, /does not start/],
    ['dependent', { manifest: { dependencies: { zod: '^4.0.0' } } }, /has dependencies/],
    ['wordy', { manifest: { description: 'x'.repeat(101) } }, /package\.json can't be packed: description/],
    ['no-surface', { files: { 'surface.json': '{}' } }, /surface\.json can't be packed/],
    ['no-json', { files: { 'surface.json': '{' } }, /is no JSON/],
    ['no-licence', { without: 'LICENSE' }, /has no LICENSE/],
  ])('is refused with the reason: %s', async (name, change, reason) => {
    project(name, change);

    const { error, exitCode } = await pack(`./${name} --as npm --out refused`);

    assert.equal(exitCode, 1);
    assert.match(error.message, reason);
    assert.deepEqual(namesInFolder(join(folder, 'refused')), []);
  });
});

test.each([
  ['hello', 'Say what to make'],
  ['hello --as plugin --marketplace', 'Say what to make'],
  ['hello --as zip', 'There is no package "zip"'],
  ['--as npm', 'No server was named'],
  ['nowhere --as npm', 'There is no server "nowhere" here'],
])('`pack %s` says what is wrong', async (line, words) => {
  const { error } = await pack(line);

  assert.ok(error.message.startsWith(words), error.message);
});
