import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Server } from '../define/server.ts';
import type { Surface, SurfaceTool } from '../define/surface.ts';
import { ToolError } from '../define/tool-error.ts';
import type { Transport } from '../http/upstream.ts';
import { log } from '../observe/log.ts';
import type { Runtime } from '../pipeline/runtime.ts';
import { isOffered } from '../policy/policy.ts';
import { type Deployment, readDeployment } from './deployment.ts';
import { readFlags } from './flags.ts';
import { startLifecycle } from './lifecycle.ts';
import { createMcpServer } from './mcp-server.ts';
import { createResourceChanges } from './resource-changes.ts';
import { createStdioTransport } from './stdio-transport.ts';
import { guardStdout } from './stdout-guard.ts';
import { usageOf } from './usage.ts';

/** What a server's `main.ts` hands over. Both functions are called late: a start loads neither the tools nor the vendor's SDK. */
export interface StartOptions {
  /** The package's own package.json. */
  manifest: { name: string; version: string; description: string; bin: Record<string, string> };
  /** The generated surface.json: held against the code by the contract suite, so it can be served without loading the code. */
  surface: unknown;
  server(): Promise<Server>;
  /** The simulator that `--sandbox` runs on. */
  sandbox(): Promise<{ settings: Record<string, string>; transport: Transport }>;
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
  if (flags.mode === 'check') return check(load, (line) => writer.write(line));
  const transport = createStdioTransport({ stdin: process.stdin, writer });
  const lifecycle = startLifecycle({
    stdin: process.stdin,
    writer,
    drained: () => transport.drained(),
    log: (line) => log('error', line),
  });
  const tools = offeredTools(surface, deployment);
  const handle = serveStdio(() => createMcpServer({ version: manifest.version, surface, tools, changes, load }), {
    transport,
    onerror: (error) => log('warn', error.message),
  });
  lifecycle.onShutdown(() => Promise.allSettled([handle.close(), ...closers.map((close) => close())]));
}

/** Tools that this session could never use are not shown; a call to one is refused all the same, and told why. */
function offeredTools(surface: Surface, { policy, principal }: Deployment): SurfaceTool[] {
  if (policy.broken !== undefined) return surface.tools;
  const { name: server } = surface;
  return surface.tools.filter((tool) => isOffered(policy, principal.role, { ...tool, data: tool.class }, { server }));
}

async function check(load: () => Promise<{ runtime: Runtime }>, print: (line: string) => Promise<void>): Promise<void> {
  const { runtime } = await load();
  const client = { name: 'check', version: '0', canAsk: false };
  try {
    const answer = await runtime.callTool({
      name: 'health_check',
      arguments: {},
      client,
      signal: AbortSignal.timeout(60_000),
    });
    const health = answer.kind === 'result' ? answer.value : undefined;
    await print(`${JSON.stringify(health, undefined, 2)}\n`);
    process.exitCode = isHealthy(health) ? 0 : 1;
  } catch (error) {
    await print(`${error instanceof ToolError ? error.message : 'The check failed; see standard error.'}\n`);
    process.exitCode = 1;
  }
}

function isHealthy(health: unknown): boolean {
  return typeof health === 'object' && health !== null && 'status' in health && health.status === 'healthy';
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
