import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { explainDecision } from '../../src/policy/authoring/explain-decision.ts';
import { parsePolicyFixtures, runPolicyFixtures } from '../../src/policy/authoring/policy-fixture.ts';
import type { ScopedAction } from '../../src/policy/authorize.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';

const folder = join(import.meta.dirname, 'fixtures');
const policyPath = join(folder, 'company.yaml');
const Surface = z.object({
  tools: z.array(
    z.object({
      name: z.string(),
      effect: z.enum(['read', 'create', 'update', 'delete', 'send']),
      class: z.enum(['public', 'internal', 'confidential', 'restricted']),
      scopes: z.array(z.string()),
    }),
  ),
});

function toolOf(server: string, tool: string): ScopedAction | undefined {
  const path = join(import.meta.dirname, '../../../../servers', server, 'surface.json');
  const found = Surface.parse(JSON.parse(readFileSync(path, 'utf8'))).tools.find(({ name }) => name === tool);
  return found && { ...found, data: found.class };
}

async function company() {
  const { policy, problem } = await readPolicy(policyPath, { userConfigFolder: '' });
  expect(problem).toBeUndefined();
  return policy;
}

test('the policy of a small company decides as its owner expects', async () => {
  const fixtures = await parsePolicyFixtures(readFileSync(join(folder, 'company.fixtures.yaml'), 'utf8'));

  const outcomes = runPolicyFixtures(await company(), fixtures, toolOf);

  expect(outcomes.length).toBeGreaterThan(20);
  expect(outcomes.filter(({ passed }) => !passed)).toEqual([]);
});

test('an expectation that is wrong fails, and every check is told', async () => {
  const fixtures = await parsePolicyFixtures(`
fixtures:
  - { title: wrong outcome, role: viewer, tool: hubspot.create_object, expect: allow }
  - { title: wrong rule, role: seller, tool: hello.delete_note, expect: deny, rule: tools.allow }
  - { title: no such tool, role: seller, tool: hello.dance, expect: deny }
`);

  const outcomes = runPolicyFixtures(await company(), fixtures, toolOf);

  expect(outcomes.map(({ passed }) => passed)).toEqual([false, false, false]);
  expect(outcomes[0]?.lines[0]).toBe('outcome: expected allow, decided deny');
  expect(outcomes[0]?.lines.at(-1)).toBe('denied: scope_missing by roles.viewer.scopes');
  expect(outcomes[1]?.lines[0]).toBe('rule: expected tools.allow, decided tools.deny');
  expect(outcomes[2]?.lines).toEqual(['there is no tool hello.dance']);
});

test('a file of expectations with an unknown key is refused', async () => {
  await expect(
    parsePolicyFixtures('fixtures: [{title: a, role: b, tool: a.b, expect: deny, raeson: x}]'),
  ).rejects.toThrow(/raeson/);
});

test('an explanation tells each check, the denials among them, and the verdict', async () => {
  const action = toolOf('hubspot', 'create_object');
  if (!action) throw new Error('hubspot has no create_object');
  const context = { server: 'hubspot', input: { object_type: 'tickets' }, now: Date.UTC(2026, 10, 21) };

  const lines = explainDecision(await company(), 'seller', action, context);

  expect(lines.filter((line) => line.startsWith('no '))).toEqual([
    expect.stringContaining('outside_hours by times.office'),
    expect.stringContaining('argument_not_allowed by arguments.no-tickets'),
  ]);
  expect(lines.at(-1)).toBe('denied: outside_hours by times.office');
  expect(explainDecision(await company(), 'viewer', { ...action, effect: 'read' }, { server: 'hubspot' }).at(-1)).toBe(
    'denied: scope_missing by roles.viewer.scopes',
  );
});
