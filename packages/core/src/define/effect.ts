/** What a tool does to the business system. Everything else (MCP hints, approval, retry, read-only mode) follows from it. */
export const effects = ['read', 'create', 'update', 'delete', 'send'] as const;

/** One of {@link effects}. `send` leaves the company: an email, an invoice to a customer. */
export type Effect = (typeof effects)[number];

/** Whether a tool with this effect changes something. */
export function isWrite(effect: Effect): boolean {
  return effect !== 'read';
}
