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

/** Sizes of the pages of a walk, in turn; undefined where the tool takes no limit. */
type Sizes = readonly (number | undefined)[];

/** Lists that are read by cursor: to the end, each row once, whatever the size of a page, and where it changes on the way. */
export function pagesSuite(subject: Subject): Suite {
  const paged = toolsOf(subject).filter(({ tool }) => 'cursor' in tool.input.shape);
  const checks = paged.map(({ tool, face }): Check => {
    const [rowsName = ''] = rootFields(face.outputSchema).find(([, field]) => field.type === 'array') ?? [];
    return {
      title: `${tool.name} gives each row once, whatever the size of its pages`,
      async run() {
        for (const { input } of tool.examples) {
          const { cursor: _, ...start } = { ...input };
          await assertPages(subject, tool, rowsName, start, walksOf(face.inputSchema));
        }
      },
    };
  });
  return { title: 'pages', checks };
}

/**
 * The walks to compare, that of the largest pages first. A caller may ask for another size with each cursor: a list may keep to the
 * size that it began with, but has to go on at the same row.
 */
function walksOf(inputSchema: JsonSchema): Sizes[] {
  const limit = rootFields(inputSchema).find(([name]) => name === 'limit')?.[1];
  if (!limit) return [[undefined]];
  const maximum = typeof limit.maximum === 'number' ? limit.maximum : 100;
  const few = Math.min(7, maximum);
  return [[maximum], [few], [few, 1]];
}

async function assertPages(
  subject: Subject,
  tool: ServerTool,
  rowsName: string,
  start: Record<string, unknown>,
  [largest = [], ...others]: Sizes[],
): Promise<void> {
  const bench = createBench(subject, { upstream: { attempts: 1 } });
  const all = await walk(bench, tool, rowsName, start, largest);
  assert.equal(new Set(all.rows).size, all.rows.length, `${tool.name} gives a row twice`);
  for (const sizes of others) {
    const { rows, isComplete } = await walk(bench, tool, rowsName, start, sizes);
    const pages = `pages of ${sizes.join(' and ')}`;
    const advice = sizes.length > 1 ? ': a cursor that counts pages has to keep their size' : '';
    const length = Math.min(rows.length, all.rows.length);
    assert.deepEqual(rows.slice(0, length), all.rows.slice(0, length), `${pages} give other rows${advice}`);
    if (isComplete) assert.ok(rows.length >= all.rows.length, `${tool.name}: ${pages} end too early`);
    if (all.isComplete) assert.ok(rows.length <= all.rows.length, `${tool.name}: ${pages} have more rows`);
  }
  assert.ok(!all.endsEmpty, `${tool.name} gives a next_cursor after its last row: leave it out where nothing follows`);
}

/** What a walk over pages found: rows as text, in order, and whether it came to the end. */
interface Walk {
  rows: string[];
  isComplete: boolean;
  /** Whether the last cursor led to nothing. */
  endsEmpty: boolean;
}

async function walk(
  bench: Bench,
  tool: ServerTool,
  rowsName: string,
  start: Record<string, unknown>,
  sizes: Sizes,
): Promise<Walk> {
  const rows: string[] = [];
  const cursors = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < mostPages && rows.length < mostRows; page += 1) {
    const limit = sizes[page % sizes.length];
    const input = { ...start, ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) };
    const value = await readPage(bench, tool, input);
    const found = value[rowsName];
    assert.ok(Array.isArray(found), `${tool.name} answers without ${rowsName}`);
    const isFew = sizes.some((size) => size === undefined || found.length <= size);
    assert.ok(isFew, `${tool.name} gives ${found.length} rows, not ${limit}`);
    rows.push(...found.map((row: unknown) => JSON.stringify(row)));
    const endsEmpty = found.length === 0 && cursor !== undefined;
    if (typeof value.next_cursor !== 'string') return { rows, isComplete: true, endsEmpty };
    assert.ok(!cursors.has(value.next_cursor), `${tool.name} gives the same next_cursor again and never ends`);
    cursor = value.next_cursor;
    cursors.add(cursor);
  }
  return { rows, isComplete: false, endsEmpty: false };
}

/** A vendor's own limit on requests is not what is tried here: a vendor that takes no more starts anew, with the same rows. */
async function readPage(bench: Bench, tool: ServerTool, input: unknown): Promise<Record<string, unknown>> {
  const outcome = await bench.call(tool.name, input);
  if (codeOf(outcome) !== 'rate_limited') return resultOf(outcome, bench);
  bench.simulator.reset();
  return resultOf(await bench.call(tool.name, input), bench);
}
