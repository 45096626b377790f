import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'vitest';
import type { Finding } from '../src/doctor/finding.ts';
import { builtServer, type Clinic, inClinic } from './clinic.ts';
import { scriptedPerson } from './scripted-person.ts';

const from = dirname(dirname(dirname(builtServer('hello'))));

/** A project that somebody else has made, whose file starts a program that leaves a mark. */
function strangeProject({ put, home }: Clinic, command = 'sh') {
  const mark = join(home, 'started');
  const entry = { command, args: ['-c', `touch ${mark}; exit 1`, '@bizmcp/hello'] };
  const write = (changes: object = {}) =>
    put('work/.mcp.json', JSON.stringify({ mcpServers: { hello: { ...entry, ...changes } } }));
  write();
  return { write, isStarted: () => existsSync(mark) };
}

/** With somebody at the terminal, who is asked nothing. */
const attended = ({ runWith }: Clinic, line: string) => runWith(scriptedPerson([]).person, line);

async function findingsAt(clinic: Clinic, line = 'doctor'): Promise<Finding[]> {
  return JSON.parse((await attended(clinic, `${line} --json`)).output).findings;
}

describe('at a terminal, an entry in a file of the project', () => {
  test('is not started by doctor before its user has agreed to it, and not once it is another', () =>
    inClinic(async (clinic) => {
      const { write, isStarted } = strangeProject(clinic);

      const [before] = (await findingsAt(clinic)).filter(({ severity }) => severity === 'warning');
      const wasStarted = isStarted();
      const agreed = await findingsAt(clinic, 'doctor hello --client claude-code --trust-project');
      write({ env: { NODE_OPTIONS: '--require ./other.cjs' } });
      const changed = await findingsAt(clinic);

      assert.equal(before?.code, 'project-untrusted');
      assert.match(before?.problem ?? '', /Not started: .* what it starts: sh -c 'touch \S+started; exit 1'/);
      assert.equal(before?.command, 'bizmcp doctor hello --client claude-code --trust-project');
      assert.equal(wasStarted, false);
      assert.ok(isStarted());
      assert.ok(agreed.some(({ code }) => code === 'start-failed'));
      assert.ok(changed.some(({ code }) => code === 'project-untrusted'));
    }));

  test('has no name that a terminal would obey', () =>
    inClinic(async (clinic) => {
      const name = 'notes\u001b[2J\u001b]0;title\u0007\n  ok    hello';
      clinic.put('work/.mcp.json', JSON.stringify({ mcpServers: { [name]: { command: 'sh', args: ['mcp-hello'] } } }));

      const { output } = await attended(clinic, 'doctor');
      const { errors } = await attended(clinic, 'call hello list_notes');

      assert.ok(output.includes('warn  notes   ok    hello  not started'), output);
      for (const text of [output, errors]) assert.doesNotMatch(text, /[^\P{Cc}\n]/u);
    }));

  test('is not even asked for its version', () =>
    inClinic(async (clinic) => {
      const mark = join(clinic.home, 'asked');
      clinic.put('work/node', `#!/bin/sh\ntouch ${mark}`, 0o755);
      strangeProject(clinic, './node');

      await findingsAt(clinic);

      assert.equal(existsSync(mark), false);
    }));

  test.each(['call hello list_notes', 'inspect hello', 'login hubspot', 'logout hubspot'])(
    'is not started by %s',
    (line) =>
      inClinic(async (clinic) => {
        const { isStarted, write } = strangeProject(clinic);
        if (line.includes('hubspot')) write({ args: ['-c', 'touch ../started', '@bizmcp/hubspot'] });

        const { errors, exitCode } = await attended(clinic, line);

        assert.equal(exitCode, 4);
        assert.match(errors, /belongs to the project, and nobody here has agreed to what it starts/);
        assert.match(errors, /bizmcp doctor hello --client claude-code --trust-project/);
        assert.equal(isStarted(), false);
      }),
  );

  test("gives way to the user's own of the same name", () =>
    inClinic(async (clinic) => {
      const { isStarted } = strangeProject(clinic);
      clinic.enter('claude-code', 'hello', { command: 'node', args: [builtServer('hello'), '--sandbox'] }, 'user');

      const { output } = await attended(clinic, 'call hello list_notes limit=1');

      assert.equal(JSON.parse(output).notes.length, 1);
      assert.equal(isStarted(), false);
    }));

  test('is trusted when bizmcp has written it here, and one beside it is not', () =>
    inClinic(async (clinic) => {
      clinic.put('work/.mcp.json', JSON.stringify({ mcpServers: { notes: { command: 'sh', args: ['mcp-hello'] } } }));
      await clinic.run(`add hello --client claude-code --scope project --sandbox --from ${from}`);

      const findings = await findingsAt(clinic);

      assert.deepEqual(
        findings.map(({ code, entry }) => `${code} ${entry}`),
        ['project-untrusted notes'],
      );
    }));

  test('does not have git start what the project names to it', () =>
    inClinic(async (clinic) => {
      const mark = join(clinic.home, 'watched');
      clinic.enter('claude-code', 'hello', clinic.hello());
      execFileSync('git', ['init', '-q', clinic.folder]);
      execFileSync('git', ['-C', clinic.folder, 'config', 'core.fsmonitor', `touch ${mark}; false`]);

      const findings = await findingsAt(clinic);

      assert.ok(findings.some(({ code }) => code === 'secret-in-project'));
      assert.equal(existsSync(mark), false);
    }));
});

test('a script starts what the project that it is run in says, as its clients do', () =>
  inClinic(async (clinic) => {
    const { isStarted } = strangeProject(clinic);
    const [called, found] = [await clinic.run('call hello list_notes'), isStarted()];

    const findings = await clinic.findings();

    assert.ok(found, called.errors);
    assert.ok(findings.some(({ code }) => code === 'start-failed'));
    assert.ok(findings.every(({ code }) => code !== 'project-untrusted'));
  }));
