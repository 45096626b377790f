import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type Transport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { StdioClient } from '../stdio-client.ts';
import type { Check, Suite } from './check.ts';
import { isRecord } from './json.ts';
import { assertPure, builtScript, endOf, inTemporaryFolder, withClient, withProcess } from './launch.ts';
import { endChecks } from './stdio-end.ts';
import { firstExample, readsOf, type ServerTool, type Subject, toolsOf, writesOf } from './subject.ts';

/** How the built server starts and ends: without credentials, with wrong flags, alone in a folder, twice at once. */
export function stdioStartSuite(subject: Subject): Suite {
  const unset = (value: (name: string) => string | undefined) => () => withoutCredentials(subject, value);
  const checks: Check[] = [
    { title: 'starts without credentials and says what is missing', run: unset(() => undefined) },
    { title: 'takes an empty setting for none', run: unset(() => '') },
    { title: 'takes an unexpanded variable for none', run: unset((name) => `\${${name}}`) },
    { title: 'starts with a flag that it does not know and says so', run: () => withUnknownFlag(subject) },
    { title: 'shows and does no write with --read-only', run: () => readOnly(subject) },
    { title: 'prints help and version and ends well', run: () => printsHelpAndVersion(subject) },
    ...endChecks(subject),
    { title: 'answers hostile lines and lives on', run: () => survivesHostileLines(subject) },
    { title: 'runs from its dist folder alone', run: () => runsAlone(subject) },
    { title: 'runs twice at once, started as an SDK starts it', run: () => runsTwice(subject) },
  ];
  return { title: 'start and end', isConcurrent: true, checks };
}

