import * as z from 'zod';
import { isWrite } from '../define/effect.ts';
import { ToolError } from '../define/tool-error.ts';
import type { Call, Stage } from './call.ts';
import { countThatFits } from './count-that-fits.ts';
import { type ResumePoint, readCursor, writeCursor } from './page-cursor.ts';
import { countShown, marksOf } from './row-marks.ts';

/** Longest answer, in characters of its JSON: what the common clients still show a model whole. */
const maxAnswerCharacters = 40_000;
/** Room for the cursor that may be added. */
const cursorCharacters = 600;

/**
 * Keeps an answer within the limit: a longer one is cut between rows and goes on by cursor, never inside the JSON. Each cursor that
 * is given fits the arguments of its call alone.
 */
export function capSize(): Stage {
  return {
    name: 'capSize',
    async run(call, next) {
      const resume = resumeAt(call);
      const answer = await next();
      if (answer.kind === 'question') return answer;
      return { kind: 'result', value: fit(answer.value, resume, call) };
    },
  };
}

/** A cursor of ours points into a page of the vendor's: the handler gets the vendor's, we drop the rows already shown. */
function resumeAt(call: Call): ResumePoint {
  const { cursor } = call.input;
  if (typeof cursor !== 'string') return { skip: 0, marks: '' };
  const resume = readCursor(cursor, call.input);
  const { cursor: _, ...rest } = call.input;
  call.input = resume.cursor === undefined ? rest : { ...rest, cursor: resume.cursor };
  return resume;
}

function fit(value: unknown, resume: ResumePoint, call: Call): unknown {
  const length = JSON.stringify(value)?.length ?? 0;
  if (length <= maxAnswerCharacters && resume.skip === 0) return bindCursor(value, call);
  const name = rowsField(call.action);
  if (name === undefined || typeof value !== 'object' || value === null) throw tooLarge(call, length);
  const record: Record<string, unknown> = { ...value };
  const all = record[name];
  const page = Array.isArray(all) ? all : [];
  const shown = countShown(page, resume);
  const rows = page.slice(shown);
  const frame = JSON.stringify({ ...record, [name]: [] }).length;
  const kept = countThatFits(rows, maxAnswerCharacters - frame - cursorCharacters);
  if (kept === 0 && rows.length > 0) throw tooLarge(call, length);
  record[name] = rows.slice(0, kept);
  if (kept === rows.length) return bindCursor(record, call);
  const skip = shown + kept;
  const marks = marksOf(page.slice(0, skip), page);
  const point = { skip, marks, ...(resume.cursor !== undefined && { cursor: resume.cursor }) };
  return { ...record, next_cursor: writeCursor(point, call.input) };
}

function bindCursor(value: unknown, { action, input }: Call): unknown {
  if (!('cursor' in action.input.shape) || typeof value !== 'object' || value === null) return value;
  if (!('next_cursor' in value) || typeof value.next_cursor !== 'string') return value;
  return { ...value, next_cursor: writeCursor({ skip: 0, marks: '', cursor: value.next_cursor }, input) };
}

/** The one array at the root of a paged tool's output. */
function rowsField(action: { input: z.ZodObject; output: z.ZodType }): string | undefined {
  if (!('cursor' in action.input.shape) || !(action.output instanceof z.ZodObject)) return undefined;
  return Object.entries(action.output.shape).find(([, field]) => field instanceof z.ZodArray)?.[0];
}

function tooLarge({ action }: Call, length: number): ToolError {
  const size = `${length} characters; at most ${maxAnswerCharacters} can be shown`;
  const ways = ['fewer fields', ...('limit' in action.input.shape ? ['a smaller limit'] : []), 'a narrower filter'];
  return new ToolError(
    'too_large',
    isWrite(action.effect)
      ? `${action.name} did what it was asked, but its answer has ${size}. Do not repeat it; look with a read tool at what it changed.`
      : `The answer of ${action.name} has ${size}. Ask for less: ${ways.join(', ')}.`,
  );
}
