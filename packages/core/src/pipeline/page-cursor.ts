import { createHash } from 'node:crypto';
import { ToolError } from '../define/tool-error.ts';
import { canonicalJson } from '../json/canonical-json.ts';

/** Where to go on: after `skip` rows of the page that the vendor's `cursor` names, the last of which bore `marks`. */
export interface ResumePoint {
  cursor?: string;
  skip: number;
  marks: string;
}

const prefix = 'p~';

/** Writes a cursor that only fits the same arguments: with others it would pass rows over in silence. */
export function writeCursor({ cursor = '', skip, marks }: ResumePoint, input: Record<string, unknown>): string {
  return `${prefix}${digestOf(input, skip)}~${skip}~${marks}~${cursor}`;
}

/** Reads a cursor of ours; one of another form is handed through, for the tool to refuse. */
export function readCursor(given: string, input: Record<string, unknown>): ResumePoint {
  if (!given.startsWith(prefix)) return { cursor: given, skip: 0, marks: '' };
  const [, digest, rows, marks = '', cursor] = /^p~([\w-]+)~(\d{1,9})~([\w-]*)~(.*)$/s.exec(given) ?? [];
  const skip = Number(rows);
  if (digest === undefined || digest !== digestOf(input, skip)) {
    throw new ToolError(
      'invalid_input',
      'This cursor does not belong to these arguments. Repeat the call with the arguments that gave it, and only the cursor added; or start again without a cursor.',
      {
        fields: [{ path: 'cursor', problem: 'given for other arguments, or changed' }],
      },
    );
  }
  return { skip, marks, ...(cursor !== undefined && cursor !== '' && { cursor }) };
}

/** Where rows of a page are left out, the page must have its size again; else each page may have its own. */
function digestOf({ cursor: _, limit, ...rest }: Record<string, unknown>, skip: number): string {
  const bound = skip === 0 ? rest : { ...rest, limit };
  return createHash('sha256').update(canonicalJson(bound)).digest('base64url').slice(0, 8);
}
