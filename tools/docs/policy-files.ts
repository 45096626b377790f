import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Surface } from '@bizmcp/core';
import { policyJsonSchema } from '../../packages/core/src/policy/policy-schema.ts';
import { decisionTable } from './decision-table.ts';
import { formattedJson } from './formatted-json.ts';
import type { GeneratedFile } from './generated-files.ts';
import { root } from './servers.ts';

/** The servers whose decisions are reviewed: the template, and one with every kind of scope. */
const reviewed = ['hello', 'hubspot'];

/** What is generated about policies. The surfaces are those that are about to be written. */
export function policyFiles(files: readonly GeneratedFile[]): GeneratedFile[] {
  const surfaces = reviewed.flatMap((name): Surface[] => {
    const path = `servers/${name}/surface.json`;
    const content = files.find((file) => file.path === path)?.content ?? readIfThere(join(root, path));
    // Written by this program; the contract suite holds it against the code.
    return content === undefined ? [] : [JSON.parse(String(content)) as Surface];
  });
  return [
    { path: 'docs/policy.schema.json', content: formattedJson(policyJsonSchema()) },
    { path: 'docs/decision-table.md', content: decisionTable(surfaces) },
  ];
}

/** A checkout may hold a part of the fleet. */
function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
