import { counted } from '../define/counted.ts';
import { isWrite } from '../define/effect.ts';
import { ToolError } from '../define/tool-error.ts';
import type { Grant, RateLimiter } from '../limits/rate-limiter.ts';
import { type BudgetCharge, budgetsOf } from '../policy/budget.ts';
import { type Decision, decide } from '../policy/decision.ts';
import type { Policy } from '../policy/policy.ts';
import type { DecisionContext } from '../policy/question.ts';
import type { Call, Stage } from './call.ts';

/** What the policy may ask about, besides the call itself. */
export interface PolicySurroundings {
  /** The server's name, as in `hubspot.create_object`. */
  server: string;
  /** The customer or company that this server works for. */
  tenant?: string;
  /** Where budgets are counted. */
  budgets: RateLimiter;
  /** Whether this process has read content that the company did not write. */
  isTainted(): boolean;
  now?(): number;
}

type Granted = Extract<Grant, { granted: true }>;

/** Asks the deployment's policy; what no rule allows is denied. */
export function checkPolicy(policy: Policy, surroundings: PolicySurroundings): Stage {
  return {
    name: 'checkPolicy',
    async run(call, next) {
      const context = contextOf(call, surroundings);
      call.decision = decide(policy, call.principal.role, call.action, context);
      if (!call.decision.allowed) throw refusal(call, call.decision);
      const grants = await spend(call, budgetsOf(policy, call.principal, call.action, context), surroundings.budgets);
      try {
        const answer = await next();
        if (answer.kind === 'question') await giveBack(grants);
        return answer;
      } catch (error) {
        if (isUnspent(call, error)) await giveBack(grants);
        throw error;
      }
    },
  };
}

/** Whether a call ended before it was to reach the system: too many of them, or a write that was refused before it was approved. */
function isUnspent({ action, approval }: Call, error: unknown): boolean {
  if (error instanceof ToolError && error.code === 'rate_limited') return true;
  return isWrite(action.effect) && approval === undefined;
}

function contextOf(call: Call, { server, tenant, isTainted, now = Date.now }: PolicySurroundings): DecisionContext {
  return {
    input: call.input,
    now: now(),
    server,
    ...(tenant !== undefined && { tenant }),
    isTainted: isTainted(),
  };
}

function refusal(call: Call, { reason, rule, detail }: Decision): ToolError {
  const why = detail === undefined ? '' : `: ${detail}`;
  return new ToolError(
    'forbidden',
    `The policy of this server does not allow ${call.action.name} (${reason}, rule ${rule}${why}). Only the person who configures it can change that; do not try another way.`,
  );
}

/** Takes a place in every budget of the call, or in none. */
async function spend(call: Call, charges: readonly BudgetCharge[], budgets: RateLimiter): Promise<Granted[]> {
  const grants: Granted[] = [];
  for (const { rule, key, limit } of charges) {
    const grant = await budgets.take(key, limit);
    if (grant.granted) grants.push(grant);
    else {
      await giveBack(grants);
      const policy = call.decision?.policy;
      call.decision = { allowed: false, reason: 'budget_spent', rule, ...(policy !== undefined && { policy }) };
      throw budgetSpent(call, rule, limit, grant.retryAfterSeconds);
    }
  }
  return grants;
}

function budgetSpent(call: Call, rule: string, limit: BudgetCharge['limit'], retryAfterSeconds: number): ToolError {
  return new ToolError(
    'rate_limited',
    `The policy of this server allows ${limit.calls} of these calls in ${spanOf(limit)}, and they are spent (budget_spent, rule ${rule}). ${call.action.name} can be called again in ${counted(retryAfterSeconds, 'second')}; do not try another way.`,
    { retryAfterSeconds },
  );
}

function spanOf({ perSeconds }: BudgetCharge['limit']): string {
  return perSeconds % 3600 === 0 ? counted(perSeconds / 3600, 'hour') : counted(perSeconds, 'second');
}

async function giveBack(grants: readonly Granted[]): Promise<void> {
  await Promise.all(grants.map((grant) => grant.giveBack()));
}
