import { isIntent } from '../call-event.ts';
import { listSegments, type StoredRecord } from '../segment-reader.ts';
import { fieldAt } from './field-at.ts';
import { readRecords, type TrailProblem } from './trail-reader.ts';

/** What a trail can be written as: one record a line in each. */
export const exportFormats = ['jsonl', 'csv', 'ocsf', 'otel'] as const;

/** One of {@link exportFormats}. */
export type ExportFormat = (typeof exportFormats)[number];

/** What was exported, and what could not be. */
export interface TrailExport {
  records: number;
  problems: TrailProblem[];
}

/** What is exported, and at which speed. */
export interface ExportOptions {
  /** Default: every record is. */
  isWanted?: (record: StoredRecord, line: string) => boolean;
  /** Waited for after each megabyte, so that what is printed need not be held. */
  pause?: (() => Promise<void>) | undefined;
}

/** Gives the records of a trail in another format to `print`, line by line. It proves nothing: verify the trail itself. */
export async function exportAuditTrail(
  folder: string,
  format: ExportFormat,
  print: (line: string) => void,
  { isWanted = () => true, pause }: ExportOptions = {},
): Promise<TrailExport> {
  let records = 0;
  let problems: TrailProblem[] = [];
  if (format === 'csv') print(Object.keys(columns).map(csvCell).join(','));
  const visit = (record: StoredRecord, line: string) => {
    if (!isWanted(record, line)) return;
    records += 1;
    print(written(record, format));
  };
  for (const segment of await listSegments(folder))
    problems = problems.concat(await readRecords(folder, segment, visit, pause));
  return { records, problems };
}

function written(record: StoredRecord, format: ExportFormat): string {
  if (format === 'jsonl') return JSON.stringify(record);
  if (format === 'csv')
    return Object.values(columns)
      .map((path) => csvCell(fieldAt(record, path)))
      .join(',');
  return JSON.stringify(format === 'ocsf' ? ocsfOf(record) : otelOf(record));
}

const columns: Readonly<Record<string, string>> = {
  time: 'ts',
  event: 'ev',
  call: 'corr',
  principal: 'who.principal',
  role: 'who.role',
  client: 'client.name',
  server: 'where.server',
  tool: 'what.tool',
  action: 'what.action',
  class: 'what.class',
  decision: 'authz.decision',
  reason: 'authz.reason_code',
  rule: 'authz.rule',
  approval: 'approval.id',
  status: 'result.status',
  code: 'result.code',
  rows: 'data.rows',
  bytes: 'data.bytes',
  upstream_status: 'upstream.status',
  vendor_request: 'upstream.vendor_request_id',
  milliseconds: 'timing.total_ms',
  segment: 'seg',
  sequence: 'seq',
  hash: 'hash',
};

/** A cell that a spreadsheet would take for a formula is led by an apostrophe. */
function csvCell(value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value);
  const safe = typeof value !== 'number' && /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const ocsfActivities: Readonly<Record<string, number>> = { create: 1, read: 2, update: 3, delete: 4 };
const apiActivity = 6003;

/** OCSF's API Activity. What it has no place for is under `unmapped`. */
function ocsfOf(record: StoredRecord): Record<string, unknown> {
  const status = fieldAt(record, 'result.status');
  const activity = ocsfActivities[String(fieldAt(record, 'what.action'))] ?? 99;
  return {
    class_uid: apiActivity,
    category_uid: 6,
    activity_id: activity,
    type_uid: apiActivity * 100 + activity,
    time: Date.parse(record.ts),
    severity_id: status === 'denied' || status === 'error' ? 3 : 1,
    status_id: status === undefined || status === 'unknown' ? 0 : status === 'ok' || status === 'asked' ? 1 : 2,
    status_code: fieldAt(record, 'result.code'),
    metadata: {
      version: '1.9.0-dev',
      uid: record.id,
      correlation_uid: record.corr,
      event_code: record.ev,
      product: { name: 'bizmcp', vendor_name: 'bizmcp', version: fieldAt(record, 'where.version') },
    },
    actor: { user: { name: fieldAt(record, 'who.principal') }, app_name: fieldAt(record, 'client.name') },
    api: {
      operation: fieldAt(record, 'what.tool') ?? record.ev,
      service: { name: fieldAt(record, 'where.server'), version: fieldAt(record, 'where.version') },
      request: { uid: record.corr },
    },
    src_endpoint: { uid: fieldAt(record, 'where.host_hash') },
    duration: fieldAt(record, 'timing.total_ms'),
    unmapped: { segment: record.seg, sequence: record.seq, hash: record.hash, class: fieldAt(record, 'what.class') },
  };
}

/** OpenTelemetry's names for calls of MCP tools; arguments and results are not in it. */
function otelOf(record: StoredRecord): Record<string, unknown> {
  const tool = fieldAt(record, 'what.tool');
  const status = fieldAt(record, 'result.status');
  const method = fieldAt(record, 'what.method');
  const isFailed = status === 'error' || status === 'denied' || status === 'unknown';
  return {
    name: tool === undefined ? record.ev : `${String(method)} ${String(tool)}`,
    timestamp: record.ts,
    phase: tool === undefined ? undefined : isIntent(record.ev) ? 'start' : 'end',
    attributes: {
      'mcp.method.name': method,
      'gen_ai.operation.name': tool === undefined ? undefined : 'execute_tool',
      'gen_ai.tool.name': tool,
      'network.transport': fieldAt(record, 'where.transport'),
      'service.name': fieldAt(record, 'where.server'),
      'service.version': fieldAt(record, 'where.version'),
      'enduser.id': fieldAt(record, 'who.principal'),
      'error.type': isFailed ? (fieldAt(record, 'result.code') ?? 'tool_error') : undefined,
      'bizmcp.audit.call': record.corr,
      'bizmcp.audit.event': record.ev,
      'bizmcp.audit.hash': record.hash,
    },
  };
}
