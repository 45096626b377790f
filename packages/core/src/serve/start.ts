import { setTimeout as delay } from 'node:timers/promises';
import { once } from '../define/once.ts';
import type { Server } from '../define/server.ts';
import type { Surface } from '../define/surface.ts';
import type { Transport } from '../http/transport.ts';
import type { WebSocketClass } from '../http/web-socket.ts';
import { log } from '../observe/log.ts';
import type { Runtime } from '../pipeline/runtime.ts';
import { readDeployment } from './deployment/deployment.ts';
import { readFlags } from './deployment/flags.ts';
import { offeredSurface } from './deployment/offered-surface.ts';
import { usageOf } from './deployment/usage.ts';
import { type Lifecycle, startLifecycle } from './lifecycle.ts';
import type { LineWriter } from './lines/line-writer.ts';
import { createStdioTransport } from './lines/stdio-transport.ts';
import { guardStdout } from './lines/stdout-guard.ts';
import { FrontDesk } from './mcp/front-desk.ts';
import { mcpFaceOf } from './mcp/mcp-face.ts';
import type { McpServerOptions } from './mcp/mcp-server.ts';
import { createResourceChanges } from './mcp/resource-changes.ts';
import { runCheck } from './run-check.ts';

const greetingMilliseconds = 500;

/** What a server's `main.ts` hands over. Both functions are called late: a start loads neither the tools nor the vendor's SDK. */
export interface StartOptions {
  /** The package's own package.json. */
  manifest: { name: string; version: string; description: string; bin: Record<string, string> };
  /** The generated surface.json: held against the code by the contract suite, so it can be served without loading the code. */
  surface: unknown;
  server(): Promise<Server>;
  /** The simulator that `--sandbox` runs on. */
  sandbox(): Promise<{ settings: Record<string, string>; transport: Transport; WebSocket?: WebSocketClass }>;
}

/** Runs a server as its command line asks. Resolves once it listens; it never rejects for a reason that a tool can tell instead. */
export async function start(options: StartOptions): Promise<void> {
  const writer = guardStdout();
  // The file is generated from the code by `surfaceOf`, and a contract test compares the two.
  const surface = options.surface as Surface;
  const { manifest } = options;
  const names = surface.tools.map((tool) => tool.name);
  const flags = readFlags(process.argv.slice(2), names);
  if (flags.mode === 'version') return writer.write(`${manifest.version}\n`);
  if (flags.mode === 'help') {
    const [command = manifest.name] = Object.keys(manifest.bin);
    return writer.write(usageOf(command, manifest.description, surface));
  }
  const deployment = await readDeployment(flags, process.env);
  if (flags.mode === 'login' || flags.mode === 'logout' || flags.mode === 'rotate-keys') {
    const { runLogin } = await import('./run-login.ts');
    process.exitCode = await runLogin(flags.mode, options, deployment, (text) => writer.write(text));
    return;
  }
  const closers: (() => unknown)[] = [];
  const changes = createResourceChanges();
  const load = once(async () => {
    const { loadRuntime } = await import('./load-runtime.ts');
    return loadRuntime(options, deployment, { onShutdown: (closer) => closers.push(closer), changed: changes.publish });
  });
  const close = () => Promise.allSettled(closers.map((one) => one()));
  // What stays open, as a connection to Redis, would keep the process.
  if (flags.mode === 'check') return runCheck(load, (line) => writer.write(line)).finally(close);
  const face = mcpFaceOf(manifest.version, offeredSurface(surface, deployment));
  const end = serve(writer, { face, changes, load });
  end.onShutdown(close);
  if (!surface.live || deployment.sandbox || deployment.problem !== undefined) return;
  // What is in the way is told by the first call, and by health_check.
  goOnSoon(surface.name, load).catch(() => {});
}

/** The client is greeted first: it waits for that, and loading holds it up. */
async function goOnSoon(server: string, load: () => Promise<{ runtime: Runtime }>): Promise<void> {
  await delay(greetingMilliseconds, undefined, { ref: false });
  const { goOn } = await import('./go-on.ts');
  await goOn(server, load);
}

/** Serves the client at standard input and output, until either ends. */
function serve(writer: LineWriter, options: McpServerOptions): Lifecycle {
  const wire = createStdioTransport({ stdin: process.stdin, writer });
  const lifecycle = startLifecycle({
    stdin: process.stdin,
    writer,
    drained: () => wire.drained(),
    log: (line) => log('error', line),
  });
  const onerror = (error: Error) => log('warn', error.message);
  const desk = new FrontDesk({
    wire,
    face: options.face,
    onerror,
    async connect(transport) {
      const { serveMcp } = await import('./mcp/serve-mcp.ts');
      return serveMcp(transport, options, onerror);
    },
  });
  lifecycle.onShutdown(() => desk.end());
  return lifecycle;
}
