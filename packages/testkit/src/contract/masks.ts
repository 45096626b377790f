import assert from 'node:assert/strict';
import { defaultPolicy, defaultRole, type Policy } from '@bizmcp/core';
import { createBench } from './bench.ts';
import type { Check, Suite } from './check.ts';
import { resultOf } from './examples.ts';
import { throughJson } from './json.ts';
import { type ServerTool, type Subject, toolsOf } from './subject.ts';

/** May call every tool, and is shown nothing confidential. */
const outsider: Policy = {
  ...defaultPolicy,
  roles: { ...defaultPolicy.roles, [defaultRole]: { scopes: ['*'], clearance: 'internal' } },
};

/** A name of several words; amounts, days and states are alike in many places without telling of each other. */
const telling = /^\p{Lu}[\p{L}'.&-]*(?: [\p{L}'.&-]+)+$/u;

/** What is masked in one field of an answer stands in no other: in a title, a finding, a warning. */
export function masksSuite(subject: Subject): Suite {
  const checks = toolsOf(subject).map(({ tool }): Check => {
    return {
      title: `${tool.name} tells in no field whom it masks in another`,
      run: () => assertMasked(subject, tool),
    };
  });
  return { title: 'masks', checks };
}

async function assertMasked(subject: Subject, tool: ServerTool): Promise<void> {
  for (const { title, input } of tool.examples) {
    const seen = await textsOf(subject, defaultPolicy, tool, input);
    const shown = await textsOf(subject, outsider, tool, input);
    const masked = [...seen].flatMap(([path, text]) => (shown.get(path) !== text && telling.test(text) ? text : []));
    for (const [path, text] of shown) {
      const name = masked.find((one) => text.includes(one) || path.includes(one));
      assert.ok(!name, `the example "${title}" masks ${name} and tells it in ${path}: mark that field as personal`);
    }
  }
}

/** The texts of an answer, by their paths. */
async function textsOf(
  subject: Subject,
  policy: Policy,
  tool: ServerTool,
  input: unknown,
): Promise<Map<string, string>> {
  const bench = createBench(subject, { policy });
  const answer = throughJson(resultOf(await bench.approve(tool.name, input), bench));
  return new Map(leavesOf(answer, tool.name));
}

function leavesOf(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, `${path}.${key}`));
}
