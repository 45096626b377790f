/** Matches an address against a template of whole path segments: `bizmcp://x/schema/{type}`. */
export function matchUri(template: string, uri: string): Record<string, string> | undefined {
  const expected = template.split('/');
  const given = uri.split('/');
  if (expected.length !== given.length) return undefined;
  const variables: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? '';
    const variable = /^\{(\w+)\}$/.exec(part)?.[1];
    if (variable !== undefined && value !== '') variables[variable] = decodeSegment(value);
    else if (part !== value) return undefined;
  }
  return variables;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
