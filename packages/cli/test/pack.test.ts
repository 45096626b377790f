import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getMcpConfigForManifest } from '@anthropic-ai/mcpb/browser';
import { clientEras, connectStdioClient } from '@bizmcp/testkit';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { namesInFolder } from '../src/surroundings.ts';
import { packBench, readJson, servers } from './pack-bench.ts';

const mcpb = join(dirname(fileURLToPath(import.meta.resolve('@anthropic-ai/mcpb'))), 'cli', 'cli.js');
const { folder, pack, remove } = packBench();

afterAll(remove);

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
