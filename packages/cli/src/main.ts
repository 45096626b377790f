import { once } from 'node:events';
import { homeFolder } from '@bizmcp/core/operate';
import { ownCommand } from './entry-reading/own-command.ts';
import { runCli } from './run-cli.ts';
import { hasColour } from './screen/has-colour.ts';
import { namesInFolder, type Surroundings } from './surroundings.ts';
import { personAt } from './terminal/person.ts';

// Who reads the output may have seen enough, as `head` has.
process.stdout.on('error', (error) => {
  const isClosed = 'code' in error && error.code === 'EPIPE';
  if (!isClosed) process.stderr.write(`The output can't be written: ${error.message}\n`);
  process.exit(isClosed ? 0 : 1);
});

// Ctrl-D ends what a person is asked on, and the answer that is waited for never comes.
const stopped = () => {
  process.stderr.write('\nStopped. Nothing was written.\n');
  process.exit(1);
};
process.once('beforeExit', stopped);
const surroundings: Surroundings = {
  platform: process.platform,
  environment: process.env,
  home: homeFolder(),
  folder: currentFolder(),
  namesIn: namesInFolder,
};
const answer = await runCli(process.argv.slice(2), {
  surroundings,
  ownCommand: ownCommand(process.argv[1] ?? '', surroundings),
  now: new Date(),
  // Asked on standard error: what a command answers can be piped.
  person:
    process.stdin.isTTY && process.stderr.isTTY
      ? personAt({ input: process.stdin, output: process.stderr })
      : undefined,
  screen: { columns: process.stdout.columns || 80, hasColour: hasColour(process.stdout, process.env) },
  write: (text) => process.stdout.write(text),
  async drained() {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
  },
});
process.off('beforeExit', stopped);
process.stdout.write(answer.output);
process.stderr.write(answer.errors);
process.exitCode = answer.exitCode;

function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    process.stderr.write('The folder that this was started in is gone.\nChange to another one, and run it again.\n');
    process.exit(1);
  }
}
