import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { runCli } from '../src/run-cli.ts';
import { namesInFolder } from '../src/surroundings.ts';
import { type Reply, scriptedPerson } from './scripted-person.ts';

interface Line {
  replies?: readonly Reply[];
  environment?: Record<string, string>;
  piped?: string;
}

/** A home with the folders of Claude Desktop and Cursor, and a run of a command line in it. */
export async function inHome(
  act: (home: string, run: (line: string, more?: Line) => Promise<RunAnswer>) => Promise<void>,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-init-'));
  mkdirSync(join(home, '.cursor', 'extensions'), { recursive: true });
  mkdirSync(join(home, '.config', 'Claude', 'Cache'), { recursive: true });
  mkdirSync(join(home, 'work'));
  try {
    await act(home, async (line, { replies, environment = {}, piped = '' } = {}) => {
      const player = scriptedPerson(replies ?? []);
      const answer = await runCli(line.split(' '), {
        surroundings: {
          platform: 'linux',
          environment: { BIZMCP_KEY_PLACE: 'file', ...environment },
          home,
          folder: join(home, 'work'),
          namesIn: namesInFolder,
        },
        now: new Date(),
        person: replies && player.person,
        input: Readable.from([piped]),
        screen: { columns: 80, hasColour: false },
        write: () => undefined,
      });
      assert.deepEqual(player.left, [], 'not all answers were asked for');
      return { ...answer, asked: player.asked };
    });
  } finally {
    rmSync(home, { recursive: true });
  }
}

type RunAnswer = Awaited<ReturnType<typeof runCli>> & { asked: string[] };

/** What a file says. */
export const json = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));

/** The text of every file below a folder. */
export function everything(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}
