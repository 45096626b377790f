import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { callInput } from '../src/call/call-input.ts';
import { call } from '../src/commands/call.ts';
import { builtServer, type Clinic, inClinic } from './clinic.ts';
import { scriptedPerson } from './scripted-person.ts';

const from = dirname(dirname(dirname(builtServer('hello'))));
const main = resolve(import.meta.dirname, '../src/main.ts');

/** A server that keeps every line it gets, tells of progress and never answers. */
const silentServer = `
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
const say = (message) => console.log(JSON.stringify({ jsonrpc: '2.0', ...message }));
const tools = [{ name: 'wait', inputSchema: { type: 'object' } }];
const results = {
  initialize: { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo: { name: 'silent', version: '1' } },
  'tools/list': { tools },
};
for await (const line of createInterface({ input: process.stdin })) {
  appendFileSync(process.argv[2], line + '\\n');
  const { id, method, params } = JSON.parse(line);
  if (results[method]) say({ id, result: results[method] });
  else if (id !== undefined && method !== 'tools/call') say({ id, error: { code: -32601, message: 'Method not found' } });
  if (method === 'tools/call')
    say({ method: 'notifications/progress', params: { progressToken: params._meta.progressToken, progress: 1, total: 3, message: 'looking' } });
}
appendFileSync(process.argv[2], 'input ended\\n');`;

function startCli(words: readonly string[], { environment, folder }: Clinic): ChildProcess {
  return spawn(process.execPath, [main, ...words], { cwd: folder, env: environment });
}

async function ended(child: ChildProcess, input = '') {
  const { stdin, stdout, stderr } = child;
  assert.ok(stdin && stdout && stderr);
  stdin.end(input);
  const [output, errors, [exitCode]] = await Promise.all([text(stdout), text(stderr), once(child, 'close')]);
  return { output, errors, exitCode };
}

