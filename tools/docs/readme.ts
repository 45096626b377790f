import type { Surface } from '@bizmcp/core';

/** The generated part of a server's README. */
export function readmePart(surface: Surface): string {
  return [...settingsSection(surface), ...clientSection(surface), ...toolsSection(surface), ...otherSections(surface)]
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

function clientSection(surface: Surface): string[] {
  const { name } = surface;
  return [
    '## In a client',
    '',
    '```json',
    JSON.stringify({ mcpServers: { [name]: clientEntry(surface) } }, undefined, 2),
    '```',
    '',
    `Without an account: \`npx -y @bizmcp/${name} --sandbox\`. All flags: \`npx -y @bizmcp/${name} --help\`.`,
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
    `Nothing leaves your computer but the requests to ${system}. There is no telemetry. The audit trail stays in a folder of yours and holds`,
    'digests of arguments and answers, not their text.',
  ];
}

/** The entry of `.mcp.json`: every variable is named, because some clients hand on no other. */
function clientEntry({ name, settings }: Surface) {
  return {
    command: 'npx',
    args: ['-y', `@bizmcp/${name}`],
    env: Object.fromEntries(
      settings.map((setting) => [
        setting.name,
        setting.default === undefined ? `\${${setting.name}}` : `\${${setting.name}:-${setting.default}}`,
      ]),
    ),
  };
}
