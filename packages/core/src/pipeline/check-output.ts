import { ToolError } from '../define/tool-error.ts';
import type { Stage } from './call.ts';

/** Holds the answer against the tool's own output schema; fields that the schema does not know are left out. */
export function checkOutput(): Stage {
  return {
    name: 'checkOutput',
    async run(call, next) {
      const answer = await next();
      if (answer.kind === 'question') return answer;
      const parsed = call.action.output.safeParse(answer.value);
      if (!parsed.success) {
        const paths = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.'));
        throw new ToolError(
          'bad_answer',
          `${call.action.system} answered in a form that ${call.action.name} does not expect (at ${paths.join(', ')}). Nothing of it is shown; report this with the tool's name.`,
        );
      }
      return { kind: 'result', value: parsed.data };
    },
  };
}