async function withoutCredentials(subject: Subject, value: (name: string) => string | undefined): Promise<void> {
  const { surface } = subject;
  if (surface.credentials.length === 0) return;
  const settings = surface.credentials.flatMap((option) => option.settings.map((name) => [name, value(name)] as const));
  const env = Object.fromEntries(settings.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
  await withClient(subject, { env }, async ({ server }) => {
    assert.equal((await server.listTools()).length, surface.tools.length);
    for (const { tool } of toolsOf(subject)) {
      const message = await errorOf(server, tool, 'not_configured');
      for (const { settings: names, how } of surface.credentials) {
        for (const name of names) assert.ok(message.includes(name), `${tool.name} does not name ${name}: ${message}`);
        assert.ok(message.includes(how), `${tool.name} does not say how to get it: ${message}`);
      }
    }
    const { value: health } = await server.callTool('health_check', {});
    assert.equal(health.status, 'unhealthy', JSON.stringify(health));
    const [first = ''] = surface.credentials[0]?.settings ?? [];
    assert.ok(JSON.stringify(health).includes(first), `health_check does not name ${first}`);
  });
}

async function errorOf(client: StdioClient, tool: ServerTool, code: string): Promise<string> {
  const { isError, value, text } = await client.callTool(tool.name, firstExample(tool));
  assert.ok(isError && isRecord(value.error), `${tool.name} answered ${text}`);
  assert.equal(value.error.code, code, text);
  return String(value.error.message);
}

async function withUnknownFlag(subject: Subject): Promise<void> {
  const [read] = toolsOf(subject);
  if (!read) return;
  await withClient(subject, { args: ['--sandbox', '--nonsense'] }, async ({ server }) => {
    const names = (await server.listTools()).map((tool) => tool.name);
    assert.ok(names.includes('health_check'));
    const { value, text, isError } = await server.callTool(read.tool.name, firstExample(read.tool));
    assert.ok(isError && isRecord(value.error), 'a server that does not understand its flags must not go on as if');
    assert.ok(text.includes('--nonsense'), text);
    const health = await server.callTool('health_check', {});
    assert.equal(health.value.status, 'unhealthy', health.text);
  });
}

async function readOnly(subject: Subject): Promise<void> {
  await withClient(subject, { args: ['--sandbox', '--read-only'] }, async ({ server }) => {
    const names = (await server.listTools()).map((tool) => tool.name);
    for (const { tool } of writesOf(subject)) {
      assert.ok(!names.includes(tool.name), `${tool.name} is offered`);
      await errorOf(server, tool, 'forbidden');
    }
    for (const { tool } of readsOf(subject)) assert.ok(names.includes(tool.name), `${tool.name} is not offered`);
  });
}

async function printsHelpAndVersion(subject: Subject): Promise<void> {
  const manifest: unknown = JSON.parse(await readFile(join(subject.folder, 'package.json'), 'utf8'));
  assert.ok(isRecord(manifest));
  const help = await printed(subject, '--help');
  for (const { name } of subject.surface.settings) assert.ok(help.includes(name), `--help does not name ${name}`);
  for (const flag of ['--sandbox', '--read-only', '--check']) assert.ok(help.includes(flag), `--help lacks ${flag}`);
  assert.equal((await printed(subject, '--version')).trim(), manifest.version);
}

async function printed(subject: Subject, flag: string): Promise<string> {
  let text = '';
  await withProcess(subject, { args: [flag] }, async ({ server }) => {
    const { code } = await endOf(server);
    assert.equal(code, 0, `${flag} ended with ${code}: ${server.stderr}`);
    text = server.stdout;
  });
  return text;
}

async function survivesHostileLines(subject: Subject): Promise<void> {
  await withProcess(subject, { args: ['--sandbox'] }, async ({ server }) => {
    server.send('this is no JSON');
    server.send('[]');
    server.send('{"jsonrpc":"2.0","id":1,"method":"ping","id":2}');
    server.send('{"jsonrpc":"2.0","id":3,"method":"ping","params":{"__proto__":{"polluted":true}}}');
    server.send(`{"jsonrpc":"2.0","id":4,"method":"ping","params":{"padding":"${'x'.repeat(5_000_000)}"}}`);
    server.send('\uFEFF');
    const info = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'hostile', version: '1' } };
    server.send(JSON.stringify({ jsonrpc: '2.0', id: 'init', method: 'initialize', params: info }));

    const answer: unknown = JSON.parse(await server.lineWhere((line) => line.includes('"init"')));

    assert.ok(isRecord(answer) && isRecord(answer.result), `initialize failed: ${JSON.stringify(answer)}`);
    assertPure(server);
    const refused = server.lines.filter((line) => line.includes('"error"'));
    assert.equal(refused.length, 5, `each hostile line gets one answer, not: ${refused.join('\n')}`);
  });
}

async function runsAlone(subject: Subject): Promise<void> {
  builtScript(subject);
  const [read] = readsOf(subject);
  await inTemporaryFolder(async (folder) => {
    await cp(join(subject.folder, 'dist'), join(folder, 'dist'), { recursive: true });
    await withClient({ ...subject, folder }, { args: ['--sandbox'], cwd: folder }, async ({ server }) => {
      if (!read) return void (await server.listTools());
      const { isError, text } = await server.callTool(read.tool.name, firstExample(read.tool));
      assert.ok(!isError, text);
    });
  });
}

/** The v2 SDK starts a server a first time only to ask for its protocol, so two of them are four processes. */
async function runsTwice(subject: Subject): Promise<void> {
  const parameters = {
    command: process.execPath,
    args: [builtScript(subject), '--sandbox'],
    stderr: 'ignore' as const,
  };
  await inTemporaryFolder(async (home) => {
    const env = { PATH: process.env.PATH ?? '', HOME: home, BIZMCP_HOME: join(home, 'state') };
    const listed = await Promise.all([1, 2].map(() => listOnce(new StdioClientTransport({ ...parameters, env }))));
    for (const count of listed) assert.equal(count, subject.surface.tools.length);
  });
}

async function listOnce(transport: Transport): Promise<number> {
  const client = new Client({ name: 'testkit', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  try {
    await client.connect(transport);
    const { tools } = await client.listTools();
    await client.callTool({ name: 'health_check', arguments: {} });
    return tools.length;
  } finally {
    await client.close();
  }
}
