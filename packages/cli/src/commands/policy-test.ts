import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parsePolicyFixtures, runPolicyFixtures } from '@bizmcp/core/operate';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { messageOf } from '../message-of.ts';
import { catalogueOf, findTool } from '../policy/catalogue.ts';
import { namedPolicy } from '../policy/named-policy.ts';
import { painter } from '../screen/paint.ts';
import { wrapped } from '../screen/wrap.ts';
import { defineCommand } from './command.ts';

export const policyTest = defineCommand({
  name: 'policy test',
  summary: 'Holds a policy file against the decisions you expect of it',
  usage: [
    'bizmcp policy test policy.yaml policy.fixtures.yaml',
    '',
    'fixtures:',
    '  - { title: no deal above 500, role: sales, tool: hubspot.create_object,',
    '      input: { properties: { amount: 501 } }, expect: deny,',
    '      rule: arguments.deal-amount }',
    '',
    'expect: allow (unasked), ask (the user), out_of_band (another person) or',
    'deny; reason, rule, now, tenant, tainted, read_only and within as wanted.',
    '',
    '--surface FILE  surface.json of a server of your own (more than once)',
    '',
    'Exit code: 0 all are as expected, 1 not, 2 wrong command line.',
  ],
  options: { surface: { type: 'string', multiple: true } },
  async run({ values, words }, { surroundings, screen }) {
    const [named, path, ...more] = words;
    if (path === undefined || more.length > 0)
      throw new CliError('usage', 'Name a policy and a file of fixtures.', 'See `bizmcp policy test --help`.');
    const catalogue = catalogueOf(values.surface, surroundings);
    const fixtures = await readFixtures(resolve(surroundings.folder, path));
    const policy = await namedPolicy(named, surroundings);
    const outcomes = runPolicyFixtures(policy, fixtures, (server, tool) => findTool(catalogue, server, tool));
    const passed = outcomes.filter((outcome) => outcome.passed).length;
    const paint = painter(screen);
    const indent = { first: '       ', rest: '       ' };
    const lines = outcomes.flatMap(({ title, passed: isRight, lines: told }) => [
      `${isRight ? paint('good', 'ok  ') : paint('bad', 'FAIL')} ${title}`,
      ...told.flatMap((line) => wrapped(line, Math.max(screen.columns, 24), indent)),
    ]);
    return {
      data: { passed, failed: outcomes.length - passed, outcomes },
      lines: [...lines, `${passed} of ${outcomes.length} decisions are as expected`],
      exitCode: passed === outcomes.length ? 0 : 1,
    };
  },
});

async function readFixtures(path: string) {
  try {
    return await parsePolicyFixtures(readFileSync(path, 'utf8'));
  } catch (error) {
    const hint = 'See `bizmcp policy test --help` for their form.';
    throw new CliError('usage', `The fixtures in ${path} can't be used: ${problemOf(error)}`, hint);
  }
}

function problemOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return messageOf(error).replace(/\n[\s\S]*/, '');
  return error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`).join('; ');
}
