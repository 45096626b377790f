import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliAnswer, runCli } from '../src/run-cli.ts';
import { namesInFolder } from '../src/surroundings.ts';
import { scriptedPerson } from './scripted-person.ts';

/** How one command line is run. */
export interface RunOptions {
  now?: Date;
  user?: string;
  columns?: number;
  hasColour?: boolean;
  environment?: Record<string, string>;
  /** What the person at the terminal answers; without it there is none. */
  isYes?: boolean;
}

/** A home folder of an operator, in which commands are run. */
export interface OperatorHome {
  home: string;
  /** The state folder of its servers. */
  state: string;
  /** The folder of its audit trail. */
  trail: string;
  /** Runs a command line; what it wrote meanwhile stands before what it answers. */
  run(words: readonly string[], options?: RunOptions): Promise<CliAnswer>;
}

/** A home folder for one test; gone after `act`. */
export async function inOperatorHome(act: (home: OperatorHome) => Promise<void>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-operator-'));
  const state = join(home, '.local', 'state', 'bizmcp');
  const run: OperatorHome['run'] = async (words, options = {}) => {
    const { now = new Date(), columns = 80, hasColour = false, environment = {}, user = 'maria', isYes } = options;
    const written: string[] = [];
    const answer = await runCli(words, {
      surroundings: { platform: 'linux', environment, home, folder: home, namesIn: namesInFolder, user },
      now,
      person: isYes === undefined ? undefined : scriptedPerson([isYes]).person,
      screen: { columns, hasColour },
      write: (text) => {
        written.push(text);
      },
    });
    return { ...answer, output: `${written.join('')}${answer.output}` };
  };
  try {
    await act({ home, state, trail: join(state, 'audit'), run });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
