import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { allCommands } from '../src/commands/all-commands.ts';
import { widthOf } from '../src/screen/wrap.ts';
import { inOperatorHome } from './operator-home.ts';

const operators = allCommands.filter(({ name }) => /^(?:audit|approvals|policy|new) /.test(name));

describe('the help of the commands for operators', () => {
  test.each(operators.map(({ name }) => name))('%s begins with an example and fits 80 columns', (name) =>
    inOperatorHome(async ({ run }) => {
      const { output, exitCode } = await run([...name.split(' '), '--help']);

      const lines = output.trimEnd().split('\n');
      assert.equal(exitCode, 0);
      assert.ok(
        lines.some((line) => line.includes(`  bizmcp ${name}`)),
        output,
      );
      for (const line of lines) assert.ok(widthOf(line) <= 80, line);
    }),
  );

  test.each(['audit', 'approvals', 'policy', 'new'])('%s alone lists its commands', (word) =>
    inOperatorHome(async ({ run }) => {
      const { output } = await run([word]);

      assert.equal((await run([word, '--help'])).output, output);
      const wrong = await run([word, 'nothing']);
      assert.equal(wrong.exitCode, 2);
      assert.match(wrong.errors, new RegExp(`no command "${word} nothing"\\.\nSee .bizmcp ${word} --help`));
      for (const { name } of operators) assert.equal(output.includes(`  ${name} `), name.startsWith(`${word} `), name);
    }),
  );
});
