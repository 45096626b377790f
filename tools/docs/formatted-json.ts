const mostColumns = 120;

/** JSON as the formatter leaves it alone: an object always takes several lines, a list only when it holds objects or does not fit into one. */
export function formattedJson(value: unknown): string {
  return `${written(value, '', 0)}\n`;
}

function written(value: unknown, indent: string, before: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    const isFlat = value.every((item) => typeof item !== 'object');
    if (isFlat && indent.length + before + line.length < mostColumns) return line;
    return `[\n${value.map((item) => inner + written(item, inner, 0)).join(',\n')}\n${indent}]`;
  }
  const fields = Object.entries(value).map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `;
    return inner + name + written(item, inner, name.length);
  });
  return fields.length > 0 ? `{\n${fields.join(',\n')}\n${indent}}` : '{}';
}
