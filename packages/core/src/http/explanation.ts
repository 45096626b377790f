import type { Answer } from './answer.ts';
import type { ExchangeContext, Explanation } from './exchange-context.ts';
import { parseJson } from './json-answer.ts';

/** What the server's own `explain` makes of an error answer. */
export function explainAnswer(answer: Answer, context: ExchangeContext): Explanation | undefined {
  const { status, headers, body } = answer;
  const reading = parseJson(body ?? new Uint8Array());
  const content = 'value' in reading ? reading.value : new TextDecoder().decode(body);
  try {
    return context.explain?.({ status, headers, body: content });
  } catch {
    // An error answer in a shape that the server did not foresee only goes unexplained.
    return undefined;
  }
}