describe('call', () => {
  test('calls a tool of a built server with words read by its schema', () =>
    inClinic(async ({ run }) => {
      const { output, errors, exitCode } = await run(
        `call hello list_notes limit=2 contains=bread --sandbox --from ${from}`,
      );

      assert.deepEqual([exitCode, errors], [0, '']);
      assert.equal(JSON.parse(output).notes.length, 2);
    }));

  test.each(call.usage.filter((line) => /bizmcp call [a-z]+ \w/.test(line)))(
    'has a tool and arguments of the example %s',
    (line) => {
      const [, server = '', tool, rest = ''] = /bizmcp call ([a-z]+) (\w+) ?(.*)/.exec(line) ?? [];
      const { tools } = JSON.parse(readFileSync(join(from, server, 'surface.json'), 'utf8'));

      const { inputSchema } = tools.find(({ name }: { name: string }) => name === tool);

      const named = [...rest.matchAll(/(\w+)=|"(\w+)":/g)].map(([, word, key]) => word ?? key);
      assert.deepEqual(
        named.filter((name) => !Object.hasOwn(inputSchema.properties, name ?? '')),
        [],
      );
    },
  );

  test('reads a word by the values that a schema without a type names', () => {
    const properties = { size: { enum: [1, 2] }, colour: { enum: ['1', 'red'] } };

    const input = callInput(undefined, ['size=1', 'colour=1'], { properties });

    assert.deepEqual(input, { size: 1, colour: '1' });
  });

  test('finds a server by the entry of a client, and starts it as that client would', () =>
    inClinic(async ({ run, enter, hello, environment }) => {
      const { env, ...entry } = hello();
      environment.TOKEN = 'a1b2c3d4';
      enter('opencode', 'notebook', {
        command: [entry.command, ...entry.args],
        environment: { HELLO_TOKEN: '{env:TOKEN}', HELLO_BASE_URL: env.HELLO_BASE_URL ?? '' },
      });

      const byEntry = await run('call notebook health_check');
      const byServer = await run('call hello health_check --client opencode');

      assert.equal(JSON.parse(byEntry.output).checks.upstream.message, 'The notebook of Ada Example answers');
      assert.equal(byServer.exitCode, 0);
      assert.equal((await run('call hello health_check --client cursor')).exitCode, 2);
    }));

  test('takes the input from standard input, and any command behind --', () =>
    inClinic(async (clinic) => {
      const words = ['call', 'list_notes', '-', '--json', '--', 'node', builtServer('hello'), '--sandbox'];

      const { output, exitCode } = await ended(startCli(words, clinic), '{"limit":1}');

      assert.equal(exitCode, 0);
      assert.equal(JSON.parse(output).notes.length, 1);
    }));

  test('tells what the tool refuses with exit code 1, and a wrong line with 2', () =>
    inClinic(async ({ run }) => {
      const call = (rest: string) => run(`call hello ${rest} --sandbox --from ${from}`);

      const refused = await call('list_notes limit=0');
      assert.deepEqual([refused.exitCode, JSON.parse(refused.output).error.code], [1, 'invalid_input']);
      const lines: [rest: string, word: RegExp][] = [
        ['list_nots', /no tool "list_nots"\.\nNear it: list_notes\./],
        ['list_notes limit=many', /limit takes integer, not "many"/],
        ['list_notes limit', /"limit" is no key=value/],
        ['list_notes {"limit":1}', /is no key=value\..*a whole object is --input '\{"limit":5\}'/s],
        ['list_notes --input {', /The input is no JSON/],
        ['list_notes --input []', /no JSON object/],
        ['list_notes limit=1 --input {}', /given twice/],
        ['list_notes --era old', /no era "old"/],
        ['list_notes --timeout soon', /takes seconds/],
      ];
      for (const [rest, word] of lines) {
        const { exitCode, errors } = await call(rest);
        assert.equal(exitCode, 2, rest);
        assert.match(errors, word);
      }
    }));

  test('changes nothing without a yes, by whom it may be given', () =>
    inClinic(async ({ runWith }) => {
      for (const era of ['legacy', 'modern']) {
        const line = `call hello create_note text=Hi --era ${era} --sandbox --from ${from}`;
        const yes = scriptedPerson([true]);

        const nobody = await runWith(undefined, line);
        assert.equal(nobody.exitCode, 3);
        assert.match(nobody.errors, /nobody to ask here\. Add --yes/);
        assert.equal(JSON.parse(nobody.output).error.code, 'approval_required');
        const no = await runWith(scriptedPerson([false]).person, line);
        assert.deepEqual([no.exitCode, JSON.parse(no.output).error.code], [3, 'approval_declined']);
        const left = await runWith(scriptedPerson(['leave']).person, line);
        assert.deepEqual([left.exitCode, JSON.parse(left.output).error.code], [3, 'approval_declined']);
        const done = await runWith(yes.person, line);
        assert.deepEqual([done.exitCode, JSON.parse(done.output).note.text], [0, 'Hi']);
        assert.match(yes.asked.join('\n'), /Create a note .*\nUndo: .*\n {2}text: "Hi"/);
        assert.equal((await runWith(undefined, `${line} --yes`)).exitCode, 0);
      }
    }));

  test('advises no --yes where another person must say it', () =>
    inClinic(async ({ run, put }) => {
      const rule = '{ id: two, tools: [hello.create_note], mode: out_of_band }';
      const policy = put('policy.yaml', `version: 1\npresets: [sales]\ndefault_role: sales\napprovals: [${rule}]\n`);
      const server = `node ${builtServer('hello')} --sandbox --policy ${policy}`;

      const { exitCode, output, errors } = await run(`call create_note text=Hi -- ${server}`);

      assert.deepEqual([exitCode, errors], [3, '']);
      assert.match(JSON.parse(output).error.message, /needs the yes of another person/);
    }));

  test('says with exit code 4 why a server did not start', () =>
    inClinic(async ({ run }) => {
      const { exitCode, output, errors } = await run('call x -- node -e console.error("out-of-luck");process.exit(9)');

      assert.equal(exitCode, 4);
      assert.match(errors, /it ended at once \(exit code 9\)\nout-of-luck\nFind out why: bizmcp doctor/);
      assert.equal(JSON.parse(output).error.code, 'not_started');
      assert.equal((await run('call x -- no-such-program')).exitCode, 4);
    }));

  test('tells of progress while it waits, and at Ctrl-C cancels on the wire and ends the server', () =>
    inClinic(async (clinic) => {
      const script = clinic.put('silent.mjs', silentServer);
      const record = join(clinic.home, 'lines');
      const child = startCli(['call', 'wait', '--', 'node', script, record], clinic);
      const result = ended(child);
      const lines = () => (existsSync(record) ? readFileSync(record, 'utf8') : '');
      while (!lines().includes('tools/call')) await delay(20);
      await delay(100);

      child.kill('SIGINT');
      const { exitCode, errors } = await result;

      assert.equal(exitCode, 130);
      assert.match(errors, /^1\/3 looking\nStopped\.$/m);
      assert.match(lines(), /"notifications\/cancelled"[\s\S]*input ended/);
    }));
});
