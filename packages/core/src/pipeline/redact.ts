import { dataClasses } from '../define/data-class.ts';
import { ToolError } from '../define/tool-error.ts';
import type { Pseudonym } from '../masking/pseudonym.ts';
import { type Reader, redactorOf, redactText } from '../masking/redactor.ts';
import { isCleared, type Policy } from '../policy/policy.ts';
import type { Call, Stage } from './call.ts';
import { foreseenError } from './hide-surprises.ts';

/**
 * Masks what the caller's role may not see, by the class of each field and by what is found in every text: in the answer,
 * in an error, in a note of progress. With `pseudonym`, equal masked values stay equal.
 */
export function redact(policy: Policy, pseudonym?: Pseudonym): Stage {
  const readers = new Map<string, Reader>();
  const readerOf = (role: string) => {
    const known = readers.get(role) ?? newReader(policy, role, pseudonym);
    readers.set(role, known);
    return known;
  };
  return {
    name: 'redact',
    async run(call, next) {
      const reader = readerOf(call.principal.role);
      call.reader = reader;
      redactProgress(call, reader);
      try {
        const answer = await next();
        if (answer.kind === 'question') return answer;
        return { kind: 'result', value: redactorOf(call.action.output)(answer.value, reader) };
      } catch (error) {
        throw redactError(error, reader);
      }
    },
  };
}

/** A role's clearance does not change while a process lives; it is asked for every text. */
export function newReader(policy: Policy, role: string, pseudonym?: Pseudonym): Reader {
  const cleared = new Set(dataClasses.filter((data) => isCleared(policy, role, data)));
  return { isCleared: (data) => cleared.has(data), ...(pseudonym && { pseudonym }) };
}

function redactProgress(call: Call, reader: Reader): void {
  const { progress } = call;
  call.progress = (done, total, message) =>
    progress(done, total, message === undefined ? undefined : redactText(message, reader));
}

/** An error of ours, with what a vendor's text brought into it masked; any other is turned into `internal` further out. */
export function redactError(error: unknown, reader: Reader): unknown {
  const found = foreseenError(error);
  if (!found) return error;
  const { hint, fields } = found.details;
  const details = {
    ...found.details,
    ...(hint !== undefined && { hint: redactText(hint, reader) }),
    ...(fields && { fields: fields.map((each) => ({ ...each, problem: redactText(each.problem, reader) })) }),
  };
  return new ToolError(found.code, redactText(found.message, reader), details, { cause: error });
}
