import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../docs/servers.ts';
import { installed, type Workshop } from './client-program.ts';
import { conformanceChecks } from './conformance-checks.ts';
import { conversationChecks } from './conversation-checks.ts';
import { claudeCodeChecks, inspectorChecks, otherChecks, sdkChecks } from './entry-checks.ts';
import { bundleChecks, pluginChecks } from './package-checks.ts';
import { reportOf, type Verdict } from './verdict.ts';

/**
 * Installs real clients from npm into a temporary folder and has them start what `bizmcp` writes, with an empty environment and without
 * any login. It needs the network, 2 GB and some minutes, and is no part of `pnpm test`.
 */
const place = mkdtempSync(join(tmpdir(), 'bizmcp-clients-'));
const workshop: Workshop = {
  home: join(place, 'home'),
  project: join(place, 'project'),
  clients: join(place, 'clients'),
};
for (const folder of Object.values(workshop)) mkdirSync(folder);

/** Checks that need a program; without it they are told as not made. */
async function checksWith(
  [client, name, version, command]: readonly [client: string, name: string, version: string, command: string],
  checks: (program: string) => Promise<Verdict[]>,
): Promise<Verdict[]> {
  const program = await installed(workshop, name, version, command);
  if ('program' in program) return checks(program.program);
  return [{ client, what: `${name}@${version}`, outcome: 'not installed', said: program.why }];
}

const claude = ['Claude Code', '@anthropic-ai/claude-code', '2.1.330', 'claude'] as const;
const inspector = ['Inspector', '@modelcontextprotocol/inspector', '2.12.0', 'mcp-inspector'] as const;
const conformance = [
  'conformance suite',
  '@modelcontextprotocol/conformance',
  '0.2.0-alpha.12',
  'conformance',
] as const;
const mcpb = ['mcpb', '@anthropic-ai/mcpb', '2.1.2', 'mcpb'] as const;

try {
  for (const server of ['hello', 'hubspot', 'xero'])
    if (!existsSync(join(root, 'servers', server, 'dist', 'index.js'))) throw new Error('Run `pnpm build` first.');
  const rounds: (() => Promise<Verdict[]>)[] = [
    () => checksWith(claude, (program) => claudeCodeChecks(workshop, program)),
    () => checksWith(claude, (program) => conversationChecks(workshop, program)),
    () => sdkChecks(workshop),
    () => checksWith(inspector, (program) => inspectorChecks(workshop, program)),
    () => checksWith(conformance, (program) => conformanceChecks(workshop, program)),
    () => otherChecks(workshop),
    () => checksWith(claude, (program) => pluginChecks(workshop, program)),
    () => checksWith(mcpb, (program) => bundleChecks(workshop, program)),
  ];
  const all: Verdict[] = [];
  for (const round of rounds) {
    const verdicts = await round();
    console.log(reportOf(verdicts));
    all.push(...verdicts);
  }
  const count = (outcome: Verdict['outcome']) => all.filter((verdict) => verdict.outcome === outcome).length;
  console.log(`\n${count('ok')} ok, ${count('failed')} failed, ${count('not installed')} not installed`);
  process.exitCode = count('failed') > 0 || count('ok') === 0 ? 1 : 0;
} finally {
  rmSync(place, { recursive: true, force: true });
}
