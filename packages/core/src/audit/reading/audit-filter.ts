import type { Effect } from '../../define/effect.ts';
import { matchesTool } from '../../policy/tool-pattern.ts';
import { isIntent } from '../call-event.ts';
import type { StoredRecord } from '../segment-reader.ts';
import { fieldAt } from './field-at.ts';

/** What became of a call, as a record says it; `none` is a call that has no outcome yet. */
export const auditOutcomes = ['ok', 'error', 'denied', 'unknown', 'asked', 'none'] as const;

/** One of {@link auditOutcomes}. */
export type AuditOutcome = (typeof auditOutcomes)[number];

/** Which records are looked for. What is left out does not matter. */
export interface AuditFilter {
  server?: string;
  /** A glob on the tool, or on `server.tool`. */
  tool?: string;
  principal?: string;
  /** `write` is each effect but `read`. */
  effect?: Effect | 'write';
  outcome?: AuditOutcome;
  /** A glob on the event, such as `approval.*`. */
  event?: string;
  /** The identifier of one call. */
  call?: string;
  /** Anywhere in the record, upper and lower case alike. */
  text?: string;
  /** Milliseconds of the epoch, both included. */
  since?: number;
  until?: number;
}

/** Whether a record is looked for, whatever became of its call. */
export function isOfFilter(record: StoredRecord, line: string, filter: AuditFilter): boolean {
  const { server, principal, call, text, event } = filter;
  if (server !== undefined && fieldAt(record, 'where.server') !== server) return false;
  if (principal !== undefined && fieldAt(record, 'who.principal') !== principal) return false;
  if (call !== undefined && record.corr !== call) return false;
  if (event !== undefined && !matchesTool(`*.${event}`, { server: undefined, tool: record.ev, ifUnknown: true }))
    return false;
  if (!isOfTime(record, filter) || !isOfTool(record, filter) || !isOfEffect(record, filter)) return false;
  return text === undefined || line.toLowerCase().includes(text.toLowerCase());
}

/** What became of a record's call; undefined for a record of another kind. */
export function outcomeOfRecord(record: StoredRecord): AuditOutcome | undefined {
  const status = fieldAt(record, 'result.status');
  return auditOutcomes.find((outcome) => outcome === status) ?? (isIntent(record.ev) ? 'none' : undefined);
}

function isOfTime({ ts }: StoredRecord, { since = -Infinity, until = Infinity }: AuditFilter): boolean {
  if (since === -Infinity && until === Infinity) return true;
  const time = Date.parse(ts);
  // A time that is none is a sign of tampering, and shown.
  return !(time < since || time > until);
}

/** An approval is of the tool that it was asked for; its record does not say of which server that is. */
function isOfTool(record: StoredRecord, { tool }: AuditFilter): boolean {
  if (tool === undefined) return true;
  const asked = fieldAt(record, 'detail.request.tool');
  const name = fieldAt(record, 'what.tool') ?? asked;
  if (name === undefined) return false;
  const server = asked === undefined ? String(fieldAt(record, 'where.server')) : undefined;
  return matchesTool(tool.includes('.') ? tool : `*.${tool}`, { server, tool: String(name), ifUnknown: true });
}

function isOfEffect(record: StoredRecord, { effect }: AuditFilter): boolean {
  if (effect === undefined) return true;
  const found = fieldAt(record, 'what.effect') ?? fieldAt(record, 'detail.request.effect');
  return effect === 'write' ? found !== undefined && found !== 'read' : found === effect;
}
