import { createHash } from 'node:crypto';
import type { AuditLog, AuditRecord } from '../audit/audit-log.ts';
import { canonicalJson } from '../audit/canonical-json.ts';
import { isWrite } from '../define/effect.ts';
import { ToolError } from '../define/tool-error.ts';
import { log } from '../observe/log.ts';
import type { Answer, Call, Stage } from './call.ts';

/** Records the intent before anything else happens and the outcome after everything else; refused calls too. */
export function audit(auditLog: AuditLog): Stage {
  return {
    name: 'audit',
    async run(call, next) {
      await record(auditLog, call, { event: `${call.action.kind}.intent`, arguments: shapeOf(call.rawInput) });
      const begun = Date.now();
      try {
        const answer = await next();
        await recordOutcome(auditLog, call, begun, outcomeOf(answer));
        return answer;
      } catch (error) {
        const code = error instanceof ToolError ? error.code : 'internal';
        await recordOutcome(auditLog, call, begun, { status: 'error', code });
        throw error;
      }
    },
  };
}

/** Without an intent on the disk, nothing that writes and nothing that reads confidential data goes on. */
async function record(auditLog: AuditLog, call: Call, fields: AuditRecord): Promise<void> {
  try {
    await auditLog.append({ ...fields, ...subjectOf(call) });
  } catch (error) {
    log('error', `The audit trail can't be written: ${error instanceof Error ? error.message : 'unknown'}`);
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
  outcome: Record<string, unknown>,
): Promise<void> {
  const { upstream, approval, decision } = call;
  try {
    await auditLog.append({
      event: `${call.action.kind}.outcome`,
      ...subjectOf(call),
      ...(decision && { decision }),
      ...(approval && { approval }),
      ...(upstream.attempts > 0 && { upstream }),
      ...outcome,
      milliseconds: Date.now() - begun,
    });
  } catch (error) {
    log(
      'error',
      `The outcome of call ${call.id} is not in the audit trail: ${error instanceof Error ? error.message : 'unknown'}`,
    );
  }
}

function subjectOf(call: Call): Record<string, unknown> {
  const { name, effect, data } = call.action;
  const { canAsk: _, ...client } = call.client;
  return { call: call.id, name, effect, class: data, principal: call.principal, client };
}

function outcomeOf(answer: Answer): Record<string, unknown> {
  if (answer.kind === 'question') return { status: 'asked' };
  return { status: 'ok', answer: digestOf(answer.value) };
}

/** Names of the arguments and a digest of their values: enough to prove what was asked, nothing to leak. */
function shapeOf(rawInput: unknown): { names: string[]; digest: string } {
  const names = typeof rawInput === 'object' && rawInput !== null ? Object.keys(rawInput).slice(0, 50) : [];
  return { names, digest: digestOf(rawInput) };
}

function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(value) ?? '')
    .digest('hex');
}
