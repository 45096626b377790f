import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { clientEras, connectStdioClient } from '../../packages/testkit/src/stdio-client.ts';
import { root } from '../docs/servers.ts';
import { installed, runAlone, type Workshop } from './client-program.ts';
import { type Verdict, verdictOf } from './verdict.ts';

const servers = ['hubspot', 'xero'] as const;
const from = ['--from', join(root, 'servers')];

/** Runs `bizmcp` from the sources, in the workshop. */
export function runBizmcp(workshop: Workshop, words: readonly string[]) {
  return runAlone(workshop, process.execPath, [join(root, 'packages', 'cli', 'src', 'main.ts'), ...words]);
}

/** Writes the entries as a newcomer does, and asks the real Claude Code whether it connects. */
export async function claudeCodeChecks(workshop: Workshop, claude: string): Promise<Verdict[]> {
  const { text: version } = await runAlone(workshop, claude, ['--version']);
  const line = ['init', '--client', 'claude-code', '--servers', servers.join(','), '--sandbox', '--yes', ...from];
  const init = await runBizmcp(workshop, line);
  const connected = servers.map((name) => new RegExp(`^${name}: .* ✔ Connected$`, 'm'));
  const pending = servers.map((name) => new RegExp(`^${name}: .* Pending approval`, 'm'));
  const before = await runAlone(workshop, claude, ['mcp', 'list']);
  // What a person agrees to when Claude Code asks about the servers of a project.
  mkdirSync(join(workshop.home, '.claude'), { recursive: true });
  writeFileSync(join(workshop.home, '.claude', 'settings.json'), '{"enableAllProjectMcpServers":true}');
  const after = await runAlone(workshop, claude, ['mcp', 'list']);
  const user = { ...workshop, project: join(workshop.home, 'elsewhere') };
  mkdirSync(user.project);
  await runBizmcp(user, [...line, '--scope', 'user']);
  const everywhere = await runAlone(user, claude, ['mcp', 'list']);
  const local = await claudeLocal(workshop, claude, [...line, '--scope', 'local']);
  return [
    verdictOf('bizmcp', line.slice(0, 7).join(' '), init.text, ['created    ./.mcp.json']),
    verdictOf(version, 'mcp list, before the project is approved: Pending approval', before.text, pending),
    verdictOf(version, 'mcp list: Connected for both', after.text, connected),
    verdictOf(version, 'mcp list, --scope user in another folder: Connected for both', everywhere.text, connected),
    verdictOf(version, 'mcp list, --scope local inside a repository: Connected for both', local.text, connected),
  ];
}

/** Local entries are those of a whole repository: they are written inside of it, and looked for at its root by another home. */
async function claudeLocal({ home, ...workshop }: Workshop, claude: string, line: readonly string[]) {
  const repository = join(home, 'repository');
  const other = { ...workshop, home: join(home, 'other'), project: join(repository, 'inside') };
  for (const folder of [other.home, other.project]) mkdirSync(folder, { recursive: true });
  await runAlone(other, 'git', ['init', '--quiet', repository]);
  await runBizmcp(other, line);
  return runAlone({ ...other, project: repository }, claude, ['mcp', 'list']);
}

const Entries = z.object({
  mcpServers: z.record(z.string(), z.object({ command: z.literal('node'), args: z.tuple([z.string()], z.string()) })),
});

/** Starts the same entries with the SDK's clients: v1, and v2 in its three ways to agree on a protocol. */
export async function sdkChecks({ home, project }: Workshop): Promise<Verdict[]> {
  const { mcpServers } = Entries.parse(JSON.parse(readFileSync(join(project, '.mcp.json'), 'utf8')));
  const verdicts: Verdict[] = [];
  for (const [name, entry] of Object.entries(mcpServers)) {
    const [script, ...args] = entry.args;
    for (const era of clientEras) verdicts.push(await sdkCheck(name, { script, args, env: { HOME: home }, era }));
  }
  return verdicts;
}

async function sdkCheck(name: string, options: Parameters<typeof connectStdioClient>[0]): Promise<Verdict> {
  const client = `MCP SDK ${options.era}`;
  try {
    const connection = await connectStdioClient(options);
    const tools = await connection.listTools();
    const { isError } = await connection.callTool('health_check', {});
    await connection.close();
    const said = `${name} ${connection.protocolVersion}: ${tools.length > 0 ? 'tools' : 'no tools'}, health_check ${isError ? 'failed' : 'answered'}`;
    return verdictOf(client, said, said, [': tools, health_check answered']);
  } catch (error) {
    return { client, what: name, outcome: 'failed', said: String(error) };
  }
}

/** Lists the tools of the same entries with the Inspector, which exits with 6 for a schema that is not portable. */
export async function inspectorChecks(workshop: Workshop, inspector: string): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const name of servers) {
    for (const era of ['legacy', 'modern']) {
      const where = ['--cli', '--config', join(workshop.project, '.mcp.json'), '--server', name];
      const args = [...where, '--method', 'tools/list', '--strict', '--protocol-era', era];
      const { exitCode, text } = await runAlone(workshop, inspector, args);
      const said = `exit code ${exitCode}\n${text}`;
      const what = `--cli --strict --protocol-era ${era}, ${name}`;
      verdicts.push(verdictOf('Inspector', what, said, ['exit code 0', '"health_check"']));
    }
  }
  return verdicts;
}

/** A client that lists whether it reaches the servers of its own configuration. */
interface OtherClient {
  id: string;
  name: string;
  version: string;
  command: string;
  args: readonly string[];
  environment?: Record<string, string>;
  /** What it says of each server. */
  expected: (server: string) => RegExp;
}

const others: readonly OtherClient[] = [
  {
    ...{ id: 'gemini', name: '@google/gemini-cli', version: '0.61.0', command: 'gemini', args: ['mcp', 'list'] },
    environment: { GEMINI_CLI_TRUST_WORKSPACE: 'true' },
    expected: (server) => new RegExp(`${server}: .*Connected`),
  },
  {
    ...{ id: 'opencode', name: 'opencode-ai', version: '1.18.33', command: 'opencode', args: ['mcp', 'list'] },
    expected: (server) => new RegExp(`${server}\\s+connected`),
  },
  {
    // It lists what it has read, and starts nothing.
    ...{ id: 'codex', name: '@openai/codex', version: '0.169.0', command: 'codex', args: ['mcp', 'list'] },
    expected: (server) => new RegExp(`^${server}\\s.*enabled`, 'm'),
  },
];

/** Writes the entries of three more clients, and asks each of them. */
export async function otherChecks(workshop: Workshop): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const { id, name, version, command, args, environment, expected } of others) {
    const what = `${args.join(' ')}: ${servers.join(', ')}`;
    const client = `${name} ${version}`;
    const program = await installed(workshop, name, version, command);
    if ('why' in program) {
      verdicts.push({ client, what, outcome: 'not installed', said: program.why });
      continue;
    }
    const added = await runBizmcp(workshop, ['add', ...servers, '-c', id, '--scope', 'user', '--sandbox', ...from]);
    verdicts.push(verdictOf('bizmcp', `add --client ${id}`, added.text, ['created']));
    const { text } = await runAlone(workshop, program.program, args, environment);
    verdicts.push(verdictOf(client, what, text, servers.map(expected)));
  }
  return verdicts;
}
