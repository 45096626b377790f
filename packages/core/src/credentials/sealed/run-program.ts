import { spawn } from 'node:child_process';

/** What a program answered. */
interface ProgramResult {
  code: number;
  output: string;
  /** Whether it wrote to standard error. */
  hasComplained: boolean;
}

/** Runs a program without a shell. Undefined when there is none, or it takes longer than the time given. */
export async function runProgram(
  program: string,
  args: readonly string[],
  input: string,
  timeoutMilliseconds = 5000,
): Promise<ProgramResult | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      shell: false,
      windowsHide: true,
      stdio: 'pipe',
      timeout: timeoutMilliseconds,
      killSignal: 'SIGKILL',
    });
    let output = '';
    let hasComplained = false;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.stderr.on('data', () => {
      hasComplained = true;
    });
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve(code === null ? undefined : { code, output, hasComplained }));
    // A program that ends without reading breaks the pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
