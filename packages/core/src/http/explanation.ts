import type { Answer } from './answer.ts';
import type { ExchangeContext, Explanation } from './exchange-context.ts';
import { parseJson } from './json-answer.ts';
import { codeOfStatus } from './status-code.ts';

/** Whether a system at work refused, whatever the status says: it did nothing, and it will refuse again. */
export function isRefusal(answer: Answer, context: ExchangeContext): boolean {
  const explanation = explainAnswer(answer, context);
  return explanation?.isUndone === true && (explanation.code ?? codeOfStatus(answer.status)) !== 'unavailable';
}

/** What the server's own `explain` makes of an error answer. */
export function explainAnswer(answer: Answer, context: ExchangeContext): Explanation | undefined {
  const { url, status, headers, body } = answer;
  const reading = parseJson(body ?? new Uint8Array());
  const content = 'value' in reading ? reading.value : new TextDecoder().decode(body);
  try {
    return context.explain?.({ url, status, headers, body: content });
  } catch {
    // An error answer in a shape that the server did not foresee only goes unexplained.
    return undefined;
  }
}
