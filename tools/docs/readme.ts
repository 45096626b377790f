import type { Surface } from '@bizmcp/core';
import { claudeCode } from '../../packages/cli/src/clients/claude-code.ts';
import { launchOf } from '../../packages/cli/src/entry-writing/launch.ts';
import type { FleetServer } from '../../packages/cli/src/fleet/fleet-server.ts';
import { privacyLines } from '../../packages/cli/src/pack/privacy.ts';
import { formattedJson } from './formatted-json.ts';

/** The generated part of a server's README; `server` is the same as `bizmcp` knows it, undefined for one outside of the fleet. */
export function readmePart(surface: Surface, server: FleetServer | undefined): string {
  const client = server ? clientSection(server) : [];
  return [...settingsSection(surface), ...client, ...toolsSection(surface), ...otherSections(surface)]
    .join('\n')
    .trim();
}

function settingsSection({ settings, credentials }: Surface): string[] {
  return [
    '## Settings',
    '',
    '| variable | secret | default | what it is |',
    '|---|---|---|---|',
    ...settings.map(
      ({ name, description, secret, default: fallback }) =>
        `| \`${name}\` | ${secret ? 'yes' : ''} | ${fallback === undefined ? '' : `\`${fallback}\``} | ${description} |`,
    ),
    '',
    ...(credentials.length > 1 ? ['Any one of these is enough:', ''] : []),
    ...credentials.map(
      ({ title, settings: names, how }) => `- **${title}** (${names.map((name) => `\`${name}\``).join(', ')}): ${how}`,
    ),
    '',
  ];
}

/** The entry is the one that `bizmcp init` writes, for its first way of access. */
function clientSection(server: FleetServer): string[] {
  const { name, package: packageName } = server;
  const choice = {
    ...{ isSandbox: false, isPlain: false, credential: undefined, from: undefined, besides: [] },
    ...{ values: new Map<string, string>(), stored: new Set<string>() },
    // Not that of the machine which generates: its README must say the same on every one.
    platform: 'linux' as const,
  };
  const entry = claudeCode.entryOf(launchOf(server, choice));
  return [
    '## In a client',
    '',
    `\`bizmcp init --servers ${name}\` sets up any client. In \`.mcp.json\` it writes (on Windows \`cmd\`, which is given \`/c npx\`):`,
    '',
    '```json',
    formattedJson({ mcpServers: { [name]: entry } }).trimEnd(),
    '```',
    '',
    `In a checkout \`bizmcp pack ${name} --as mcpb\` makes a bundle for Claude Desktop, \`--as plugin\` a Claude Code plugin with a skill. All flags: \`npx -y ${packageName} --help\`.`,
    '',
  ];
}

function toolsSection({ name, tools, tokens }: Surface): string[] {
  return [
    `## Tools (${tokens} tokens in all)`,
    '',
    '| tool | effect | data | scopes | what it does |',
    '|---|---|---|---|---|',
    ...tools.map((tool) => {
      const scopes = tool.scopes.map((scope) => `\`${scope}\``).join(' ');
      return `| \`${tool.name}\` | ${tool.effect} | ${tool.class} | ${scopes} | ${tool.description} |`;
    }),
    '',
    `Fields, limits and examples: [reference](../../docs/reference/${name}.md).`,
    '',
  ];
}

function otherSections({ system, resources, resourceTemplates, prompts }: Surface): string[] {
  const addresses = [
    ...resources.map(({ uri, description }) => `- \`${uri}\`: ${description}`),
    ...resourceTemplates.map(({ uriTemplate, description }) => `- \`${uriTemplate}\`: ${description}`),
  ];
  const prompted = prompts.map((prompt) => `- \`${prompt.name}\`: ${prompt.description}`);
  return [
    ...(addresses.length > 0 ? ['## Resources', '', ...addresses, ''] : []),
    ...(prompted.length > 0 ? ['## Prompts', '', ...prompted, ''] : []),
    '## Privacy',
    '',
    ...privacyLines(system),
  ];
}
