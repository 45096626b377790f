/** An error's own words, for the operator of a server alone: they may quote what a system answered. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
