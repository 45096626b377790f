/** The text of one top-level declaration, without its comment; undefined when there is none of that name. */
export function declarationOf(source: string, name: string): string | undefined {
  const lines = source.split('\n');
  const head = new RegExp(`^(?:export )?(?:async )?(?:const|function|class|interface|type) ${name}\\b`);
  const first = lines.findIndex((line) => head.test(line));
  if (first < 0) return undefined;
  // The formatter ends a declaration with the first unindented line that closes something.
  const isLast = (line: string, index: number) =>
    index >= first && /^\S/.test(line) && /[;}]$/.test(line) && (index === first || /^[\])}]/.test(line));
  const last = lines.findIndex(isLast);
  return lines.slice(first, last + 1).join('\n');
}
