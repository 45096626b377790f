import type * as z from 'zod';
import type { Approval } from '../approval/approval.ts';
import type { DataClass } from '../define/data-class.ts';
import type { Effect } from '../define/effect.ts';
import type { Change, Page, RateLimit } from '../define/tool.ts';
import type { Reader } from '../masking/redactor.ts';
import type { Decision } from '../policy/decision.ts';
import type { UpstreamNotes } from './current-call.ts';

/** What the pipeline runs: a tool, the reading of a resource, or what goes on in the name of a tool after its call. */
export interface Action {
  kind: 'tool' | 'resource' | 'background';
  name: string;
  title: string;
  /** SHA-256 of a tool's entry in `surface.json` in canonical form: what its caller was told of it. */
  digest?(): string;
  system: string;
  /** Which account there: several servers of one system may share the state. */
  account?: string;
  /** Tells one login there from the next: what was read before may be of another account. */
  login?(): Promise<string | undefined>;
  effect: Effect;
  data: DataClass;
  scopes: readonly string[];
  rateLimit: RateLimit;
  timeoutSeconds: number;
  cacheSeconds: number;
  /** How long after an answer it may stand in for a system that gives none. */
  staleSeconds?: number;
  input: z.ZodObject;
  output: z.ZodType;
  /** Right input, for the error message. */
  examples: readonly unknown[];
  /** Throws `not_configured` when no call can work; reaches no network. */
  prepare(): void;
  run(call: Call): Promise<unknown>;
  /** What a write would change. */
  change?: { fields: z.ZodType; read(call: Call, signal: AbortSignal): Promise<Change | undefined> };
  /** How a write is taken back, in words. */
  undo?(input: Record<string, unknown>): string;
  /** The answer as a page, where the input asks for one. */
  page?(value: unknown, input: Record<string, unknown>): Promise<Page | undefined>;
}

/** Who calls, decided by the deployment and the operating system, never by the client's own word. */
export interface Principal {
  name: string;
  role: string;
}

/** The client program, by its own account: recorded, never trusted. */
export interface ClientInfo {
  name: string;
  version: string;
  /** Whether it can put a question to its user. */
  canAsk: boolean;
}

/** What a client brings back from its user. */
export interface ApprovalReply {
  state: string;
  action: 'accept' | 'decline' | 'cancel';
}

/** One call on its way through the pipeline. Stages add to it; they never take away. */
export interface Call {
  id: string;
  action: Action;
  /** As it came from the client. */
  rawInput: unknown;
  /** After `checkInput`. */
  input: Record<string, unknown>;
  principal: Principal;
  client: ClientInfo;
  signal: AbortSignal;
  progress(done: number, total?: number, message?: string): void;
  approvalReply?: ApprovalReply;
  /** The caller's trace, by its own account. */
  traceparent?: string;
  /** Single-use token from an earlier `approval_required`. */
  confirmToken?: string;
  /** Set by `askApproval` when a write may go on. */
  approval?: Approval;
  decision?: Decision;
  /** The day that the person was shown, before the write. */
  day?: string;
  /** What the person is shown, or was where the write goes on; unmasked. */
  change?: Change;
  /** Whom the answer is shown to; set by `redact`, and before a change is read. */
  reader?: Reader;
  upstream: UpstreamNotes;
}

/** A question that only a person can answer. */
export interface Question {
  message: string;
  state: string;
}

/** What comes back through the pipeline; a failure is thrown. */
export type Answer =
  /** `stale`: an earlier answer, given because the system gives none now; true at `since` (ISO 8601). */
  { kind: 'result'; value: unknown; stale?: { since: string }; page?: Page } | { kind: 'question'; question: Question };

/** One stage: looks at the call, goes on with `next`, looks at the answer. */
export interface Stage {
  name: string;
  run(call: Call, next: () => Promise<Answer>): Promise<Answer>;
}
