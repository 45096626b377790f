import { withoutSecrets } from '../masking/known-secrets.ts';

/** What a part of the server reports; the fields that every event may have are put in their place by {@link storedFields}. */
export type AuditRecord = Record<string, unknown> & { event: string };

const actions: Readonly<Record<string, string>> = {
  read: 'read',
  create: 'create',
  update: 'update',
  delete: 'delete',
  send: 'create',
};

/** An event in the form of the trail, without what its place in the chain adds. It holds nothing that JSON can't. */
export function storedFields(
  record: AuditRecord,
  retention: { until: string; hold: boolean },
): Record<string, unknown> {
  const { event, call, kind, name, title: _, effect, class: dataClass, scopes, principal, client, ...more } = record;
  const {
    arguments: given,
    decision,
    approval,
    upstream,
    data,
    change,
    traceparent,
    status,
    code,
    answer,
    milliseconds,
    ...rest
  } = more;
  const { tool_digest, ...detail } = rest;
  const fields = {
    ev: event,
    corr: call,
    traceparent,
    who: isRecord(principal) ? { principal: principal.name, role: principal.role, source: 'os' } : undefined,
    client: isRecord(client) ? { ...client, asserted: true } : undefined,
    what: name === undefined ? undefined : { ...whatOf(event, kind, name, effect, dataClass), tool_digest },
    ...(isRecord(given) && { args: { names: given.names, unknown: given.unknown }, args_digest: given.digest }),
    authz: decision === undefined && scopes === undefined ? undefined : authzOf(decision, scopes),
    approval,
    data,
    change,
    upstream: isRecord(upstream) ? upstreamOf(upstream) : undefined,
    result: status === undefined ? undefined : { status: statusOf(status, code, decision), code, digest: answer },
    timing: milliseconds === undefined ? undefined : { total_ms: milliseconds },
    retention: { class: dataClass, ...retention },
    detail: Object.keys(detail).length > 0 ? detail : undefined,
  };
  return cleanedRecord(fields, -1);
}

function whatOf(event: string, kind: unknown, name: unknown, effect: unknown, dataClass: unknown) {
  const isResource = kind === 'resource' || event.startsWith('resource.');
  return {
    method: isResource ? 'resources/read' : 'tools/call',
    tool: name,
    effect,
    action: actions[String(effect)],
    class: dataClass,
  };
}

function authzOf(decision: unknown, scopes: unknown) {
  if (!isRecord(decision)) return { required_scopes: scopes };
  const { allowed, reason, ...more } = decision;
  return { ...more, decision: allowed === true ? 'allow' : 'deny', reason_code: reason, required_scopes: scopes };
}

function upstreamOf({ vendorRequestId, retryReasons, ...more }: Record<string, unknown>) {
  return { ...more, vendor_request_id: vendorRequestId, retry_reasons: retryReasons };
}

/** Whether a call was refused by a rule, failed, or may have happened: the three that an auditor asks for. */
function statusOf(status: unknown, code: unknown, decision: unknown): unknown {
  if (status !== 'error') return status;
  if (code === 'unknown_outcome') return 'unknown';
  const isRefused = isRecord(decision) && decision.allowed === false;
  return isRefused || code === 'approval_required' || code === 'approval_declined' ? 'denied' : 'error';
}

const longestText = 2_000;
const mostEntries = 200;
const deepest = 6;

/** A vendor may repeat a credential where nobody expects it, such as in the identifier of a request. */
function cleaned(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return withoutSecrets(value.slice(0, longestText).toWellFormed());
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object') return undefined;
  if (depth === deepest) return '[too deep]';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.slice(0, mostEntries).map((item) => cleaned(item, depth + 1) ?? null);
  return cleanedRecord(value, depth);
}

function cleanedRecord(value: object, depth: number): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value).slice(0, mostEntries)) {
    const clean = cleaned(item, depth + 1);
    // What is called __proto__ becomes no entry.
    if (clean !== undefined) record[key.slice(0, longestText).toWellFormed()] = clean;
  }
  return record;
}

/** Whether a value is a plain object to look into. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
