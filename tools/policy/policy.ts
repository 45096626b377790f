// `pnpm policy test <policy> <fixtures>`: holds a policy file against the decisions that are expected of it.
// `pnpm policy explain <policy> <role> <server.tool> [arguments as JSON]`: tells every check that a call is put to.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Surface } from '@bizmcp/core';
import type { ScopedAction } from '../../packages/core/src/policy/authorize.ts';
import { explainDecision } from '../../packages/core/src/policy/explain-decision.ts';
import type { Policy } from '../../packages/core/src/policy/policy.ts';
import { parsePolicyFixtures, runPolicyFixtures } from '../../packages/core/src/policy/policy-fixture.ts';
import { readPolicy } from '../../packages/core/src/policy/read-policy.ts';

const servers = join(import.meta.dirname, '..', '..', 'servers');
const usage = `Usage: pnpm policy test <policy> <fixtures>
       pnpm policy explain <policy> <role> <server.tool> [arguments as JSON]`;

const [command, policyPath, ...rest] = process.argv.slice(2);
const run = { test: testPolicy, explain }[command ?? ''];
if (!run || policyPath === undefined || rest.length === 0) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const { policy, problem } = await readPolicy(resolve(policyPath), { userConfigFolder: '' });
  if (problem !== undefined) console.error(problem);
  process.exitCode = problem === undefined && (await run(policy, rest)) ? 0 : 1;
}

async function testPolicy(policy: Policy, [path = '']: string[]): Promise<boolean> {
  const outcomes = runPolicyFixtures(policy, await parsePolicyFixtures(readFileSync(path, 'utf8')), toolOf);
  for (const { title, passed, lines } of outcomes)
    console.log([`${passed ? 'ok  ' : 'FAIL'} ${title}`, ...lines.map((line) => `       ${line}`)].join('\n'));
  const failed = outcomes.filter(({ passed }) => !passed).length;
  console.log(`${outcomes.length - failed} of ${outcomes.length} decisions are as expected`);
  return failed === 0;
}

async function explain(policy: Policy, [role = '', name = '', input]: string[]): Promise<boolean> {
  const [server = '', tool = ''] = name.split('.');
  const action = toolOf(server, tool);
  if (!action) console.error(`There is no tool ${name}`);
  else {
    const context = { server, ...(input !== undefined && { input: JSON.parse(input) }) };
    console.log(explainDecision(policy, role, action, context).join('\n'));
  }
  return action !== undefined;
}

function toolOf(server: string, tool: string): ScopedAction | undefined {
  const path = join(servers, server, 'surface.json');
  if (!/^[a-z][a-z0-9-]*$/.test(server) || !existsSync(path)) return undefined;
  // Generated from the server's code; the contract suite holds it against the code.
  const surface = JSON.parse(readFileSync(path, 'utf8')) as Surface;
  const found = surface.tools.find(({ name }) => name === tool);
  return found && { name: found.name, effect: found.effect, data: found.class, scopes: found.scopes };
}
