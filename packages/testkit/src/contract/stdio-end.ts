import assert from 'node:assert/strict';
import { constants } from 'node:os';
import { type Exit, type ServerProcess, startServerProcess } from '../server-process.ts';
import type { Check, Note } from './check.ts';
import { endOf, withClient } from './launch.ts';
import { firstExample, readsOf, type Subject } from './subject.ts';

/** Most milliseconds from the end of input to the end of the process; on a quiet machine it takes less than 100. */
const mostExitMilliseconds = 500;
/** On a busy machine it may take as long as so many starts of an empty process; on a quiet one they take less than the above. */
const mostExitStarts = 10;
/** And never longer than this: an HTTP connection that is left open lets go of its process after four seconds. */
const mostBusyMilliseconds = 3000;
/** A server that waits for something does so each time; one that is kept waiting does not. */
const mostExits = 2;

/** What a server is told of that ends it. Windows ends a process without a word to it. */
const signals = process.platform === 'win32' ? [] : (['SIGTERM', 'SIGINT'] as const);

/** How the built server ends: soon, whoever ends it. */
export function endChecks(subject: Subject): Check[] {
  return [
    { title: 'ends soon after its input', run: (note) => endsWith(subject, (server) => server.endInput(), 0, note) },
    ...signals.map((signal) => ({
      title: `ends soon after ${signal}`,
      run: (note: Note) => endsWith(subject, (server) => server.kill(signal), 128 + constants.signals[signal], note),
    })),
  ];
}

async function endsWith(
  subject: Subject,
  end: (server: ServerProcess) => void,
  expectedCode: number,
  note: Note,
): Promise<void> {
  const late: string[] = [];
  while (late.length < mostExits) {
    const { code, milliseconds, most } = await exitOf(subject, end);
    assert.equal(code, expectedCode);
    note(`ended after ${milliseconds} ms`);
    if (milliseconds <= most) return;
    late.push(`${milliseconds} ms (most: ${most})`);
  }
  assert.fail(`ended only after ${late.join(', ')}`);
}

/** How a process ended, how long that took, and how long it may take on a machine as busy as this one. */
interface ExitTime {
  code: Exit['code'];
  milliseconds: number;
  most: number;
}

async function exitOf(subject: Subject, end: (server: ServerProcess) => void): Promise<ExitTime> {
  const [read] = readsOf(subject);
  const exit: ExitTime = { code: null, milliseconds: 0, most: mostExitMilliseconds };
  await withClient(subject, { args: ['--sandbox'] }, async ({ server }) => {
    // A connection to the vendor and a timer are then there to be left open.
    if (read) await server.callTool(read.tool.name, firstExample(read.tool));
    const begun = performance.now();
    end(server.process);
    const { at, code } = await endOf(server.process);
    exit.code = code;
    exit.milliseconds = Math.round(at - begun);
    if (exit.milliseconds > exit.most) exit.most = await mostNow();
  });
  return exit;
}

/** How long an end may take, going by how long a process that does nothing takes just now. */
async function mostNow(): Promise<number> {
  const begun = performance.now();
  const { at } = await startServerProcess({ script: '--eval', args: [''] }).exited;
  const most = Math.round(mostExitStarts * (at - begun));
  return Math.min(Math.max(mostExitMilliseconds, most), mostBusyMilliseconds);
}
