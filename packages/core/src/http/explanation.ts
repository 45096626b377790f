import type { ErrorCode, FieldProblem } from '../define/tool-error.ts';
import type { Answer } from './answer.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { jsonOf, textOf } from './json-answer.ts';
import { codeOfStatus } from './status-code.ts';

/** An error answer, as a server's `explain` gets it: the body is parsed JSON, or text where it is no JSON. */
export interface VendorFailure {
  /** Who answered, for systems of several services. */
  url?: URL;
  status: number;
  body: unknown;
  headers: Headers;
}

/** What a server lets through of an error answer. Its message becomes part of ours, on one line and cut to 400 characters. */
export interface Explanation {
  /** Instead of the code that follows from the status. */
  code?: ErrorCode | undefined;
  /** Where something is missing, `what; where to look` takes the place of our general advice. */
  message: string;
  fields?: readonly FieldProblem[] | undefined;
  /** By which the server's own code knows the failure again, see `hasReason`. */
  reason?: string | undefined;
  /** False where trying again within the call is of no use, as with a limit for the whole day. */
  retry?: boolean | undefined;
  /** True where nothing was done by the vendor's own word, whatever the status: a write leaves no doubt then. */
  isUndone?: boolean | undefined;
}

/** Reads the vendor's own error schema: what of an error answer may be shown. Undefined leaves it to the status. */
export type Explain = (failure: VendorFailure) => Explanation | undefined;

/** Whether a system at work refused, whatever the status says: it did nothing, and it will refuse again. */
export function isRefusal(answer: Answer, context: ExchangeContext): boolean {
  const explanation = explainAnswer(answer, context);
  return explanation?.isUndone === true && (explanation.code ?? codeOfStatus(answer.status)) !== 'unavailable';
}

/** What the server's own `explain` makes of an error answer. */
export function explainAnswer(answer: Answer, context: ExchangeContext): Explanation | undefined {
  const { url, status, headers } = answer;
  const reading = jsonOf(answer);
  const body = 'value' in reading ? reading.value : textOf(answer);
  try {
    return context.explain?.({ url, status, headers, body });
  } catch {
    // An error answer in a shape that the server did not foresee only goes unexplained.
    return undefined;
  }
}
