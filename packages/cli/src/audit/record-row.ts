import { type FoundRecord, fieldAt, type StoredRecord, shownText } from '@bizmcp/core/operate';
import type { Meaning } from '../screen/paint.ts';
import type { Cell } from '../table/cell.ts';
import type { Column } from '../table/table.ts';

/** The columns that records are shown in. */
export const recordColumns: readonly Column[] = [
  { title: 'TIME (UTC)' },
  { title: 'WHO', least: 8 },
  { title: 'SERVER', least: 8 },
  { title: 'WHAT', least: 22 },
  { title: 'OUTCOME', least: 15 },
];

/** What the mark behind a server's name means: an invented company must not be taken for the real one. */
export const sandboxNote = '* in the sandbox: invented data';

const meanings: Readonly<Record<string, Meaning>> = { ok: 'good', error: 'bad', unknown: 'bad', denied: 'doubtful' };

/** A record in them. Whatever could hide or move text on a terminal is written out: a trail may have been changed. */
export function recordRow({ record, outcome }: FoundRecord): Cell[] {
  const code = fieldAt(record, 'result.code') ?? fieldAt(record, 'authz.reason_code');
  const reason = outcome === 'ok' || outcome === 'asked' ? undefined : code;
  const said = outcome === 'none' ? 'no outcome' : [outcome, reason].filter((part) => part !== undefined).join(' ');
  return [
    { text: textOf(record.ts).slice(0, 19).replace('T', ' ') },
    { text: textOf(fieldAt(record, 'who.principal') ?? '-') },
    { text: serverOf(record) },
    { text: whatOf(record) },
    { text: textOf(said), meaning: outcome && meanings[outcome] },
  ];
}

function serverOf(record: StoredRecord): string {
  return textOf(`${fieldAt(record, 'where.server') ?? '-'}${isOfSandbox(record) ? '*' : ''}`);
}

/** Whether a record is of a server on invented data. */
export function isOfSandbox(record: StoredRecord): boolean {
  return String(fieldAt(record, 'where.version')).endsWith('+sandbox');
}

/** The tool or the event; of an approval what was decided, of a purge what went. */
function whatOf(record: StoredRecord): string {
  const tool = fieldAt(record, 'what.tool');
  if (tool !== undefined) return textOf(tool);
  const request = fieldAt(record, 'detail.request.tool');
  const decision = fieldAt(record, 'detail.request.decision');
  if (request !== undefined) return textOf(`${decision} ${request}`);
  const more = fieldAt(record, 'detail.purged.segment') ?? fieldAt(record, 'detail.hold.name') ?? '';
  return textOf(`${record.ev} ${more}`).trim();
}

function textOf(value: unknown): string {
  return shownText(String(value));
}
