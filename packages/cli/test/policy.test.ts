import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { widthOf } from '../src/screen/wrap.ts';
import { inOperatorHome } from './operator-home.ts';

const policy = `version: 1
presets: [agent_executor]
default_role: agent_executor
arguments:
  - { id: deal-amount, tools: [hubspot.create_object], path: properties.amount, max: 500, missing: allow }
approvals:
  - { id: companies, tools: [hubspot.update_object], mode: out_of_band }
`;

const fixtures = `fixtures:
  - { title: a small deal asks, role: agent_executor, tool: hubspot.create_object, input: { properties: { amount: 5 } }, expect: ask }
  - { title: no deal above 500, role: agent_executor, tool: hubspot.create_object, input: { properties: { amount: 501 } }, expect: deny }
  - { title: companies go to another person, role: agent_executor, tool: hubspot.update_object, expect: out_of_band }
`;

const surface = JSON.stringify({
  name: 'acme',
  tools: [{ name: 'list_orders', effect: 'read', class: 'internal', scopes: ['orders:read'] }],
});

/** Files in the folder that the commands are run in. */
function withFiles(
  files: Record<string, string>,
  act: (run: (line: string) => Promise<{ output: string; errors: string; exitCode: number }>) => Promise<void>,
): Promise<void> {
  return inOperatorHome(async ({ home, run }) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
    await act(async (line) => {
      const answer = await run(line.split(' '));
      for (const shown of answer.output.split('\n')) assert.ok(widthOf(shown) <= 80 || line.includes('--json'), shown);
      return answer;
    });
  });
}

describe('policy check', () => {
  test('passes a file that can be used, and says so', () =>
    withFiles({ 'policy.yaml': policy }, async (run) => {
      assert.deepEqual(await run('policy check policy.yaml'), {
        output: 'usable: 0 errors, 0 warnings in policy.yaml\n',
        errors: '',
        exitCode: 0,
      });
    }));

  test('names no line of a file that is not there', () =>
    withFiles({}, async (run) => {
      const { output, exitCode } = await run('policy check missing.yaml');

      expect({ output, exitCode }).toEqual({
        output: 'error\n    there is no such file\nnot usable: 1 error, 0 warnings in missing.yaml\n',
        exitCode: 1,
      });
    }));

  test('tells errors and warnings with their places, in 80 columns', () =>
    withFiles(
      {
        'broken.yaml': 'version: 1\nreedonly: true\n',
        'odd.yaml': `${policy}tools: { allow: [hubspt.*] }\n`,
      },
      async (run) => {
        const broken = await run('policy check broken.yaml');
        const odd = await run('policy check odd.yaml');

        assert.deepEqual([broken.exitCode, odd.exitCode], [1, 0]);
        expect(broken.output).toMatchInlineSnapshot(`
          "error in line 2, column 1
              reedonly: unknown key (did you mean read_only?)
          not usable: 1 error, 0 warnings in broken.yaml
          "
        `);
        expect(odd.output).toMatchInlineSnapshot(`
          "warning in line 5, column 5
              arguments.0: deal-amount never applies: no role may call
              hubspot.create_object (scopes, lists or read_only)
          warning in line 7, column 5
              approvals.0: companies never applies: no role may call hubspot.update_object
              (scopes, lists or read_only)
          warning in line 8, column 18
              tools.allow.0: there is no server hubspt (did you mean hubspot?)
          usable: 0 errors, 3 warnings in odd.yaml
          "
        `);
        assert.equal((await run('policy check odd.yaml --strict')).exitCode, 1);
        const { findings } = JSON.parse((await run('policy check broken.yaml --json')).output);
        assert.deepEqual(findings, [
          {
            ...{ level: 'error', line: 2, column: 1, field: 'reedonly' },
            message: 'unknown key (did you mean read_only?)',
          },
        ]);
      },
    ));

  test('knows the servers that the fleet does not have by their surface', () =>
    withFiles(
      { 'policy.yaml': `${policy}tools: { allow: [acme.list_orders] }\n`, 'acme.json': surface },
      async (run) => {
        assert.match((await run('policy check policy.yaml')).output, /there is no server acme/);
        assert.doesNotMatch((await run('policy check policy.yaml --surface acme.json')).output, /acme/);
        assert.match((await run('policy check policy.yaml --surface policy.yaml')).errors, /no surface\.json/);
      },
    ));
});

