/** A vendor's complete answer, its body read and bounded. */
export interface Answer {
  url: URL;
  status: number;
  headers: Headers;
  /** Undefined where there is none, or where the body of an error answer could not be read. */
  body: Uint8Array<ArrayBuffer> | undefined;
}

/** Why an attempt brought no complete answer. */
export interface Fault {
  reason: 'unreachable' | 'untrusted' | 'broken' | 'timeout' | 'cancelled' | 'too_large' | 'garbled' | 'redirected';
  /** Whether the vendor may have acted on the request. */
  mayHaveArrived: boolean;
}

/** What one attempt came to. */
export type Outcome = { kind: 'answer'; answer: Answer } | { kind: 'fault'; fault: Fault };

/** Whether the vendor did what was asked; 304 is the good answer to a conditional read. */
export function isAccepted(outcome: Outcome, isWrite: boolean): outcome is Extract<Outcome, { kind: 'answer' }> {
  return outcome.kind === 'answer' && (outcome.answer.status < 300 || (outcome.answer.status === 304 && !isWrite));
}

/** Whether a write may have happened after this outcome. A server error can come after the commit; a 501 cannot. */
export function leavesDoubt(outcome: Outcome): boolean {
  if (outcome.kind === 'fault') return outcome.fault.mayHaveArrived;
  const { status } = outcome.answer;
  return status === 304 || status === 408 || (status >= 500 && status !== 501);
}

/** Whether the time was over before the request left. */
export function isLate(outcome: Outcome): boolean {
  return outcome.kind === 'fault' && outcome.fault.reason === 'timeout' && !outcome.fault.mayHaveArrived;
}

const labels: Record<Fault['reason'], string> = {
  unreachable: 'no connection',
  untrusted: 'no valid certificate',
  broken: 'connection lost',
  timeout: 'no answer in time',
  cancelled: 'cancelled while waiting',
  too_large: 'an answer too long to read',
  garbled: 'an answer that cannot be decoded',
  redirected: 'a redirect that was not followed',
};

/** Says in a few words what an outcome was. */
export function outcomeLabel(outcome: Outcome): string {
  return outcome.kind === 'answer' ? `status ${outcome.answer.status}` : labels[outcome.fault.reason];
}
