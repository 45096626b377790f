import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuditLogOptions, createFileAuditLog, type FileAuditLog } from '../../src/audit/audit-log.ts';
import type { AuditRecord } from '../../src/audit/audit-record.ts';

/** A folder of its own for a test; gone after `use`. */
export async function withFolder<Value>(use: (folder: string, home: string) => Promise<Value>): Promise<Value> {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-audit-'));
  try {
    return await use(join(home, 'audit'), home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The record of a call's beginning or end. */
export function callRecord(phase: 'intent' | 'outcome', call: string, more: Record<string, unknown> = {}): AuditRecord {
  return {
    event: `tool.${phase}`,
    call,
    name: 'list_letters',
    effect: 'read',
    class: 'internal',
    scopes: ['letters:read'],
    principal: { name: 'sam', role: 'viewer' },
    client: { name: 'test', version: '1' },
    ...(phase === 'outcome' && { status: 'ok', milliseconds: 3 }),
    ...more,
  };
}

/** Writes whole calls, one after the other. */
export async function writeCalls(log: FileAuditLog, count: number, prefix = 'call'): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await log.append(callRecord('intent', `${prefix}-${index}`));
    await log.append(callRecord('outcome', `${prefix}-${index}`, { ratio: index / 7 + 1e-9, text: 'Zoë "7"\n\u007f' }));
  }
}

/** A trail of sealed segments, written one after the other. */
export async function writeTrail(folder: string, segments: number, calls: number, options: AuditLogOptions = {}) {
  for (let index = 0; index < segments; index += 1) {
    const log = createFileAuditLog(folder, 'post', { checkpointRecords: 8, ...options });
    await writeCalls(log, calls, `s${index}`);
    await log.close();
  }
}

/** Two sealed segments and one that is in use, with a few records that no checkpoint covers yet. */
export async function withOpenTrail(use: (folder: string, openFile: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    await writeTrail(folder, 2, 4, { checkpointRecords: 6 });
    const log = createFileAuditLog(folder, 'post', { checkpointRecords: 6, checkpointSeconds: 100_000 });
    await writeCalls(log, 4, 'open');
    try {
      await use(folder, readdirSync(folder).sort().at(-1) ?? '');
    } finally {
      await log.close();
    }
  });
}
