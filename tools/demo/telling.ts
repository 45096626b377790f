import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { toolTokensOf } from '../bench/start/tool-tokens.ts';
import { binOf, type DemoClient } from './demo-client.ts';

const Outcome = z.object({
  ev: z.literal('tool.outcome'),
  what: z.object({ tool: z.string() }),
  result: z.object({ status: z.string(), code: z.string().optional() }),
  approval: z.unknown().optional(),
  timing: z.object({ total_ms: z.number() }),
});

/** What a refused call is answered. */
export const Failure = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** Prints lines. */
export function say(...lines: string[]): void {
  console.log(lines.join('\n'));
}

/** Cuts a text for a narrow terminal. */
export function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** The first step of a story: what a client sees of a server, and what it costs. */
export async function tellTools({ tools, startMilliseconds, call }: DemoClient): Promise<void> {
  const tokens = tools.reduce((sum, tool) => sum + toolTokensOf({ ...tool }).tokens, 0);
  const { value } = await call('health_check', {});
  say(
    `1. The client starts the server: ${tools.length} tools, ${tokens} tokens, listed after ${startMilliseconds} ms; health: ${value.status}`,
    '',
  );
}

/** What the person was asked last. */
export function tellQuestion({ questions }: DemoClient): void {
  say(...(questions.at(-1) ?? '').split('\n').map((line) => `   | ${shorten(line, 110)}`));
}

/** The last step of a story: the record of all that was done. */
export function tellTrail(client: DemoClient, step: number): void {
  const { folder, records } = client.auditTrail();
  say(
    `${step}. The audit trail holds an intent and an outcome of every call, refused ones too, each chained to the one before:`,
  );
  for (const { tool, words, times, milliseconds } of endsOf(records))
    say(`     ${tool.padEnd(28)}  ${`${words}${times > 1 ? `, ${times} times` : ''}`.padEnd(28)}  ${milliseconds} ms`);
  // Who began with the README's command may have no pnpm.
  const prove = `npx -y -p node@24 -p pnpm@12 pnpm audit:verify ${folder}`;
  say(`   It is in ${folder}; prove that nothing was changed:`, `   ${prove}`, '');
}

/** How the calls ended; those of one tool that ended alike one after the other are told together. */
function endsOf(records: readonly unknown[]) {
  const ends: { tool: string; words: string; times: number; milliseconds: number }[] = [];
  for (const record of records) {
    const outcome = Outcome.safeParse(record);
    if (!outcome.success) continue;
    const { what, result, approval, timing } = outcome.data;
    const words = [result.status, result.code, approval && 'approved'].filter((word) => word !== undefined).join(', ');
    const last = ends.at(-1);
    if (last?.tool !== what.tool || last.words !== words)
      ends.push({ tool: what.tool, words, times: 1, milliseconds: timing.total_ms });
    else ends[ends.length - 1] = { ...last, times: last.times + 1, milliseconds: last.milliseconds + timing.total_ms };
  }
  return ends;
}

/** Writes what a client needs to start a server's sandbox; gives the folder. */
export function writeClientConfiguration(server: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'bizmcp-client-'));
  const entry = { type: 'stdio', command: process.execPath, args: [binOf(server), '--sandbox'], env: {} };
  writeFileSync(join(folder, '.mcp.json'), `${JSON.stringify({ mcpServers: { [server]: entry } }, undefined, 2)}\n`);
  say(`A ready client configuration is in ${join(folder, '.mcp.json')}`);
  return folder;
}

/** The month before the one that a moment is in. */
export function lastMonth(now: number): { first: string; last: string } {
  const day = new Date(now);
  const dayOf = (offset: number, date: number) =>
    new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + offset, date)).toISOString().slice(0, 10);
  return { first: dayOf(-1, 1), last: dayOf(0, 0) };
}
