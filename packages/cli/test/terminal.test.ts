import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { namesInFolder } from '../src/surroundings.ts';
import { personAt } from '../src/terminal/person.ts';
import { TerminalScreen, terminalOf } from './terminal-screen.ts';

const down = '\u001B[B';
const enter = '\r';
const stop = '\u0003';
const snapshots = join(import.meta.dirname, 'snapshots');

afterEach(() => vi.unstubAllEnvs());

function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-terminal-'));
  mkdirSync(join(home, '.cursor', 'extensions'), { recursive: true });
  mkdirSync(join(home, '.config', 'Claude', 'Cache'), { recursive: true });
  mkdirSync(join(home, 'work'));
  return home;
}

/** What is waited for, and the keys that are then pressed. */
type Step = readonly [text: string, keys: string];

/** Presses keys whenever the text of a step is the last that the screen asks. Gives the screens as they were before. */
async function play(screen: TerminalScreen, press: (keys: string) => void, steps: readonly Step[]): Promise<string[]> {
  const seen: string[] = [];
  for (const [text, keys] of steps) {
    const end = performance.now() + 20_000;
    while (!screen.text().includes(text)) {
      assert.ok(performance.now() < end, `the screen never had ${text}:\n${screen.text()}`);
      await delay(10);
    }
    await delay(20);
    seen.push(screen.coloured());
    // One key after the other: two that come at once are taken for one that is not known.
    for (const key of keys.split(/(?=[^[B])/u)) {
      press(key);
      await delay(5);
    }
  }
  return seen;
}

async function runAt(home: string, steps: readonly Step[], hasColour: boolean) {
  vi.stubEnv('FORCE_COLOR', hasColour ? '1' : '0');
  vi.stubEnv('NO_COLOR', undefined);
  const { screen, input, output } = terminalOf(80);
  const run = runCli(['init'], {
    surroundings: {
      platform: 'linux',
      environment: { BIZMCP_KEY_PLACE: 'file' },
      home,
      folder: join(home, 'work'),
      namesIn: namesInFolder,
    },
    now: new Date(),
    person: personAt({ input, output }),
    screen: { columns: 80, hasColour },
    write: () => undefined,
  });
  const screens = await play(screen, (keys) => void input.write(keys), steps);
  const answer = await run;
  screen.write(answer.output);
  screen.write(answer.errors);
  const text = screen
    .coloured()
    .replaceAll(home, '~')
    .replaceAll(/(@bizmcp\/\w+)@\d+\.\d+\.\d+/g, '$1@0.0.0');
  return { screens, answer, text };
}

const steps: readonly Step[] = [
  ['Which clients', enter],
  ['Which systems', `${down} ${down}${down}${down}${down} ${enter}`],
  ['How shall HubSpot', `${down}${enter}`],
  ['◆  HUBSPOT_ACCESS_TOKEN', `typed-secret${enter}`],
  ['How shall Xero', enter],
  ['Write this?', enter],
];

describe.each([
  ['with colour', true],
  ['without colour', false],
])('init on a terminal of 80 columns, %s', (title, hasColour) => {
  test('looks as it is kept', async () => {
    const home = makeHome();

    const { screens, text, answer } = await runAt(home, steps, hasColour);

    assert.equal(answer.exitCode, 0);
    const name = `init-${title.replace(' ', '-')}`;
    await expect(screens[0]).toMatchFileSnapshot(join(snapshots, `${name}-first-question.txt`));
    await expect(text).toMatchFileSnapshot(join(snapshots, `${name}.txt`));
    assert.equal(text.includes('\u001B'), hasColour);
    rmSync(home, { recursive: true });
  });
});

describe('a person at a terminal', () => {
  test('types a secret that is never shown', async () => {
    const home = makeHome();

    const { screens, text } = await runAt(home, steps, false);

    assert.ok(![...screens, text].some((screen) => screen.includes('typed-secret')));
    assert.match(text, /▪{12}/);
    rmSync(home, { recursive: true });
  });

  test('leaves with Ctrl-C at any question, and is told that nothing was written', async () => {
    const home = makeHome();
    for (const [index, [text]] of steps.entries()) {
      const { answer, text: screen } = await runAt(home, [...steps.slice(0, index), [text, stop]], false);

      assert.equal(answer.exitCode, 1);
      assert.equal(screen.match(/Stopped\. Nothing was written\./g)?.length, 1);
      assert.ok(!existsSync(join(home, '.cursor', 'mcp.json')) && !existsSync(join(home, '.local')), text);
    }
    rmSync(home, { recursive: true });
  });

  test('must choose at least one, and give what is needed', async () => {
    const home = makeHome();

    const { text } = await runAt(
      home,
      [
        ...steps.slice(0, 1),
        ['Which systems', enter],
        ['Please select at least one', `${down} ${enter}`],
        ['How shall HubSpot', `${down}${enter}`],
        ['◆  HUBSPOT_ACCESS_TOKEN', enter],
        ['This is needed', `a-secret${enter}`],
        ['Write this?', stop],
      ],
      false,
    );

    assert.match(text, /Stopped/);
    rmSync(home, { recursive: true });
  });
});

/** `script` of util-linux gives a program a terminal of the operating system. */
const scriptProgram = '/usr/bin/script';
const hasScript = await promisify(execFile)(scriptProgram, ['--version']).then(
  ({ stdout }) => stdout.includes('util-linux'),
  () => false,
);

describe(`the program on ${hasScript ? 'a terminal of the operating system' : 'a terminal in this process'}`, () => {
  const main = join(import.meta.dirname, '..', 'src', 'main.ts');

  async function runProgram(home: string, given: readonly Step[]) {
    if (!hasScript) {
      const { answer, text } = await runAt(home, given, false);
      return { exitCode: answer.exitCode, text };
    }
    const command = `stty cols 80 rows 60; exec '${process.execPath}' '${main}' init`;
    const child = spawn(scriptProgram, ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
      cwd: join(home, 'work'),
      env: { PATH: process.env.PATH, HOME: home, TERM: 'xterm-256color', SHELL: '/bin/sh', BIZMCP_KEY_PLACE: 'file' },
    });
    const screen = new TerminalScreen(80);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => screen.write(chunk));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    await play(screen, (keys) => void child.stdin.write(keys), given);
    const exitCode = await ended;
    return { exitCode, text: screen.text() };
  }

  test('asks, keeps the secret and writes', async () => {
    const home = makeHome();

    const { exitCode, text } = await runProgram(home, steps);

    assert.equal(exitCode, 0, text);
    const { mcpServers } = JSON.parse(readFileSync(join(home, '.cursor', 'mcp.json'), 'utf8'));
    assert.equal(mcpServers.hubspot.env.BIZMCP_SETTINGS, 'stored');
    assert.deepEqual(mcpServers.xero.args.slice(2), ['--sandbox']);
    assert.ok(!text.includes('typed-secret'));
    rmSync(home, { recursive: true });
  });

  test.each([
    ['Ctrl-C', stop],
    ['Ctrl-D', hasScript ? '\u0004' : stop],
  ])('ends at %s with nothing written', async (_name, key) => {
    const home = makeHome();

    const { exitCode, text } = await runProgram(home, [...steps.slice(0, 3), ['◆  HUBSPOT_ACCESS_TOKEN', key]]);

    assert.equal(exitCode, 1);
    assert.match(text, /Stopped\. Nothing was written\./);
    assert.ok(!existsSync(join(home, '.cursor', 'mcp.json')));
    rmSync(home, { recursive: true });
  });
});
