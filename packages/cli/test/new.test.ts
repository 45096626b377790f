import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { namesInFolder } from '../src/surroundings.ts';
import { inOperatorHome } from './operator-home.ts';

const servers = join(import.meta.dirname, '../../../servers');

/** Runs a command in a folder of this checkout. What it changes is proven where the scaffolding is: in a copy. */
async function inCheckout(...words: string[]) {
  const written: string[] = [];
  const answer = await runCli(words, {
    surroundings: { platform: 'linux', environment: {}, home: '/nowhere', folder: servers, namesIn: namesInFolder },
    now: new Date(),
    person: undefined,
    screen: { columns: 80, hasColour: false },
    write: (text) => {
      written.push(text);
    },
  });
  return { ...answer, written: written.join('') };
}

describe('new', () => {
  test.each([
    [['new', 'server', 'hello'], /servers\/hello exists already/],
    [['new', 'server', 'Acme'], /"Acme" is no name for a server: use kebab-case/],
    [['new', 'tool', 'nobody', 'list_things', '--effect', 'read'], /There is no server "nobody"/],
    [['new', 'tool', 'hello', 'list_notes', '--effect', 'read'], /hello has a tool list_notes already/],
  ])('hands %j to the scaffolding of the checkout, and says what that says', async (words, problem) => {
    const { errors, exitCode } = await inCheckout(...words);

    assert.match(errors, problem);
    assert.equal(exitCode, 1);
    const asJson = await inCheckout(...words, '--json');
    assert.match(JSON.parse(asJson.output).error.message, problem);
  });

  test.each([
    [['new', 'server'], /Name one server/],
    [['new', 'server', 'a', 'b'], /Name one server/],
    [['new', 'tool', 'hello'], /Name a server and a tool/],
    [['new', 'tool', 'hello', 'list_things'], /What does list_things do to the system\?\nAdd --effect read\|create/],
    [['new', 'tool', 'hello', 'list_things', '--effect', 'write'], /Add --effect read\|create/],
  ])('takes %j for a wrong command line', async (words, problem) => {
    const { errors, exitCode } = await inCheckout(...words);

    assert.match(errors, problem);
    assert.equal(exitCode, 2);
  });

  test('says outside of a checkout what to do', () =>
    inOperatorHome(async ({ run }) => {
      const { errors, exitCode } = await run(['new', 'server', 'acme']);

      assert.equal(exitCode, 1);
      assert.match(errors, /is in no checkout of bizmcp[\s\S]*Clone the repository[\s\S]*pnpm install/);
    }));

  test('passes on what the scaffolding prints, and gives it as JSON', () =>
    inOperatorHome(async ({ home, run }) => {
      writeFileSync(join(home, 'package.json'), '{"name":"bizmcp-workspace"}');
      mkdirSync(join(home, 'tools', 'new'), { recursive: true });
      writeFileSync(join(home, 'tools', 'new', 'new.ts'), 'console.log(process.cwd(), ...process.argv.slice(2));\n');

      const answer = await run(['new', 'tool', 'acme', 'list_orders', '--effect', 'read']);
      const asJson = await run(['new', 'server', 'acme', '--json']);

      assert.equal(answer.output, `${home} tool acme list_orders --effect read\n`);
      assert.deepEqual(JSON.parse(asJson.output), {
        ...{ root: home, made: ['server', 'acme'], said: [`${home} server acme`] },
      });
    }));
});
