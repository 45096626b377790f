/** What a tool is matched by. Without a server, `ifUnknown` says whether a pattern that names one matches. */
interface ToolName {
  server: string | undefined;
  tool: string;
  ifUnknown: boolean;
}

/** Whether a glob such as `hubspot.delete_*` or `*` matches a tool. */
export function matchesTool(pattern: string, { server, tool, ifUnknown }: ToolName): boolean {
  if (pattern === '*') return true;
  const dot = pattern.indexOf('.');
  if (dot < 0 || !matchesGlob(pattern.slice(dot + 1), tool)) return false;
  const serverPattern = pattern.slice(0, dot);
  return server === undefined ? serverPattern === '*' || ifUnknown : matchesGlob(serverPattern, server);
}

/** `*` stands for any characters. Goes back to the last star at most, so the work is bounded by the product of the lengths. */
function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (index < text.length) {
    if (pattern[at] === '*') {
      star = at;
      resume = index;
      at += 1;
    } else if (pattern[at] === text[index]) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else return false;
  }
  return [...pattern.slice(at)].every((character) => character === '*');
}
