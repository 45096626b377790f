/** Counts what Xero sends: since 2 March 2026 it charges apps for the data they take out. */
export interface Egress {
  add(tenantId: string, bytes: number): void;
  /** Bytes of answers since this process began, decompressed. */
  of(tenantId: string): number;
}

export function createEgress(): Egress {
  const counts = new Map<string, number>();
  return {
    add: (tenantId, bytes) => void counts.set(tenantId, (counts.get(tenantId) ?? 0) + bytes),
    of: (tenantId) => counts.get(tenantId) ?? 0,
  };
}
