import assert from 'node:assert/strict';
import { defaultPolicy, defaultRole, type Policy } from '@bizmcp/core';
import { type Bench, createBench } from './bench.ts';
import type { Check, Suite } from './check.ts';
import { resultOf } from './examples.ts';
import { throughJson } from './json.ts';
import { type ServerTool, type Subject, toolsOf } from './subject.ts';

/** May call every tool, and is shown nothing confidential. */
const outsider: Policy = {
  ...defaultPolicy,
  roles: { ...defaultPolicy.roles, [defaultRole]: { scopes: ['*'], clearance: 'internal' } },
};

/** Texts by their places in an answer. */
type Texts = ReadonlyMap<string, string>;

/** What is told by an example, a question or a resource: the texts that an outsider is shown, and those masked for one. */
interface Told {
  title: string;
  shown: Texts;
  masked: readonly string[];
}

/**
 * What is masked in one field of an answer stands in no other: in a title, a finding, a warning; and what one tool masks, no other tool,
 * question or resource tells.
 */
export function masksSuite(subject: Subject): Suite {
  const tools = toolsOf(subject).map(({ tool }) => tool);
  const known = new Map<ServerTool, Promise<Told[]>>();
  const toldBy = (tool: ServerTool) => {
    const told = known.get(tool) ?? askBoth(subject, tool);
    known.set(tool, told);
    return told;
  };
  const checks = tools.map((tool): Check => {
    return {
      title: `${tool.name} tells in no field whom it masks in another`,
      run: async () => assertMasked(await toldBy(tool)),
    };
  });
  const across: Check = {
    title: 'no tool, question or resource tells whom a tool masks',
    run: async () => assertMasked([...(await Promise.all(tools.map(toldBy))).flat(), ...(await readAll(subject))]),
  };
  return { title: 'masks', checks: [...checks, across] };
}

function assertMasked(all: readonly Told[]): void {
  const masked = [...new Set(all.flatMap((told) => told.masked))].map((text) => ({ text, find: finderOf(text) }));
  for (const { title, shown } of all) {
    for (const [place, text] of shown) {
      const found = masked.find(({ find }) => find(text) || find(place));
      assert.ok(!found, `${found?.text} is masked, and ${title} tells it in ${place}: mark that field as personal`);
    }
  }
}

/** Finds a name as words of their own; a script that sets no blanks has it among others. */
function finderOf(text: string): (where: string) => boolean {
  const isSpaced = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\P{L}]+$/u.test(text);
  const escaped = text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const words = isSpaced ? new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u') : undefined;
  return (where) => where.includes(text) && (words?.test(where) ?? true);
}

/** The examples of a tool, asked by who sees all and by who is an outsider. */
async function askBoth(subject: Subject, tool: ServerTool): Promise<Told[]> {
  const told: Told[] = [];
  for (const { title, input } of tool.examples) {
    const open = createBench(subject, { policy: defaultPolicy });
    const closed = createBench(subject, { policy: outsider });
    const asked = await createBench(subject, { policy: outsider }).call(tool.name, input);
    const seen = await textsOf(open, tool, input);
    const shown = new Map(await textsOf(closed, tool, input));
    if (asked.kind === 'question') shown.set(`${tool.name}.question`, withoutGiven(asked.message, input));
    told.push({ title: `${tool.name}, "${title}",`, shown, masked: maskedIn(seen, shown) });
  }
  return told;
}

async function textsOf(bench: Bench, { name }: ServerTool, input: unknown): Promise<Texts> {
  return new Map(leavesOf(throughJson(resultOf(await bench.approve(name, input), bench)), name));
}

/** What the caller says itself is shown to it again. */
function withoutGiven(message: string, input: unknown): string {
  return leavesOf(input, '').reduce((text, [, given]) => text.replaceAll(given, ''), message);
}

/** Who is masked: names of one word or more. Of other texts only those that nobody writes twice. */
function maskedIn(seen: Texts, shown: Texts): string[] {
  return [...seen].flatMap(([place, text]) => {
    const mask = shown.get(place);
    if (mask === undefined || mask === text) return [];
    const isName = /^.\*{3}$/u.test(mask) && /\p{L}{2}/u.test(text);
    return isName || /\p{L}{2}.*(?:\s+\S+){4}/u.test(text) ? [text] : [];
  });
}

/** The resources that are no templates, as an outsider reads them. */
async function readAll(subject: Subject): Promise<Told[]> {
  const { runtime } = createBench(subject, { policy: outsider });
  const request = { client: { name: 'contract', version: '1', canAsk: true }, signal: new AbortController().signal };
  return Promise.all(
    subject.surface.resources.map(async ({ uri }): Promise<Told> => {
      const answer = await runtime.readResource(uri, request);
      const value = answer.kind === 'result' ? throughJson(answer.value) : undefined;
      return { title: uri, shown: new Map(leavesOf(value, uri)), masked: [] };
    }),
  );
}

function leavesOf(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, `${path}.${key}`));
}
