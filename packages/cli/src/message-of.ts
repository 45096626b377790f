/** An error's own words; what was thrown need not be an error. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
