/** The names of the fields in a value that are not shown as they are, however deep; what has no name goes by that of what it is in. */
export function hiddenFields(value: unknown, shown: unknown, name = ''): string[] {
  if (!isCompound(value) || !isCompound(shown)) return JSON.stringify(value) === JSON.stringify(shown) ? [] : [name];
  const fields = Object.entries(shown);
  const names = Object.values(value).flatMap((item, index) => {
    const [key = '', seen] = fields[index] ?? [];
    return hiddenFields(item, seen, Array.isArray(value) ? name : key);
  });
  return [...new Set(names)];
}

function isCompound(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
