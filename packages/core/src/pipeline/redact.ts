import { createRedactor, type Redactor } from '../masking/mask-plan.ts';
import { isCleared, type Policy } from '../policy/policy.ts';
import type { Action, Stage } from './call.ts';

/** Masks what the caller's role may not see, by the class of each field, and cleans every text. */
export function redact(policy: Policy): Stage {
  const redactors = new WeakMap<Action, Redactor>();
  const redactorOf = (action: Action) => {
    const known = redactors.get(action) ?? createRedactor(action.output);
    redactors.set(action, known);
    return known;
  };
  return {
    name: 'redact',
    async run(call, next) {
      const answer = await next();
      if (answer.kind === 'question') return answer;
      const { role } = call.principal;
      const value = redactorOf(call.action)(answer.value, (data) => isCleared(policy, role, data));
      return { kind: 'result', value };
    },
  };
}
