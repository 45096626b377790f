import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { allCommands } from '../src/commands/all-commands.ts';
import { fleet } from '../src/fleet/fleet.ts';
import { hasColour } from '../src/screen/has-colour.ts';
import { plainText, plainValue } from '../src/screen/plain-text.ts';
import { widthOf, wrapped } from '../src/screen/wrap.ts';
import { builtServer, type Clinic, inClinic } from './clinic.ts';

const snapshots = join(import.meta.dirname, 'snapshots');
const from = dirname(dirname(dirname(builtServer('hello'))));
const looks: [name: string, isColoured: boolean][] = [
  ['with-colour', true],
  ['without-colour', false],
];

/** What differs between two computers, two runs or two releases is made the same. */
function settled(text: string): string {
  return text
    .replaceAll(from, '/checkout/servers')
    .replace(/\b\d+ ms\b/g, '120 ms')
    .replace(/(?<!\d)\d+\.\d+\.\d+(?!\d)/g, '1.2.3');
}

/** A home as people have it: some entries work, some do not, and one file is broken. */
function furnish({ enter, hello, put, environment, home }: Clinic): void {
  const dollar = '$';
  put('npx/npx', `#!/bin/sh\nshift 2\nexec node ${builtServer('hubspot')} "$@"\n`, 0o755);
  environment.PATH = `${home}/npx:${environment.PATH}`;
  enter('claude-code', 'hello', hello(), 'user');
  enter('claude-code', 'hubspot', { command: 'npx', args: ['-y', '@bizmcp/hubspot', '--sandbox'] });
  enter('claude-code', 'xero', {
    command: 'node',
    args: [builtServer('xero')],
    env: { XERO_CLIENT_ID: `${dollar}{XERO_CLIENT_ID}` },
  });
  put('work/.vscode/mcp.json', '{\n  "servers": {\n    "hello": { "command": "node", }}\n  }\n}\n');
  enter('codex', 'salesforce-of-the-north', { command: 'node', args: [builtServer('salesforce')], cwd: '/gone' });
  enter('cline', 'hello', { ...hello(), disabled: true });
}

describe('screens of 80 columns', () => {
  for (const [name, isColoured] of looks) {
    test(`doctor ${name}`, () =>
      inClinic(async (clinic) => {
        furnish(clinic);

        const { output } = await clinic.run('doctor', { hasColour: isColoured });

        await expect(settled(output)).toMatchFileSnapshot(join(snapshots, `doctor-${name}.txt`));
      }));

    test(`inspect ${name}`, () =>
      inClinic(async ({ run }) => {
        const screen = { hasColour: isColoured };
        const whole = await run(`inspect hello --sandbox --from ${from}`, screen);
        const one = await run(`inspect hello list_notes --sandbox --from ${from}`, screen);

        await expect(settled(whole.output)).toMatchFileSnapshot(join(snapshots, `inspect-${name}.txt`));
        await expect(settled(one.output)).toMatchFileSnapshot(join(snapshots, `inspect-tool-${name}.txt`));
      }));
  }

  test('colour adds nothing but colour, and no line is too long but one to copy', () =>
    inClinic(async ({ run }) => {
      for (const { name, tools } of fleet) {
        const at = `--sandbox --from ${from}`;
        for (const line of [`inspect ${name} ${at}`, `inspect ${name} ${tools[0]?.name} ${at}`]) {
          const plain = await run(line);
          const coloured = await run(line, { hasColour: true });

          assert.equal(stripVTControlCharacters(coloured.output), plain.output);
          assert.notEqual(coloured.output, plain.output);
          const long = plain.output.split('\n').filter((one) => widthOf(one) > 80 && !one.startsWith('  bizmcp call '));
          assert.deepEqual(long, [], line);
        }
      }
    }));

  test('fit a narrow window too', () =>
    inClinic(async (clinic) => {
      furnish(clinic);
      const toCopy = /^ {2}bizmcp |^ {10}(?:bizmcp|export|") ?/;
      const lines = [
        ...['doctor', `inspect hello --sandbox --from ${from}`, `inspect hello list_notes --sandbox --from ${from}`],
        ...['--help', ...allCommands.map(({ name }) => `${name} --help`)],
        ...['list', ...fleet.map(({ name }) => `list ${name}`)],
      ];

      for (const line of lines) {
        const { output } = await clinic.run(line, { columns: 40 });
        const long = output.split('\n').filter((one) => widthOf(one) > 40 && !toCopy.test(one));
        assert.deepEqual(long, [], line);
      }
    }));
});

describe('text on a screen', () => {
  test('is broken between words, and a long path after a separator', () => {
    const indent = { first: '  * ', rest: '    ' };

    assert.deepEqual(wrapped('one two three', 8), ['one two', 'three']);
    assert.deepEqual(wrapped('see /home/ada/projects/notes/.mcp.json now', 20, indent), [
      '  * see',
      '    /home/ada/',
      '    projects/notes/',
      '    .mcp.json now',
    ]);
    assert.deepEqual(wrapped('', 20, indent), ['  *']);
    assert.deepEqual(wrapped('日本語 日本語', 8), ['日本語', '日本語']);
  });

  test('of others gives a terminal no orders', () => {
    assert.equal(plainText('a\u001B[31mb\u001B]0;title\u0007c\u009Bd\u202Ee\r\nf'), 'abc de \nf');
    assert.deepEqual(plainValue({ '\u0007k': ['\u0007x', 1, null] }), { ' k': [' x', 1, null] });
  });

  test('has colour as NO_COLOR, FORCE_COLOR and the terminal say', () => {
    const terminal = { isTTY: true, hasColors: () => true };

    assert.equal(hasColour(terminal, {}), true);
    assert.equal(hasColour(terminal, { NO_COLOR: '1' }), false);
    assert.equal(hasColour(terminal, { NO_COLOR: '' }), true);
    assert.equal(hasColour(terminal, { TERM: 'dumb' }), false);
    assert.equal(hasColour({ isTTY: false }, {}), false);
    assert.equal(hasColour({ isTTY: false }, { FORCE_COLOR: '1' }), true);
    assert.equal(hasColour(terminal, { FORCE_COLOR: '0' }), false);
    assert.equal(hasColour(terminal, { FORCE_COLOR: '1', NO_COLOR: '1' }), true);
  });
});
