import type { Stage } from './call.ts';

/** Makes a page of an answer where the tool has one and the input asks for it: after masking, so that it shows nothing more. */
export function renderPage(): Stage {
  return {
    name: 'renderPage',
    async run(call, next) {
      const answer = await next();
      if (answer.kind === 'question') return answer;
      const page = await call.action.page?.(answer.value, call.input);
      return page ? { ...answer, page } : answer;
    },
  };
}
