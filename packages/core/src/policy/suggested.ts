/** A suggestion to put behind a name that is not known; empty where nothing comes near. */
export function suggested(nearest: readonly string[]): string {
  return nearest.length > 0 ? ` (did you mean ${nearest.slice(0, 2).join(' or ')}?)` : '';
}
