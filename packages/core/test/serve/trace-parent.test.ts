import { expect, test } from 'vitest';
import { type StoredEvent, storedEvent } from '../../src/audit/audit-record.ts';
import { traceParentOf } from '../../src/serve/mcp/trace-parent.ts';
import { postOffice } from '../pipeline/harness.ts';

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

function fieldsOf({ members }: StoredEvent): Record<string, unknown> {
  return JSON.parse(`{${members.join(',')}}`);
}

test.each([
  ['in the form of W3C Trace Context', { traceparent }, traceparent],
  ['of zeros', { traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` }, undefined],
  ['of the forbidden version', { traceparent: `ff${traceparent.slice(2)}` }, undefined],
  ['in capitals', { traceparent: traceparent.toUpperCase() }, undefined],
  ['with more behind it', { traceparent: `${traceparent}\nname` }, undefined],
  ['that is no text', { traceparent: [traceparent] }, undefined],
  ['that is not there', undefined, undefined],
])('a trace context %s is taken or left out', (_, meta, expected) => {
  expect(traceParentOf(meta)).toBe(expected);
});

test('both records of a call name the trace that it belongs to, each call its own', async () => {
  const { call, records } = postOffice();

  await call('list_letters', {}, { traceparent });
  await call('list_letters', {});

  const stored = records.map((record) => fieldsOf(storedEvent(record, { until: '2033-01-01', hold: false })));
  expect(stored.map((fields) => [fields.ev, fields.traceparent])).toEqual([
    ['tool.intent', traceparent],
    ['tool.outcome', traceparent],
    ['tool.intent', undefined],
    ['tool.outcome', undefined],
  ]);
});
