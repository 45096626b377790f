import { mergedMembers } from '../json/canonical-json.ts';
import { isJsonObject } from '../json/json-object.ts';
import { cleanMembers, trailText } from './clean-json.ts';
import { createCommonMember } from './common-member.ts';

/** What a part of the server reports; the fields that every event may have are put in their place by {@link storedEvent}. */
export type AuditRecord = Record<string, unknown> & { event: string };

const actions: Readonly<Record<string, string>> = {
  read: 'read',
  create: 'create',
  update: 'update',
  delete: 'delete',
  send: 'create',
};

/** An event as it waits to be written. */
export interface StoredEvent {
  ev: string;
  /** The call that it is of. */
  call: string | undefined;
  /** In canonical order, without what its place in the chain adds. */
  members: readonly string[];
}

/** An event in the form of the trail: written once, so that nothing that becomes of the record later is in it. */
export function storedEvent(record: AuditRecord, retention: { until: string; hold: boolean }): StoredEvent {
  const { event, call } = record;
  return {
    ev: trailText(event),
    call: typeof call === 'string' ? trailText(call) : undefined,
    members: mergedMembers(cleanMembers(ownFields(record)), commonMembers(record, retention)),
  };
}

/** What has a place of its own in a record; the rest is its detail. */
const placed = new Set([
  ...['event', 'call', 'traceparent', 'name', 'effect', 'class', 'scopes', 'principal', 'client'],
  ...['tool_digest', 'arguments', 'decision', 'approval', 'upstream', 'data', 'change', 'status', 'code', 'answer'],
  'milliseconds',
]);

function ownFields(record: AuditRecord): Record<string, unknown> {
  const { arguments: given, upstream, status, milliseconds } = record;
  const isCall = isJsonObject(given);
  return {
    approval: record.approval,
    args: isCall ? { names: given.names, unknown: given.unknown } : undefined,
    args_digest: isCall ? given.digest : undefined,
    change: record.change,
    corr: record.call,
    data: record.data,
    detail: detailOf(record),
    ev: record.event,
    result: status === undefined ? undefined : resultOf(record),
    timing: milliseconds === undefined ? undefined : { total_ms: milliseconds },
    traceparent: record.traceparent,
    upstream: isJsonObject(upstream) ? upstreamOf(upstream) : undefined,
  };
}

/** What a session's records have in common is most of them. */
function commonMembers(record: AuditRecord, { until, hold }: { until: string; hold: boolean }): string[] {
  const { event, name, effect, class: dataClass, tool_digest, principal, client, decision, scopes } = record;
  const members: string[] = [];
  if (isJsonObject(decision)) members.push(authzMember(decision, scopes));
  else if (decision !== undefined || scopes !== undefined) members.push(scopesMember(scopes));
  if (isJsonObject(client)) members.push(clientMember(client));
  members.push(retentionMember(dataClass, until, hold));
  if (name !== undefined) members.push(whatMember(event, name, effect, dataClass, tool_digest));
  if (isJsonObject(principal)) members.push(whoMember(principal));
  return members;
}

function detailOf(record: AuditRecord): Record<string, unknown> | undefined {
  const rest = Object.keys(record).filter((key) => !placed.has(key));
  return rest.length === 0 ? undefined : Object.fromEntries(rest.map((key) => [key, record[key]]));
}

const clientMember = createCommonMember('client', (client: object) => ({ ...client, asserted: true }));
const whoMember = createCommonMember('who', ({ name, role }: Record<string, unknown>) => ({
  principal: name,
  role,
  source: 'os',
}));
const retentionMember = createCommonMember('retention', (dataClass: unknown, until: string, hold: boolean) => ({
  class: dataClass,
  until,
  hold,
}));
const scopesMember = createCommonMember('authz', (scopes: unknown) => ({ required_scopes: scopes }));
const authzMember = createCommonMember('authz', (decision: Record<string, unknown>, scopes: unknown) => {
  const { allowed, reason, ...more } = decision;
  return { ...more, decision: allowed === true ? 'allow' : 'deny', reason_code: reason, required_scopes: scopes };
});
const whatMember = createCommonMember(
  'what',
  (event: string, name: unknown, effect: unknown, dataClass: unknown, tool_digest: unknown) => {
    const method = event.startsWith('resource.') ? 'resources/read' : 'tools/call';
    return { action: actions[String(effect)], class: dataClass, effect, method, tool: name, tool_digest };
  },
);

function resultOf({ status, code, decision, answer }: AuditRecord) {
  return { status: statusOf(status, code, decision), code, digest: answer };
}

function upstreamOf({ vendorRequestId, retryReasons, hasSent, hasWritten, ...more }: Record<string, unknown>) {
  const told = { vendor_request_id: vendorRequestId, retry_reasons: retryReasons };
  return { ...more, ...told, has_sent: hasSent, has_written: hasWritten };
}

/** Whether a call was refused by a rule, failed, or may have happened: the three that an auditor asks for. */
function statusOf(status: unknown, code: unknown, decision: unknown): unknown {
  if (status !== 'error') return status;
  if (code === 'unknown_outcome') return 'unknown';
  const isRefused = isJsonObject(decision) && decision.allowed === false;
  return isRefused || code === 'approval_required' || code === 'approval_declined' ? 'denied' : 'error';
}
