import { type Route, route, type SimulatedReply, type SimulatedRequest } from '@bizmcp/testkit/simulator';
import { isAllowed } from '../rest/read/row-security.ts';
import type { RestSettings } from '../rest/rest-call.ts';
import { beginTransaction } from '../rest/transaction.ts';
import { DatabaseError } from '../schema/database-error.ts';
import { isJsonObject } from '../schema/json-value.ts';
import { findTable } from '../schema/project-schema.ts';
import { type ProjectState, rowsOf } from '../schema/project-state.ts';
import type { Session } from '../schema/session.ts';
import { timestampText } from '../schema/timestamp.ts';

/** What Edge Functions need of their project. */
export interface FunctionSettings {
  readonly readSession: (request: SimulatedRequest<never>, now: number) => Session;
  readonly onCommit: RestSettings['onCommit'];
}

interface FunctionCall {
  readonly request: SimulatedRequest<never>;
  readonly session: Session;
  readonly state: ProjectState;
  readonly now: number;
  readonly onCommit: RestSettings['onCommit'];
}

type EdgeFunction = (call: FunctionCall) => SimulatedReply;

const payloadOf = ({ body }: SimulatedRequest<never>) =>
  body.kind === 'json' && isJsonObject(body.value) ? body.value : {};

const hello: EdgeFunction = ({ request }) => {
  const { name } = payloadOf(request);
  if (typeof name !== 'string') return { status: 400, body: { error: 'name is required' } };
  return { status: 200, body: { message: `Hello ${name}!` } };
};

/** Gives back what it got, but for credentials. */
const echo: EdgeFunction = ({ request }) => ({
  status: 200,
  body: {
    method: request.method,
    headers: Object.fromEntries([...request.headers].filter(([name]) => !['apikey', 'authorization'].includes(name))),
    body: request.body.kind === 'json' || request.body.kind === 'text' ? request.body.value : null,
  },
});

/** Counts the open tickets of the caller, who reads under row level security here as well. */
const openTickets: EdgeFunction = ({ session, state }) => {
  const table = findTable('support_tickets');
  const open = rowsOf(state, 'support_tickets').filter(
    (row) => row.status === 'open' && table !== undefined && isAllowed(table, 'select', row, session),
  );
  return {
    status: 200,
    body: { open: open.length, urgent: open.filter(({ priority }) => priority === 'urgent').length },
  };
};

/** Closes the solved tickets of the caller's tenant. */
const closeSolved: EdgeFunction = ({ session, state, now, onCommit }) => {
  const table = findTable('support_tickets');
  const transaction = beginTransaction(state, session, now);
  const solved = transaction
    .rows('support_tickets')
    .filter((row) => row.status === 'solved' && table !== undefined && isAllowed(table, 'update', row, session));
  for (const row of solved) {
    transaction.replace('support_tickets', row, { ...row, status: 'closed', updated_at: timestampText(now) });
  }
  onCommit(transaction.commit());
  return { status: 200, body: { closed: solved.length } };
};

/** A function with a mistake in it. */
const broken: EdgeFunction = () => ({
  status: 500,
  headers: { 'content-type': 'text/plain;charset=UTF-8' },
  body: 'Internal Server Error',
});

const functions: Readonly<Record<string, EdgeFunction>> = {
  broken,
  'close-solved': closeSolved,
  echo,
  hello,
  'open-tickets': openTickets,
};

/** An answer of the gateway in front of the functions, not of a function. */
const relayError = (status: number, body: unknown): SimulatedReply => ({
  status,
  headers: { 'x-relay-error': 'true' },
  body,
});

/** Calls a function for who proves to be somebody: https://supabase.com/docs/guides/functions/auth */
export const createFunctionRoutes = ({ readSession, onCommit }: FunctionSettings): ReadonlyArray<Route<ProjectState>> =>
  ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'].map((method) =>
    route<ProjectState, '/functions/v1/{name}'>(method, '/functions/v1/{name}', (request, { now, state }) => {
      const name = request.parameter('name');
      const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
      if (found === undefined) {
        return relayError(404, { code: 'NOT_FOUND', message: 'Requested function was not found' });
      }
      if (!request.headers.has('authorization')) {
        return relayError(401, { code: 401, message: 'Missing authorization header' });
      }
      try {
        return found({ request, session: readSession(request, now()), state, now: now(), onCommit });
      } catch (error) {
        if (error instanceof DatabaseError) return relayError(401, { code: 401, message: 'Invalid JWT' });
        throw error;
      }
    }),
  );
