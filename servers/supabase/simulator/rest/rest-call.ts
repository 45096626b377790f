import type { SimulatedReply, SimulatedRequest } from '@bizmcp/testkit/simulator';
import { DatabaseError } from '../schema/database-error.ts';
import type { ProjectState, RowChange } from '../schema/project-state.ts';
import type { Session } from '../schema/session.ts';
import { type Preferences, readPreferences } from './preferences.ts';
import { replyOfError } from './rest-reply.ts';
import { beginTransaction, type Transaction } from './transaction.ts';

/** One request to the REST interface, inside its transaction. */
export interface RestCall {
  readonly request: SimulatedRequest<never>;
  readonly preferences: Preferences;
  readonly transaction: Transaction;
  /** The most rows that any answer has. */
  readonly maxRows: number;
}

/** What the REST interface needs of its project. */
export interface RestSettings {
  readonly maxRows: number;
  readonly readSession: (request: SimulatedRequest<never>, now: number) => Session;
  readonly onCommit: (changes: readonly RowChange[]) => void;
}

/** Runs a request in a transaction; an error undoes it and becomes the answer. */
export const answerRest = (
  settings: RestSettings,
  request: SimulatedRequest<never>,
  state: ProjectState,
  now: number,
  handle: (call: RestCall) => SimulatedReply,
): SimulatedReply => {
  let session: Session = { role: 'anon', claims: {} };
  try {
    session = settings.readSession(request, now);
    const transaction = beginTransaction(state, session, now);
    const preferences = readPreferences(request.headers);
    const reply = handle({ request, preferences, transaction, maxRows: settings.maxRows });
    settings.onCommit(transaction.commit());
    return request.method === 'HEAD' ? { status: reply.status, headers: reply.headers ?? {} } : reply;
  } catch (error) {
    if (error instanceof DatabaseError) return replyOfError(error, session.role);
    throw error;
  }
};

/** A request's JSON; anything else is refused. */
export const jsonBody = ({ body }: SimulatedRequest<never>): unknown => {
  if (body.kind === 'json') return body.value;
  throw new DatabaseError('PGRST102', 'Empty or invalid json', { status: 400 });
};
