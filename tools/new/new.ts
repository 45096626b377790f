// `pnpm new server <name>` and `pnpm new tool <server> <tool_name> --effect <effect>`.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from './problem.ts';
import { createRunner } from './runner.ts';
import { newServer } from './server.ts';
import { newTool } from './tool.ts';

const usage = `Usage: pnpm new server <name>
       pnpm new tool <server> <tool_name> --effect <read|create|update|delete|send>`;
const root = join(import.meta.dirname, '..', '..');

function perform(args: string[]): string {
  const { values, positionals } = parseArgs({
    ...{ args, allowPositionals: true },
    options: { effect: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return usage;
  const [what, first, second, ...surplus] = positionals;
  const run = createRunner(root);
  if (what === 'server' && first !== undefined && second === undefined && values.effect === undefined)
    return newServer(root, first, run);
  if (what === 'tool' && first !== undefined && second !== undefined && surplus.length === 0) {
    if (values.effect === undefined) throw new Problem(`What does ${second} do to the system?\n${usage}`);
    return newTool(root, first, second, values.effect, run);
  }
  throw new Problem(usage);
}

function isMisused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

// Ctrl-C ends the program that runs; what was begun is then taken back, as after each failure.
process.on('SIGINT', () => {});
try {
  process.stdout.write(`${perform(process.argv.slice(2))}\n`);
} catch (error) {
  if (!(error instanceof Problem) && !isMisused(error)) throw error;
  process.stderr.write(`${error instanceof Problem ? error.message : usage}\n`);
  process.exitCode = 1;
}
