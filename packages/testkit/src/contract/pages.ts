import assert from 'node:assert/strict';
import type { JsonSchema } from '@bizmcp/core';
import { type Bench, codeOf, createBench } from './bench.ts';
import type { Check, Suite } from './check.ts';
import { resultOf } from './examples.ts';
import { rootFields } from './schema-field.ts';
import { type ServerTool, type Subject, toolsOf } from './subject.ts';

/** Longest walk, in rows: enough to pass the end of several vendor pages. */
const mostRows = 300;
const mostPages = 40;

/** Lists that are read by cursor: to the end, each row once, whatever the size of a page. */
export function pagesSuite(subject: Subject): Suite {
  const paged = toolsOf(subject).filter(({ tool }) => 'cursor' in tool.input.shape);
  const checks = paged.map(({ tool, face }): Check => {
    const [rowsName = ''] = rootFields(face.outputSchema).find(([, field]) => field.type === 'array') ?? [];
    return {
      title: `${tool.name} gives each row once, whatever the size of its pages`,
      async run() {
        for (const { input } of tool.examples) {
          const { cursor: _, ...start } = { ...input };
          await assertPages(subject, tool, rowsName, start, limitsOf(face.inputSchema));
        }
      },
    };
  });
  return { title: 'pages', checks };
}

/** Sizes of a page to walk with, the largest first; undefined where the tool takes no limit. */
function limitsOf(inputSchema: JsonSchema): (number | undefined)[] {
  const limit = rootFields(inputSchema).find(([name]) => name === 'limit')?.[1];
  if (!limit) return [undefined];
  const maximum = typeof limit.maximum === 'number' ? limit.maximum : 100;
  return [...new Set([maximum, Math.min(7, maximum), 1])];
}

async function assertPages(
  subject: Subject,
  tool: ServerTool,
  rowsName: string,
  start: Record<string, unknown>,
  limits: (number | undefined)[],
): Promise<void> {
  const [largest, ...smaller] = limits;
  const bench = createBench(subject, { upstream: { attempts: 1 } });
  const all = await walk(bench, tool, rowsName, withLimit(start, largest), largest);
  assert.equal(new Set(all.rows).size, all.rows.length, `${tool.name} gives a row twice`);
  for (const limit of smaller) {
    const { rows, isComplete } = await walk(bench, tool, rowsName, withLimit(start, limit), limit);
    const length = Math.min(rows.length, all.rows.length);
    assert.deepEqual(rows.slice(0, length), all.rows.slice(0, length), `pages of ${limit} give other rows`);
    if (isComplete) assert.ok(rows.length >= all.rows.length, `${tool.name}: pages of ${limit} end too early`);
    if (all.isComplete) assert.ok(rows.length <= all.rows.length, `${tool.name}: pages of ${limit} have more rows`);
  }
}

/** What a walk over pages found: rows as text, in order, and whether it came to the end. */
interface Walk {
  rows: string[];
  isComplete: boolean;
}

function withLimit(start: Record<string, unknown>, limit: number | undefined): Record<string, unknown> {
  return limit === undefined ? start : { ...start, limit };
}

async function walk(
  bench: Bench,
  tool: ServerTool,
  rowsName: string,
  input: Record<string, unknown>,
  limit: number | undefined,
): Promise<Walk> {
  const rows: string[] = [];
  const cursors = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < mostPages && rows.length < mostRows; page += 1) {
    const value = await readPage(bench, tool, cursor === undefined ? input : { ...input, cursor });
    const found = value[rowsName];
    assert.ok(Array.isArray(found), `${tool.name} answers without ${rowsName}`);
    assert.ok(limit === undefined || found.length <= limit, `${tool.name} gives ${found.length} rows, not ${limit}`);
    rows.push(...found.map((row: unknown) => JSON.stringify(row)));
    if (typeof value.next_cursor !== 'string') return { rows, isComplete: true };
    assert.ok(!cursors.has(value.next_cursor), `${tool.name} gives the same next_cursor again and never ends`);
    cursor = value.next_cursor;
    cursors.add(cursor);
  }
  return { rows, isComplete: false };
}

/** A vendor's own limit on requests is not what is tried here: a vendor that takes no more starts anew, with the same rows. */
async function readPage(bench: Bench, tool: ServerTool, input: unknown): Promise<Record<string, unknown>> {
  const outcome = await bench.call(tool.name, input);
  if (codeOf(outcome) !== 'rate_limited') return resultOf(outcome, bench);
  bench.simulator.reset();
  return resultOf(await bench.call(tool.name, input), bench);
}
