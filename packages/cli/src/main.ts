import { homedir } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { runCli } from './run-cli.ts';
import { namesInFolder } from './surroundings.ts';

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} (y/N) `);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
}

const answer = await runCli(process.argv.slice(2), {
  surroundings: {
    platform: process.platform,
    environment: process.env,
    home: homedir(),
    folder: process.cwd(),
    namesIn: namesInFolder,
  },
  now: new Date(),
  confirm: process.stdin.isTTY ? confirm : undefined,
  screen: { columns: process.stdout.columns ?? 80, hasColour: process.stdout.isTTY && process.stdout.hasColors() },
  write: (text) => process.stdout.write(text),
});
process.stdout.write(answer.output);
process.stderr.write(answer.errors);
process.exitCode = answer.exitCode;
