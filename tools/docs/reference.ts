import type { JsonSchema, Surface, SurfaceTool } from '@bizmcp/core';

/** The reference page of one server. */
export function referencePage(surface: Surface): string {
  return [
    `# ${surface.title}`,
    '',
    'Generated from the code by `pnpm generate`.',
    '',
    surface.instructions,
    '',
    ...surface.tools.flatMap(toolSection),
  ].join('\n');
}

function toolSection(tool: SurfaceTool): string[] {
  const { calls, perSeconds } = tool.rateLimit;
  const examples = Array.isArray(tool._meta['bizmcp/examples']) ? tool._meta['bizmcp/examples'] : [];
  return [
    `## ${tool.name}`,
    '',
    `${tool.title}. ${tool.description}`,
    '',
    `Effect: ${tool.effect}. Data: ${tool.class}. Scopes: ${tool.scopes.join(', ') || 'none'}. Limit: ${calls} calls in ${perSeconds} s. Tokens: ${tool.tokens}.`,
    '',
    ...fieldTable('Input', tool.inputSchema),
    ...fieldTable('Output', tool.outputSchema),
    ...examples.flatMap(({ title, input }) => [`Example: ${title}`, '', '```json', JSON.stringify(input), '```', '']),
  ];
}

function fieldTable(title: string, schema: JsonSchema): string[] {
  const rows = fieldRows(schema, '');
  return rows.length === 0 ? [] : [`| ${title} | type | what it is |`, '|---|---|---|', ...rows, ''];
}

function fieldRows(schema: JsonSchema, prefix: string): string[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(record(schema.properties)).flatMap(([name, value]) => {
    const field = record(value);
    const items = record(field.items);
    const isRequired = required.includes(name) ? '' : '?';
    const row = `| \`${prefix}${name}${isRequired}\` | ${typeName(field)} | ${String(field.description ?? '').replaceAll('|', '\\|')} |`;
    return [row, ...fieldRows(field, `${prefix}${name}.`), ...fieldRows(items, `${prefix}${name}[].`)];
  });
}

function typeName(field: JsonSchema): string {
  if (Array.isArray(field.enum)) return field.enum.map((value) => `\`${value}\``).join(' ');
  const options = [field.anyOf, field.oneOf].filter(Array.isArray).flat();
  if (options.length > 0) return options.map((option) => typeName(record(option))).join(' or ');
  return field.type === 'array' ? `array of ${typeName(record(field.items))}` : String(field.type ?? 'any');
}

function record(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
