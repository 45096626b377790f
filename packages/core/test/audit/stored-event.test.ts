import { expect, test } from 'vitest';
import { type AuditRecord, storedEvent } from '../../src/audit/audit-record.ts';
import { canonicalJson } from '../../src/json/canonical-json.ts';
import { rememberPassingSecret, rememberSecret } from '../../src/masking/known-secrets.ts';

const retention = { until: '2033-11-21', hold: false };

function storedText(record: AuditRecord): string {
  return `{${storedEvent(record, retention).members.join(',')}}`;
}

function outcome(more: Record<string, unknown> = {}): AuditRecord {
  return {
    event: 'tool.outcome',
    call: 'one',
    name: 'list_letters',
    effect: 'read',
    class: 'internal',
    scopes: ['letters:read'],
    principal: { name: 'ada', role: 'viewer' },
    client: { name: 'desk', version: '1' },
    decision: { allowed: true, reason: 'allowed', rule: 'roles.viewer' },
    upstream: { attempts: 1, writes: 0, retryReasons: [] },
    status: 'ok',
    ...more,
  };
}

test('a record is in canonical form, each field in its place and the rest in its detail', () => {
  const text = storedText(outcome({ extra: { b: 1, a: [2n, Number.NaN] } }));

  expect(text).toBe(canonicalJson(JSON.parse(text)));
  expect(JSON.parse(text)).toEqual({
    authz: { decision: 'allow', reason_code: 'allowed', required_scopes: ['letters:read'], rule: 'roles.viewer' },
    client: { asserted: true, name: 'desk', version: '1' },
    corr: 'one',
    detail: { extra: { a: ['2', null], b: 1 } },
    ev: 'tool.outcome',
    result: { status: 'ok' },
    retention: { class: 'internal', ...retention },
    upstream: { attempts: 1, writes: 0, retry_reasons: [] },
    what: { action: 'read', class: 'internal', effect: 'read', method: 'tools/call', tool: 'list_letters' },
    who: { principal: 'ada', role: 'viewer', source: 'os' },
  });
});

test.each([
  ['rate_limited', true, 'error'],
  ['unknown_outcome', true, 'unknown'],
  ['approval_required', true, 'denied'],
  ['approval_declined', true, 'denied'],
  ['forbidden', false, 'denied'],
])('a call that ended as %s, allowed: %s, is told as %s', (code, allowed, status) => {
  const decision = { allowed, reason: 'because', rule: 'rule' };

  const { result, authz } = JSON.parse(storedText(outcome({ status: 'error', code, decision })));

  expect([result.status, authz.decision]).toEqual([status, allowed ? 'allow' : 'deny']);
});

test('a reading of a resource is told as one', () => {
  expect(JSON.parse(storedText(outcome({ event: 'resource.outcome' }))).what.method).toBe('resources/read');
});

test('what records have in common is written anew when it changes, in the same object too', () => {
  const principal = { name: 'ada', role: 'viewer' };
  const scopes = ['letters:read'];
  const parts = () => {
    const { who, authz } = JSON.parse(storedText(outcome({ principal, scopes })));
    return [who.role, authz.required_scopes];
  };

  expect(parts()).toEqual(['viewer', ['letters:read']]);
  principal.role = 'finance';
  scopes.push('letters:write');
  expect(parts()).toEqual(['finance', ['letters:read', 'letters:write']]);
  expect(JSON.parse(storedText(outcome({ scopes: { 0: 'a' } }))).authz.required_scopes).toEqual({ 0: 'a' });
  expect(JSON.parse(storedText(outcome({ scopes: ['a'] }))).authz.required_scopes).toEqual(['a']);
});

test.each([
  ['plain', 'kept-secret-1'],
  ['with signs that JSON escapes', 'kept"secret\\2\n'],
  ['beyond ASCII', 'kept-sécret-3€'],
])('a secret %s is in no field of a record, nor in what a system or a client says', (_, secret) => {
  rememberSecret(secret);
  const encoded = Buffer.from(`user:${secret}`).toString('base64');
  const said = [secret, JSON.stringify({ secret }), `a ${encoded} b`, encodeURIComponent(secret)];

  for (const text of said) {
    const upstream = { attempts: 1, retryReasons: [text], vendorRequestId: text };
    const line = storedText(outcome({ upstream, client: { name: text, version: text }, extra: [text], code: text }));
    const held = JSON.stringify(JSON.parse(line));
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), encoded]) expect(held).not.toContain(form);
    expect(held.split('[secret]').length - 1).toBeGreaterThanOrEqual(6);
  }
});

test('a secret that becomes known later is kept out of what earlier records had in common', () => {
  const client = { name: 'desk late-secret-4', version: 'late-secret-5' };

  expect(storedText(outcome({ client }))).toContain('late-secret-4');
  rememberSecret('late-secret-4');
  expect(storedText(outcome({ client }))).not.toContain('late-secret-4');
  rememberPassingSecret('late-secret-5');
  expect(JSON.parse(storedText(outcome({ client }))).client).toEqual({
    asserted: true,
    name: 'desk [secret]',
    version: '[secret]',
  });
});

test('too long, too deep, too many and ill-formed: a record holds a part of it', () => {
  const long = 'x'.repeat(2_500);
  const many = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`key ${index}`, index]));
  const odd = JSON.parse(`{"__proto__":{"x":1},"${long}":1,"\\ud800":"\\ud800"}`);

  const { detail } = JSON.parse(
    storedText(outcome({ long, many, odd, deep: { a: { b: { c: { d: { e: { f: 1 } } } } } } })),
  );

  expect(detail.long).toHaveLength(2_000);
  expect(Object.keys(detail.many)).toHaveLength(200);
  expect(detail.odd).toEqual({ ['x'.repeat(2_000)]: 1, '\ufffd': '\ufffd' });
  expect(detail.deep).toEqual({ a: { b: { c: { d: { e: '[too deep]' } } } } });
});
