import { isWrite } from '../define/effect.ts';
import { ToolError } from '../define/tool-error.ts';
import type { Call, Stage } from './call.ts';

/** Holds the answer against the tool's own output schema; fields that the schema does not know are left out. */
export function checkOutput(): Stage {
  return {
    name: 'checkOutput',
    async run(call, next) {
      const answer = await next();
      if (answer.kind === 'question') return answer;
      const parsed = call.action.output.safeParse(answer.value);
      if (!parsed.success) throw unexpected(call, parsed.error.issues);
      return { kind: 'result', value: parsed.data };
    },
  };
}

function unexpected({ action }: Call, issues: readonly { path: PropertyKey[] }[]): ToolError {
  const paths = issues.slice(0, 5).map(({ path }) => path.join('.'));
  const what = `${action.system} answered in a form that ${action.name} does not expect (at ${paths.join(', ')}). Nothing of it is shown; report this with the tool's name.`;
  return isWrite(action.effect)
    ? new ToolError(
        'unknown_outcome',
        `${what} The change may or may not have happened; look before it is tried again.`,
      )
    : new ToolError('bad_answer', what);
}
