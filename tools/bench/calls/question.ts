const words = ['N', 'o', 't', 'e', 'a', 'b', 'u', ' '];

/** Calls of one tool that no two callers of 64 make alike: equal ones under way at once would share one request to the system. */
export function questionOf(caller: number): { name: string; arguments: { contains: string; limit: number } } {
  const contains = words[Math.floor(caller / words.length) % words.length] ?? '';
  return { name: 'list_notes', arguments: { contains, limit: 1 + (caller % words.length) } };
}
