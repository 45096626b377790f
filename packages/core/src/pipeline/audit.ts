import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { AuditLog } from '../audit/audit-log.ts';
import type { AuditRecord } from '../audit/audit-record.ts';
import { isWrite } from '../define/effect.ts';
import { confirmTokenField } from '../define/strict-input.ts';
import { ToolError } from '../define/tool-error.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { log } from '../observe/log.ts';
import { messageOf } from '../observe/message-of.ts';
import type { Answer, Call, Stage } from './call.ts';

/** Longest name and version of a client that is recorded: they are its own words. */
const longestAssertion = 100;

/** For a log without a key of its own: digests of one process can be compared with each other. */
const processKey = createSecretKey(randomBytes(32));

/**
 * Records the intent before anything else and the outcome after everything else; refused calls too. A write begins when its intent
 * is on the disk, and ends when its outcome is. Nothing of a read is shown before its intent is written; the disk syncs it soon after.
 */
export function audit(auditLog: AuditLog): Stage {
  const digest = (text: string) =>
    auditLog.digest?.(text) ?? createHmac('sha256', processKey).update(text).digest('hex');
  return {
    name: 'audit',
    async run(call, next) {
      const intent = recordIntent(auditLog, call, digest);
      const begun = performance.now();
      const settle = (outcome: () => Record<string, unknown>) => {
        const recorded = recordOutcome(auditLog, call, begun, outcome);
        return isWrite(call.action.effect) ? recorded : undefined;
      };
      try {
        const answer = await afterIntent(call, intent, next);
        await settle(() => outcomeOf(call, answer, digest));
        return answer;
      } catch (error) {
        const code = error instanceof ToolError ? error.code : 'internal';
        await settle(() => ({ status: 'error', code, ...changeOf(call, digest) }));
        throw error;
      }
    },
  };
}

async function afterIntent(call: Call, intent: Promise<void>, next: () => Promise<Answer>): Promise<Answer> {
  if (isWrite(call.action.effect)) {
    await intent;
    return next();
  }
  const [recorded, answer] = await Promise.allSettled([intent, next()]);
  if (recorded.status === 'rejected') throw recorded.reason;
  if (answer.status === 'rejected') throw answer.reason;
  return answer.value;
}

type Digest = (text: string) => string;

/** Without an intent on the disk, nothing that writes and nothing that reads confidential data goes on. */
async function recordIntent(auditLog: AuditLog, call: Call, digest: Digest): Promise<void> {
  try {
    const event: AuditRecord = { event: `${call.action.kind}.intent`, arguments: shapeOf(call, digest) };
    await auditLog.append({ ...event, ...subjectOf(call) }, { isDurable: isWrite(call.action.effect) });
  } catch (error) {
    log('error', `The audit trail can't be written: ${messageOf(error)}`);
    if (isWrite(call.action.effect) || call.action.data === 'confidential' || call.action.data === 'restricted') {
      throw new ToolError(
        'unavailable',
        'The audit trail of this server cannot be written, so calls that change something or read confidential data are refused. The person who runs this computer must make room or mend the folder; health_check names it.',
      );
    }
  }
}

/** The work is done by now: a trail that can't take the outcome is reported, and the intent stands alone in it. */
async function recordOutcome(
  auditLog: AuditLog,
  call: Call,
  begun: number,
  outcome: () => Record<string, unknown>,
): Promise<void> {
  const { upstream, approval, decision } = call;
  try {
    const event: AuditRecord = {
      event: `${call.action.kind}.outcome`,
      ...subjectOf(call),
      ...(decision && { decision }),
      ...(approval && { approval }),
      ...(upstream.attempts > 0 && { upstream }),
      ...outcome(),
      milliseconds: Math.round(performance.now() - begun),
    };
    await auditLog.append(event, { isDurable: isWrite(call.action.effect) });
  } catch (error) {
    log('error', `The outcome of call ${call.id} is not in the audit trail: ${messageOf(error)}`);
  }
}

function subjectOf(call: Call): Record<string, unknown> {
  const { name, effect, data, scopes } = call.action;
  const client = {
    name: call.client.name.slice(0, longestAssertion),
    version: call.client.version.slice(0, longestAssertion),
  };
  const { id, principal, traceparent } = call;
  return {
    call: id,
    name,
    tool_digest: call.action.digest?.(),
    effect,
    class: data,
    scopes,
    principal,
    client,
    ...(traceparent && { traceparent }),
  };
}

/** A digest proves what was answered; size and number of rows show a drain of data. */
function outcomeOf(call: Call, answer: Answer, digest: Digest): Record<string, unknown> {
  if (answer.kind === 'question') return { status: 'asked', ...changeOf(call, digest) };
  const text = canonicalJson(answer.value);
  const { value } = answer;
  const rows = typeof value === 'object' && value !== null ? Object.values(value).find(Array.isArray) : undefined;
  const size = { bytes: Buffer.byteLength(text), ...(rows && { rows: rows.length }) };
  return { status: 'ok', answer: digest(text), data: { classes: [call.action.data], ...size } };
}

/** Which fields the person was shown as changing, and proofs of their values before and after. */
function changeOf({ change }: Call, digest: Digest): Record<string, unknown> {
  if (!change) return {};
  const { before, after } = change;
  const digests = { before_digest: digest(canonicalJson(before)), after_digest: digest(canonicalJson(after)) };
  return { change: { fields: Object.keys(after), ...digests } };
}

/**
 * Which of the tool's own arguments were given, and a keyed digest of all that was: enough to prove what was asked.
 * A name that the tool does not know is the caller's text and may be anything, so those are only counted.
 */
function shapeOf({ rawInput, action }: Call, digest: Digest): Record<string, unknown> {
  const given = typeof rawInput === 'object' && rawInput !== null ? Object.keys(rawInput) : [];
  const names = given.filter((name) => name === confirmTokenField || Object.hasOwn(action.input.shape, name));
  return { names, unknown: given.length - names.length, digest: digest(canonicalJson(rawInput)) };
}
