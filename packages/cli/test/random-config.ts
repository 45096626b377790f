import { createRandom } from '@bizmcp/testkit/simulator';

/** A configuration as people have them: its text and, unless it is broken, what it says. */
export interface RandomConfig {
  extension: 'json' | 'toml' | 'yaml';
  text: string;
  data: Record<string, unknown> | undefined;
  traits: Set<'comments' | 'trailing commas' | 'CRLF' | 'BOM' | 'broken' | 'link' | 'read-only' | 'two writers'>;
}

const containers = { json: 'mcpServers', toml: 'mcp_servers', yaml: 'extensions' };
const texts = ['npx', 'a, b', '# no comment', '// neither', 'ü ✓', 'say "hi"', 'C:\\x', '{', ''];

export function randomConfig(seed: number): RandomConfig {
  const random = createRandom(seed).next;
  const is = (share: number) => random() < share;
  const extension = (['json', 'json', 'toml', 'yaml'] as const)[Math.floor(random() * 4)] ?? 'json';
  const traits: RandomConfig['traits'] = new Set();
  const note = (trait: Parameters<typeof traits.add>[0], share: number) => is(share) && traits.add(trait) && true;
  note('comments', 0.6);
  if (extension === 'json') note('trailing commas', 0.3);
  note('CRLF', 0.3);
  note('BOM', 0.2);
  note('link', 0.15);
  note('read-only', 0.08);
  note('two writers', 0.1);
  const scalar = () =>
    is(0.7) ? (texts[Math.floor(random() * texts.length)] ?? '') : is(0.5) ? is(0.5) : Math.floor(random() * 1e6);
  const servers = Object.fromEntries(
    Array.from({ length: Math.floor(random() * 4) }, (_, index) => [
      `server-${index}`,
      { command: scalar(), args: [scalar(), scalar()] },
    ]),
  );
  const data: Record<string, unknown> = {};
  for (let index = 0; index < random() * 4; index += 1) data[`key${index}`] = is(0.3) ? [scalar(), 'x'] : scalar();
  if (is(0.8) && (extension === 'json' || Object.keys(servers).length > 0)) data[containers[extension]] = servers;
  if (extension === 'json' && is(0.5)) data.last = { deep: { deeper: scalar() } };
  const comment = () => traits.has('comments') && is(0.4);
  const lines = { json: jsonText, toml: tomlText, yaml: yamlText }[extension](
    data,
    traits.has('trailing commas'),
    comment,
  );
  const isBroken = note('broken', 0.1);
  const whole = isBroken
    ? `${lines}\n${extension === 'yaml' ? 'a: "b' : extension === 'toml' ? 'a = = 1' : '}'}\n`
    : lines;
  const ended = traits.has('CRLF') ? whole.replaceAll('\n', '\r\n') : whole;
  return { extension, text: traits.has('BOM') ? `\uFEFF${ended}` : ended, data: isBroken ? undefined : data, traits };
}

function jsonText(value: unknown, hasTrailing: boolean, comment: () => boolean, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const entries = Object.entries(value);
  if (entries.length === 0) return comment() ? `${open} /* empty */ ${close}` : `${open}${close}`;
  const lines = entries.flatMap(([key, inner], index) => {
    const comma = hasTrailing || index < entries.length - 1 ? ',' : '';
    const name = Array.isArray(value) ? '' : `${JSON.stringify(key)}: `;
    const before = comment() ? [`${indent}  // about ${key} {`] : [];
    return [
      ...before,
      `${indent}  ${name}${jsonText(inner, hasTrailing, comment, `${indent}  `)}${comma}${comment() ? ' // "so"' : ''}`,
    ];
  });
  const end = comment() ? [`${indent}  /* end, */`] : [];
  const text = [open, ...lines, ...end, `${indent}${close}`].join('\n');
  return indent === '' ? `${comment() ? '// head\n' : ''}${text}${comment() ? ' // tail' : ''}\n` : text;
}

function tomlText(data: Record<string, unknown>, _: boolean, comment: () => boolean): string {
  const pairs = (map: object) =>
    Object.entries(map).flatMap(([key, value]) => [
      ...(comment() ? [`# about ${key}`] : []),
      `${key} = ${JSON.stringify(value)}${comment() ? ' # so' : ''}`,
    ]);
  const { mcp_servers: servers = {}, ...plain } = data;
  const tables = Object.entries(Object(servers)).flatMap(([name, server]) => [
    '',
    `[mcp_servers.${name}]${comment() ? ' # table' : ''}`,
    ...pairs(Object(server)),
  ]);
  return `${[...pairs(plain), ...tables, ...(comment() ? ['# tail'] : [])].join('\n')}\n`;
}

function yamlText(data: Record<string, unknown>, _: boolean, comment: () => boolean, indent = ''): string {
  const lines = Object.entries(data).flatMap(([key, value]) => {
    const before = comment() ? [`${indent}# about ${key}`] : [];
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    const inner = isMap
      ? `\n${yamlText({ ...value }, false, comment, `${indent}  `).trimEnd()}`
      : ` ${JSON.stringify(value)}${comment() ? ' # so' : ''}`;
    return [...before, `${indent}${key}:${inner}`];
  });
  return `${lines.join('\n')}\n`;
}
