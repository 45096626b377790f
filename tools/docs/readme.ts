import type { Surface } from '@bizmcp/core';

const begin = '<!-- generated from the code by `pnpm docs`: do not edit below -->';
const end = '<!-- end of the generated part -->';

/** A README whose generated part is new; the part by hand stays. */
export function readmeWithTables(readme: string, surface: Surface, folder: string): string {
  const start = readme.indexOf(begin);
  const stop = readme.indexOf(end);
  if (start < 0 || stop < start)
    throw new Error(`servers/${folder}/README.md lacks the two marks of its generated part:\n${begin}\n${end}`);
  return `${readme.slice(0, start)}${begin}\n\n${generatedPart(surface, folder)}\n${readme.slice(stop)}`;
}

function generatedPart(surface: Surface, folder: string): string {
  const settings = surface.settings.map(
    ({ name, description, secret, default: fallback }) =>
      `| \`${name}\` | ${secret ? 'yes' : ''} | ${fallback === undefined ? '' : `\`${fallback}\``} | ${description} |`,
  );
  const tools = surface.tools.map(
    (tool) =>
      `| \`${tool.name}\` | ${tool.effect} | ${tool.class} | ${tool.scopes.map((scope) => `\`${scope}\``).join(' ')} | ${tool.description} |`,
  );
  const resources = [
    ...surface.resources.map(({ uri, description }) => [uri, description]),
    ...surface.resourceTemplates.map(({ uriTemplate, description }) => [uriTemplate, description]),
  ];
  return [
    '## Settings',
    '',
    '| variable | secret | default | what it is |',
    '|---|---|---|---|',
    ...settings,
    '',
    ...surface.credentials.map(
      ({ title, settings: names, how }) => `- **${title}** (${names.map((name) => `\`${name}\``).join(', ')}): ${how}`,
    ),
    '',
    '## In a client',
    '',
    '```json',
    JSON.stringify({ mcpServers: { [folder]: clientEntry(surface, folder) } }, undefined, 2),
    '```',
    '',
    `## Tools (${surface.tokens} tokens in all)`,
    '',
    '| tool | effect | data | scopes | what it does |',
    '|---|---|---|---|---|',
    ...tools,
    '',
    ...(resources.length > 0
      ? ['## Resources', '', ...resources.map(([uri, description]) => `- \`${uri}\`: ${description}`), '']
      : []),
    ...(surface.prompts.length > 0
      ? ['## Prompts', '', ...surface.prompts.map((prompt) => `- \`${prompt.name}\`: ${prompt.description}`), '']
      : []),
  ].join('\n');
}

/** The entry of `.mcp.json`: every variable is named, because some clients hand on no other. */
export function clientEntry(surface: Surface, folder: string) {
  return {
    command: 'npx',
    args: ['-y', `@bizmcp/${folder}`],
    env: Object.fromEntries(
      surface.settings.map(({ name, default: fallback }) => [
        name,
        fallback === undefined ? `\${${name}}` : `\${${name}:-${fallback}}`,
      ]),
    ),
  };
}
