import { performance } from 'node:perf_hooks';
import type { Change } from '../define/tool.ts';
import { type ErrorCode, ToolError } from '../define/tool-error.ts';
import { visibleText } from '../masking/clean-text.ts';
import { type Reader, redactorOf } from '../masking/redactor.ts';
import { createShownMasks } from '../masking/shown-masks.ts';
import type { Call } from '../pipeline/call.ts';
import { currentCall } from '../pipeline/current-call.ts';
import { foreseenError } from '../pipeline/hide-surprises.ts';
import { redactError } from '../pipeline/redact.ts';
import { refuseMasked } from '../pipeline/refuse-masked.ts';
import { hiddenFields } from './hidden-field.ts';
import { leavesOf } from './leaf.ts';

/**
 * A change as it may be shown, with the fields whose values before are not shown as they are, or why no present values are; undefined
 * where there is nothing to compare.
 */
export type ShownChange = { change: Change; hidden?: readonly string[] } | { unseen: 'unread' | 'hidden' } | undefined;

/** As long as one request to a system may take: who waits for a preview waits for no second one. */
const longestSeconds = 30;

/**
 * What the write itself would be answered too; after a `bad_answer` nobody would know what became of it. Not `forbidden`: who may write is
 * not always one who may read.
 */
const failuresOfTheWrite: readonly ErrorCode[] = [
  'invalid_input',
  'not_found',
  'conflict',
  'not_configured',
  'unauthenticated',
  'rate_limited',
  'unavailable',
  'timeout',
  'bad_answer',
];

/**
 * Reads what a write would change, for the person who decides: present values masked for the role that asks, only of fields that
 * would differ. The read runs under the call's limits and is noted in its audit record; one that fails holds up no question, unless it
 * says what refuses the write too: nobody is asked for what cannot be done.
 */
export function createPresentValues(readerOf: (role: string) => Reader): (call: Call) => Promise<ShownChange> {
  return async (call) => {
    const { change } = call.action;
    if (!change) return undefined;
    const role = readerOf(call.principal.role);
    const isHidden = !role.isCleared(call.action.data);
    // Who may not read what the tool tells would learn from a refusal that a mask was guessed.
    const stored = createShownMasks();
    const reader = isHidden ? role : { ...role, pseudonym: stored.noting() };
    call.reader = reader;
    const redactor = redactorOf(change.fields);
    try {
      const found = await asRead(call, (signal) => change.read(call, signal));
      if (!found || Object.keys(found.after).length === 0) return undefined;
      const hide = (values: Change['before']) => withUnseen(values, Object(redactor(values, reader)));
      const masked = hide(found.before);
      // The masks of what is stored are known only now.
      refuseMasked(call.input, stored);
      const differing = differingFields(found, masked);
      call.change = differing;
      // Who may not read what the tool tells does not learn it from the question.
      if (isHidden) return { unseen: 'hidden' };
      const after = withGiven(differing.after, call.input, hide);
      const { effect, inWords } = differing;
      return {
        change: { before: hide(differing.before), after, ...(effect && { effect }), ...(inWords && { inWords }) },
        hidden: hiddenFields(found.before, masked),
      };
    } catch (error) {
      const code = foreseenError(error)?.code;
      if (call.signal.aborted || (code && failuresOfTheWrite.includes(code))) throw redactError(error, reader);
      return { unseen: 'unread' };
    }
  };
}

/** The adapters take what happens here for a read of its own time limit: it is repeated freely and gets no key. */
function asRead<Result>(call: Call, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const { name, system, timeoutSeconds } = call.action;
  const seconds = Math.min(longestSeconds, timeoutSeconds);
  const timeout = AbortSignal.timeout(seconds * 1000);
  const signal = AbortSignal.any([call.signal, timeout]);
  const context = {
    tool: name,
    effect: 'read' as const,
    isForWrite: true as const,
    signal,
    deadline: performance.now() + seconds * 1000,
    upstream: call.upstream,
  };
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(call.signal.aborted ? signal.reason : late(system, seconds)), {
      once: true,
    });
  });
  ended.catch(() => {});
  return currentCall.run(context, () => Promise.race([work(signal), ended]));
}

function late(system: string, seconds: number): ToolError {
  return new ToolError(
    'timeout',
    `Nothing was changed and nobody was asked: ${system} did not show within ${seconds} seconds what there is now. Try again later.`,
  );
}

/** Values of which nothing is masked stay as they are, as an answer has them without what nobody sees: the preview writes that out. */
function withUnseen(values: Change['before'], masked: Change['before']): Change['before'] {
  const shown = Object.entries(masked).map(([field, value]) => {
    const isWhole = JSON.stringify(value) === JSON.stringify(values[field], visibleLeaf);
    return [field, isWhole ? values[field] : value];
  });
  return Object.fromEntries(shown);
}

function visibleLeaf(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? visibleText(value) : value;
}

/** What the caller gave itself is shown as it would be written; what a server adds to it, as this caller may see it. */
function withGiven(
  after: Change['after'],
  input: Record<string, unknown>,
  hide: (values: Change['after']) => Change['after'],
): Change['after'] {
  const given = new Set(leavesOf(input));
  const shown = Object.entries(after).map(([field, value]) => {
    const isGiven = leavesOf(value).every((leaf) => given.has(leaf));
    return [field, isGiven ? value : Object.values(hide({ [field]: value }))[0]];
  });
  return Object.fromEntries(shown);
}

/**
 * Compared before masking: two values that look alike when masked may differ. What is masked is always shown, since a field that is
 * left out would say that the value was guessed.
 */
function differingFields({ before, after, beside, ...rest }: Change, masked: Change['before']): Change {
  const isAs = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);
  const fields = Object.keys(after).filter(
    (field) => !isAs(before[field], after[field]) || !isAs(before[field], masked[field]),
  );
  const pick = (values: Change['before']) =>
    Object.fromEntries(fields.flatMap((field) => (values[field] === undefined ? [] : [[field, values[field]]])));
  const told = fields.length > 0 ? beside : undefined;
  return { ...rest, before: { ...told?.before, ...pick(before) }, after: { ...told?.after, ...pick(after) } };
}
