import { ToolError } from '../define/tool-error.ts';
import type { Runtime } from '../pipeline/runtime.ts';

/** Asks the server how it is, as a client would, and prints the answer; the process's exit code tells whether it is healthy. */
export async function runCheck(
  load: () => Promise<{ runtime: Runtime }>,
  print: (text: string) => Promise<void>,
): Promise<void> {
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
