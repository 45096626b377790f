import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';

const execute = promisify(execFile);

/** What a program said, and how it ended. */
export interface Said {
  exitCode: number;
  /** Both outputs, without the codes of colours. */
  text: string;
}

/** A folder of its own for all that is checked: a home, a project and the installed clients. Nothing of the real home is seen. */
export interface Workshop {
  home: string;
  project: string;
  clients: string;
}

/** How a program ended that did not end well. */
const Ended = z.object({
  stdout: z.string().optional(),
  stderr: z.string().optional(),
  code: z.number().optional().catch(undefined),
});

/** Runs a program as `env -i PATH=... HOME=...` would; never rejects for what the program does. */
export async function runAlone(
  { home, project }: Workshop,
  program: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Said> {
  const path = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':');
  const options = {
    cwd: project,
    env: { PATH: path, HOME: home, NO_COLOR: '1', ...environment },
    timeout: 180_000,
    maxBuffer: 64 * 1024 * 1024,
  };
  const running = execute(program, [...args], options);
  running.child.stdin?.end();
  try {
    const { stdout, stderr } = await running;
    return { exitCode: 0, text: plain(stdout + stderr) };
  } catch (error) {
    const { code, stdout = '', stderr = '', message } = failureOf(error);
    return { exitCode: code, text: plain(stdout + stderr) || message };
  }
}

function failureOf(error: unknown) {
  if (!(error instanceof Error)) throw error;
  const { stdout, stderr, code = 1 } = Ended.safeParse(error).data ?? {};
  return { message: error.message, code, stdout, stderr };
}

function plain(text: string): string {
  return text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[\\d;?]*[A-Za-z]`, 'g'), '').trim();
}

/** Installs a package of npm into a folder of its own; gives its program, or why there is none. */
export async function installed(
  { clients }: Workshop,
  name: string,
  version: string,
  command: string,
): Promise<{ program: string } | { why: string }> {
  const folder = join(clients, command);
  mkdirSync(folder, { recursive: true });
  const args = ['install', '--no-audit', '--no-fund', '--prefix', folder, `${name}@${version}`];
  try {
    await execute('npm', args, { timeout: 600_000, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    return { why: failureOf(error).message.split('\n')[0] ?? 'unknown' };
  }
  const program = join(folder, 'node_modules', '.bin', command);
  return existsSync(program) ? { program } : { why: `${name} has no program ${command}` };
}
