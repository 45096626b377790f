import * as z from 'zod';
import { authorize, type ScopedAction } from '../authorize.ts';
import type { Decision } from '../decision.ts';
import type { Policy } from '../policy.ts';
import type { DecisionContext } from '../question.ts';
import { tighten } from '../tighten.ts';
import { explainDecision } from './explain-decision.ts';

const PolicyFixture = z.strictObject({
  title: z.string().min(1).max(200),
  role: z.string(),
  tool: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9_]*$/, 'server.tool'),
  input: z.record(z.string(), z.unknown()).default({}),
  now: z.iso.datetime({ offset: true }).optional(),
  tenant: z.string().optional(),
  tainted: z.boolean().default(false),
  read_only: z.boolean().default(false),
  within: z.string().optional().describe('A role that must allow the call too'),
  expect: z.enum(['allow', 'ask', 'out_of_band', 'deny']),
  reason: z.string().optional(),
  rule: z.string().optional(),
});

const PolicyFixtures = z.strictObject({ fixtures: z.array(PolicyFixture).min(1).max(10_000) });

/** One expected decision. */
export type PolicyFixture = z.output<typeof PolicyFixture>;

/** Reads a file of expected decisions, YAML or JSON, kept beside the policy and run by `policy test`. Throws what is wrong. */
export async function parsePolicyFixtures(text: string): Promise<PolicyFixture[]> {
  const { default: yaml } = await import('yaml');
  return PolicyFixtures.parse(yaml.parse(text, { maxAliasCount: 0 })).fixtures;
}

/** What became of one expected decision. */
export interface FixtureOutcome {
  title: string;
  passed: boolean;
  /** Where it failed: what was expected, what was decided, and every check on the way. */
  lines: string[];
}

/** Holds a policy against expected decisions. `toolOf` finds a tool by server and name; an unknown one fails its fixture. */
export function runPolicyFixtures(
  policy: Policy,
  fixtures: readonly PolicyFixture[],
  toolOf: (server: string, tool: string) => ScopedAction | undefined,
): FixtureOutcome[] {
  return fixtures.map((fixture) => {
    const { title } = fixture;
    const [server = '', tool = ''] = fixture.tool.split('.');
    const action = toolOf(server, tool);
    if (!action) return { title, passed: false, lines: [`there is no tool ${fixture.tool}`] };
    const effective = effectivePolicy(policy, fixture);
    const context = contextOf(fixture, server);
    const decision = authorize(effective, fixture.role, action, context);
    const problems = differences(fixture, decision);
    if (problems.length === 0) return { title, passed: true, lines: [] };
    return { title, passed: false, lines: [...problems, ...explainDecision(effective, fixture.role, action, context)] };
  });
}

function effectivePolicy(policy: Policy, { read_only: readOnly, within }: PolicyFixture): Policy {
  if (!readOnly && within === undefined) return policy;
  return tighten(policy, { readOnly, ...(within !== undefined && { role: within }) });
}

function contextOf({ input, now, tenant, tainted: isTainted }: PolicyFixture, server: string): DecisionContext {
  return {
    server,
    input,
    isTainted,
    ...(now !== undefined && { now: Date.parse(now) }),
    ...(tenant !== undefined && { tenant }),
  };
}

function differences(fixture: PolicyFixture, { allowed, approval, reason, rule }: Decision): string[] {
  const outcome = !allowed ? 'deny' : approval === 'none' ? 'allow' : approval;
  const pairs = [
    ['outcome', fixture.expect, outcome],
    ['reason', fixture.reason ?? reason, reason],
    ['rule', fixture.rule ?? rule, rule],
  ];
  return pairs
    .filter(([, expected, decided]) => expected !== decided)
    .map(([what, expected, decided]) => `${what}: expected ${expected}, decided ${decided}`);
}
