import { createFileAuditLog } from '@bizmcp/core';

/** When the morning begins. */
export const morning = Date.parse('2026-11-20T08:00:00Z');

/** A trail of two servers: what an ordinary morning leaves. */
export async function writeMorning(trail: string): Promise<void> {
  let now = morning;
  const sandboxed = { version: '0.1.0+sandbox' };
  const calls = [
    ['hubspot', 'sam', 'search_objects', 'read', { status: 'ok' }],
    ['hubspot', 'sam', 'create_object', 'create', { status: 'error', code: 'approval_required' }],
    ['hubspot', 'sam', 'create_object', 'create', { status: 'ok', upstream: { vendorRequestId: 'req-4711' } }],
    ['xero', 'aleksandra.wojciechowska@example.com', 'search_bank_transactions_by_reference', 'read', { status: 'ok' }],
    ['xero', 'kim', 'create_invoice', 'create', { status: 'error', code: 'unavailable' }],
  ] as const;
  for (const [server, name, tool, effect, outcome] of calls) {
    const log = createFileAuditLog(trail, server, { now: () => now, ...(server === 'xero' && sandboxed) });
    const subject = {
      call: `${tool}-${now}`,
      name: tool,
      effect,
      class: 'internal',
      principal: { name, role: 'sales' },
    };
    await log.append({ event: 'tool.intent', ...subject });
    now += 60_000;
    await log.append({ event: 'tool.outcome', ...subject, ...outcome });
    await log.close();
  }
}
