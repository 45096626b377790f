import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, test } from 'vitest';
import { kubernetesFiles } from '../src/deploy/kubernetes-files.ts';
import { fileOf, hello, inFolder, plan, until } from './deploy-bench.ts';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

describe('the bridge of Kubernetes, on loopback', { timeout: 90_000 }, () => {
  test.each(['legacy', 'auto'] as const)(
    'asks the user through HTTP, and shares no process between clients (%s)',
    (mode) =>
      withBridge(async (url) => {
        const [one, two] = await Promise.all([clientOf(url, mode), clientOf(url, mode)]);

        const written = await one.client.callTool({ name: 'create_note', arguments: { text: 'over the bridge' } });

        assert.equal(written.isError ?? false, false);
        assert.deepEqual([one.asked(), two.asked()], [1, 0]);
        // The sandbox's notes are in the memory of its process: of a session in the older era, of a request in the newer.
        const seen = [await countNotes(one.client), await countNotes(two.client)];
        assert.deepEqual(seen, mode === 'legacy' ? [1, 0] : [0, 0]);
        await Promise.all([one.client.close(), two.client.close()]);
      }),
  );

  test('is ready while a session opens, alive while it answers, and logs no message', () =>
    withBridge(async (url, { folder, log, end }) => {
      const script = join(folder, 'readiness.mjs');
      writeFileSync(script, fileOf(kubernetesFiles(plan), 'readiness.mjs'));
      const isReady = () =>
        run(process.execPath, [script, url]).then(
          () => true,
          () => false,
        );

      assert.equal(await isReady(), true);
      assert.equal((await fetch(new URL('/healthz', url))).status, 200);
      const { client } = await clientOf(url, 'legacy');
      await client.callTool({ name: 'list_notes', arguments: { contains: 'bread' } });
      await client.close();
      assert.doesNotMatch(log(), /bread|note_id/);
      await end();
      assert.equal(await isReady(), false);
    }));
});

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : assert.fail('no port');
}

interface Bridge {
  folder: string;
  log(): string;
  end(): Promise<void>;
}

/** Runs the entry point and command of the image, with its folders and its port where they are here. */
function withBridge(act: (url: string, bridge: Bridge) => Promise<void>): Promise<void> {
  return inFolder(async (folder, environment) => {
    const port = await freePort();
    const dockerfile = fileOf(kubernetesFiles(plan), 'Dockerfile');
    const words = ['ENTRYPOINT', 'CMD'].flatMap((name): string[] =>
      JSON.parse(new RegExp(`^${name} (.*)$`, 'm').exec(dockerfile)?.[1] ?? '[]'),
    );
    const gateway = require.resolve('supergateway/package.json');
    const [program = '', ...args] = words.map((word) =>
      word
        .replace('/bridge/node_modules/supergateway/package.json', gateway)
        .replace('/bridge/node_modules/supergateway', join(gateway, '..'))
        .replace('/app/dist/index.js', `${join(hello, 'dist', 'index.js')} --sandbox`)
        .replace('/proc/1/', '/proc/$PPID/')
        .replace(/^8080$/, String(port)),
    );
    const child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const heard: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => heard.push(String(chunk)));
    const url = `http://127.0.0.1:${port}/mcp`;
    try {
      await until(() =>
        fetch(new URL('/healthz', url)).then(
          () => true,
          () => false,
        ),
      );
      await act(url, { folder, log: () => heard.join(''), end: () => ended(child) });
    } finally {
      await ended(child);
    }
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function countNotes(client: Client): Promise<number> {
  const { structuredContent } = await client.callTool({
    name: 'list_notes',
    arguments: { contains: 'over the bridge' },
  });
  return JSON.stringify(structuredContent).split('"note_id"').length - 1;
}

async function clientOf(url: string, mode: 'legacy' | 'auto') {
  let asked = 0;
  const negotiation = mode === 'auto' ? { versionNegotiation: { mode } } : {};
  const client = new Client(
    { name: 'test', version: '1' },
    { capabilities: { elicitation: { form: {} } }, ...negotiation },
  );
  client.setRequestHandler('elicitation/create', async () => {
    asked += 1;
    return { action: 'accept' as const, content: { confirm: true, approve: true, approved: true } };
  });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return { client, asked: () => asked };
}
