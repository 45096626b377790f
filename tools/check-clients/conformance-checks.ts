import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import bridgePackage from '../../packages/cli/src/deploy/bridge/package.json' with { type: 'json' };
import { root } from '../docs/servers.ts';
import { installed, runAlone, type Workshop } from './client-program.ts';
import { type Verdict, verdictOf } from './verdict.ts';

const client = 'conformance suite';

/** The scenarios of the protocol's own suite that need no tools but a server's own. */
const scenarios: Readonly<Record<string, readonly string[]>> = {
  '2025-11-25': ['server-initialize', 'ping', 'tools-list', 'resources-list', 'prompts-list'],
  '2026-07-28': [
    ...['tools-list', 'resources-list', 'prompts-list', 'sep-2164-resource-not-found', 'caching', 'server-stateless'],
  ],
};

/** Checks of `server-stateless` that call a tool which the suite's own example server has. */
const ofExampleTools = new Set([
  'sep-2575-server-rejects-undeclared-capability',
  'sep-2575-missing-capability-http-400',
  'sep-2575-http-server-no-independent-requests-on-stream',
  'sep-2575-server-no-log-without-loglevel',
]);

/** Holds a built server against the protocol's own suite, which speaks HTTP alone, behind the bridge that `bizmcp deploy` uses. */
export async function conformanceChecks(workshop: Workshop, conformance: string): Promise<Verdict[]> {
  const { supergateway: version } = bridgePackage.dependencies;
  const bridge = await installed(workshop, 'supergateway', version, 'supergateway');
  if ('why' in bridge) return [{ client, what: `supergateway@${version}`, outcome: 'not installed', said: bridge.why }];
  const { url, end } = await startBridge(workshop, bridge.program);
  try {
    const verdicts: Verdict[] = [];
    for (const [era, names] of Object.entries(scenarios)) {
      for (const name of names) verdicts.push(await scenarioCheck(workshop, conformance, { url, era, name }));
    }
    return verdicts;
  } finally {
    await end();
  }
}

async function scenarioCheck(
  workshop: Workshop,
  conformance: string,
  { url, era, name }: { url: string; era: string; name: string },
): Promise<Verdict> {
  const { text } = await runAlone(workshop, conformance, [
    ...['server', '--url', url, '--scenario', name, '--spec-version', era],
  ]);
  const failed = text
    .split('\n')
    .filter((line) => line.includes(' FAILURE '))
    .filter((line) => ![...ofExampleTools].some((id) => line.includes(`[${id} `) || line.includes(`[${id}]`)));
  const said = `${failed.length === 0 ? 'no failure' : failed.join('\n')}\n${text}`;
  return verdictOf(client, `hello, ${era}: ${name}`, said, [/^no failure\n/, /^Passed: [1-9]/m]);
}

async function startBridge({ home }: Workshop, program: string) {
  const port = await freePort();
  const script = join(root, 'servers', 'hello', 'dist', 'index.js');
  const args = [
    ...[program, '--outputTransport', 'streamableHttp', '--stateful', '--sessionTimeout', '900000'],
    ...['--healthEndpoint', '/healthz', '--logLevel', 'none', '--port', String(port)],
    ...['--stdio', `"${process.execPath}" "${script}" --sandbox`],
  ];
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, HOME: home }, stdio: 'ignore' });
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, 'exit');
  };
  const address = `http://127.0.0.1:${port}`;
  for (let waits = 0; waits < 300; waits += 1) {
    const isUp = await fetch(`${address}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return { url: `${address}/mcp`, end };
    await delay(100);
  }
  await end();
  throw new Error('The bridge to the conformance suite did not start within 30 s.');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}