test('policy check knows the arguments of each tool of the fleet', () =>
  withFiles({ 'policy.yaml': policy.replace('properties.amount', 'propertis.amount') }, async (run) => {
    const { output } = await run('policy check policy.yaml');

    assert.match(
      output,
      /deal-amount binds nothing: hubspot\.create_object takes no\s+propertis \(did you\s+mean properties\?\)/,
    );
  }));

describe('policy explain', () => {
  test('tells every check and the verdict', () =>
    withFiles({ 'policy.yaml': policy }, async (run) => {
      const denied = await run(
        'policy explain policy.yaml agent_executor hubspot.create_object {"properties":{"amount":501}}',
      );
      const allowed = await run('policy explain policy.yaml agent_executor hubspot.update_object');

      assert.deepEqual([denied.exitCode, allowed.exitCode], [1, 0]);
      expect(denied.output).toMatchInlineSnapshot(`
        "yes  the role holds crm:write
        yes  the policy file can be used
        yes  the role exists
        yes  the deployment is not read-only
        yes  the deployment has selected the tool
        yes  no list denies the tool
        yes  the lists allow the tool
        yes  the context may reach the system
        yes  the role is cleared for the data
        yes  the hours are right
        no   the arguments are within bounds: argument_not_allowed by
             arguments.deal-amount, properties.amount must be 500 at most
        yes  nothing untrusted was read
        denied: argument_not_allowed by arguments.deal-amount
        "
      `);
      assert.match(allowed.output, /\nallowed: another person is asked, by approvals\.companies\n$/);
    }));

  test('answers for another moment, context and start of the server', () =>
    withFiles({ 'policy.yaml': policy }, async (run) => {
      const line = 'policy explain policy.yaml agent_executor hubspot.update_object';

      assert.match((await run(`${line} --read-only`)).output, /denied: read_only/);
      assert.match((await run(`${line} --within viewer`)).errors, /The policy has no role viewer/);
      assert.match((await run(`${line} --now never`)).errors, /--now can't be read/);
      const { checks, verdict } = JSON.parse((await run(`${line} --tainted --json`)).output);
      assert.equal(checks.length, 12);
      assert.match(verdict, /^allowed: another person is asked/);
    }));

  test.each([
    ['policy explain policy.yaml agent_executer hubspot.update_object', /Near it: agent_executor/],
    ['policy explain policy.yaml agent_executor hubspot.updat_object', /Near it: hubspot\.update_object/],
    ['policy explain policy.yaml agent_executor hubspot.update_object [1]', /no JSON object/],
    ['policy explain policy.yaml', /Name a policy, a role, a tool/],
  ])('answers %j with what was meant', (line, hint) =>
    withFiles({ 'policy.yaml': policy }, async (run) => {
      const { errors, exitCode } = await run(line);

      assert.match(errors, hint);
      assert.equal(exitCode, 2);
    }),
  );

  test('refuses a policy that a server would refuse', () =>
    withFiles({ 'policy.yaml': 'version: 2\n' }, async (run) => {
      const { errors, exitCode } = await run('policy explain policy.yaml agent_executor hubspot.update_object');

      assert.equal(exitCode, 1);
      assert.match(errors, /line 1, version: .*\nSee `bizmcp policy check policy\.yaml`/);
    }));
});

describe('policy test', () => {
  test('holds the policy against its fixtures, and tells why one fails', () =>
    withFiles(
      { 'policy.yaml': policy, 'good.yaml': fixtures, 'bad.yaml': fixtures.replace('expect: ask', 'expect: deny') },
      async (run) => {
        const good = await run('policy test policy.yaml good.yaml');
        const bad = await run('policy test policy.yaml bad.yaml');

        assert.equal(good.exitCode, 0);
        assert.match(good.output, /3 of 3 decisions are as expected\n$/);
        assert.equal(bad.exitCode, 1);
        assert.match(bad.output, /^FAIL a small deal asks\n {7}outcome: expected deny, decided ask\n/);
        assert.match(bad.output, /2 of 3 decisions are as expected\n$/);
      },
    ));

  test.each([
    ['fixtures: []', /fixtures: Too small/],
    ['fixtures: [', /can't be used/],
    ['fixtures:\n  - { title: x, role: r, tool: hubspot, expect: allow }', /fixtures\.0\.tool: server\.tool/],
  ])('says what is wrong with the fixtures %j', (text, problem) =>
    withFiles({ 'policy.yaml': policy, 'fixtures.yaml': text }, async (run) => {
      const { errors, exitCode } = await run('policy test policy.yaml fixtures.yaml');

      assert.equal(exitCode, 2);
      assert.match(errors, problem);
    }),
  );
});
