import { counted } from '../define/counted.ts';
import { type ErrorCode, type ErrorDetails, type FieldProblem, ToolError } from '../define/tool-error.ts';
import { type Answer, type Fault, isLate, type Outcome, outcomeLabel } from './answer.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { type Explanation, explainAnswer } from './explanation.ts';
import type { OutgoingRequest } from './outgoing-request.ts';
import { askedWait } from './retry-policy.ts';
import { codeOfStatus } from './status-code.ts';
import { cleanVendorText, vendorRequestId } from './vendor-text.ts';

/** What happened, to follow the system's name, and what to do next. */
type Sentences = [happened: string, next: string];

const refusals = new Map<ErrorCode, Sentences>([
  ['invalid_input', ['refused the arguments', 'Correct them and try again.']],
  ['unauthenticated', ['did not accept the configured credentials', 'Renew or enter them again, then try again.']],
  [
    'forbidden',
    ['does not allow this with the configured credentials', 'Ask an administrator for the missing permission.'],
  ],
  ['not_found', ['has no such record', 'Find its identifier with a search or list tool.']],
  ['conflict', ['reports a conflict with what it holds', 'Read the record again, then decide.']],
  ['too_large', ['finds the request too large', 'Send or ask for less at once.']],
  ['rate_limited', ['takes no more requests for now', 'Try again later.']],
  ['unavailable', ['is failing', 'Try again later.']],
  ['timeout', ['did not get the request in time', 'Try again.']],
]);
const otherRefusal: Sentences = ['refused the request', 'Do not repeat it unchanged.'];

const faults: Record<Fault['reason'], { code: ErrorCode; text: Sentences }> = {
  unreachable: {
    code: 'unavailable',
    text: [
      'cannot be reached, so nothing was sent',
      'Check the network, its proxy and the configured address, then try again.',
    ],
  },
  untrusted: {
    code: 'unavailable',
    text: [
      'shows no valid certificate, so nothing was sent',
      "Check the configured address, this machine's clock and its certificates.",
    ],
  },
  broken: {
    code: 'unavailable',
    text: ['broke the connection before its answer was complete', 'Try again in a minute.'],
  },
  timeout: { code: 'timeout', text: ['did not answer in time', 'Try again, or ask for less at once.'] },
  cancelled: {
    code: 'cancelled',
    text: ['had not answered when the call was cancelled', 'Call again if it is still wanted.'],
  },
  too_large: {
    code: 'too_large',
    text: ['sent a longer answer than is allowed', 'Ask for less: a smaller page, fewer fields, a narrower filter.'],
  },
  garbled: { code: 'bad_answer', text: ['sent an answer that cannot be decoded', 'Try again later.'] },
  redirected: {
    code: 'bad_answer',
    text: ['pointed to another address, which was not followed', 'Check the configured address.'],
  },
};

const lateTurn: (typeof faults)['timeout'] = {
  code: 'timeout',
  text: ['could not be asked in time, so nothing was sent', 'Try again, with fewer calls at a time.'],
};

/** The error to throw for a request that failed for good; nothing of the vendor's is in it but what `explain` let through. */
export function failureOf(outcome: Outcome, context: ExchangeContext): ToolError {
  const explanation = explanationOf(outcome, context);
  const details = detailsOf(outcome, context, explanation);
  const { system } = context.address;
  if (outcome.kind === 'fault') {
    const { reason } = outcome.fault;
    const { code, text } = isLate(outcome) ? lateTurn : faults[reason];
    return new ToolError(code, `${system} ${text[0]}. ${text[1]}`, details);
  }
  const { status } = outcome.answer;
  const code = explanation?.code ?? codeOfStatus(status);
  const [happened, next] = status === 501 ? otherRefusal : (refusals.get(code) ?? otherRefusal);
  if (explanation?.fields) details.fields = explanation.fields.map(cleanField);
  const what = joinText(`${system} ${happened} (${status})`, explanation);
  // Whoever knows what is missing knows best where to look, and what is taken, what to choose.
  const isAdvised = (code === 'not_found' || code === 'conflict') && explanation?.message.includes('; ');
  if (isAdvised) return new ToolError(code, `${what}.`, details);
  const advice = details.retryAfterSeconds ? `Try again in ${counted(details.retryAfterSeconds, 'second')}.` : next;
  return new ToolError(code, `${what}. ${advice}`, details);
}

/** The error for a write whose outcome nobody here knows. */
export function doubtOf(outcome: Outcome, context: ExchangeContext): ToolError {
  const explanation = explanationOf(outcome, context);
  const why = joinText(outcomeLabel(outcome), explanation);
  return unknownOutcome(context.address.system, why, detailsOf(outcome, context, explanation));
}

function explanationOf(outcome: Outcome, context: ExchangeContext): Explanation | undefined {
  return outcome.kind === 'answer' ? explainAnswer(outcome.answer, context) : undefined;
}

/** The error for an answer that came with a good status and still is not what was asked for. */
export function badAnswer(
  request: OutgoingRequest,
  answer: Answer,
  problem: string,
  context: ExchangeContext,
): ToolError {
  const details = detailsOf({ kind: 'answer', answer }, context);
  const { system } = context.address;
  if (request.isWrite) return unknownOutcome(system, `${problem}, status ${answer.status}`, details);
  const next = 'Try again later; if it stays so, check the configured address and report it.';
  return new ToolError('bad_answer', `${system} answered with ${problem} (${answer.status}). ${next}`, details);
}

function unknownOutcome(system: string, why: string, details: ErrorDetails): ToolError {
  const result = 'so the change may or may not have happened; look it up before trying again.';
  return new ToolError('unknown_outcome', `${system} gave no certain answer (${why}), ${result}`, details);
}

function detailsOf(outcome: Outcome, context: ExchangeContext, explanation?: Explanation): ErrorDetails {
  if (outcome.kind === 'fault') return {};
  const wait = askedWait(outcome, context.clock.date());
  const requestId = vendorRequestId(outcome.answer.headers, context.requestIdHeaders);
  return {
    ...(wait !== undefined && { retryAfterSeconds: Math.ceil(wait / 1000) }),
    ...(requestId && { vendorRequestId: requestId }),
    ...(explanation?.reason && { reason: explanation.reason }),
  };
}

function cleanField(field: FieldProblem): FieldProblem {
  return { ...field, path: cleanVendorText(field.path), problem: cleanVendorText(field.problem) };
}

function joinText(ours: string, explanation: Explanation | undefined): string {
  const theirs = cleanVendorText(explanation?.message ?? '').replace(/\.$/, '');
  return theirs ? `${ours}: ${theirs}` : ours;
}
