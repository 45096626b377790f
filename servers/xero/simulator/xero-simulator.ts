import { createHash } from 'node:crypto';
import {
  type AuthorizationCode,
  type BearerTokens,
  type Clock,
  catchRefusal,
  createBearerTokens,
  createIdempotencyStore,
  createRateLimiter,
  createSimulator,
  type LoggedRequest,
  type OAuthClient,
  type SimulatedReply,
  type SimulatedRequest,
  type Simulator,
  systemClock,
} from '@bizmcp/testkit/simulator';
import { allScopes, authorize, isTokenEndpoint } from './authorization.ts';
import { contactRoutes } from './contacts.ts';
import { bankTransactionRoutes } from './documents/bank-transactions.ts';
import { creditNoteRoutes } from './documents/credit-notes.ts';
import { invoiceWriteRoutes } from './documents/invoice-write.ts';
import { invoiceReadRoutes } from './documents/invoices.ts';
import { overpaymentRoutes } from './documents/overpayments.ts';
import { paymentRoutes } from './documents/payments.ts';
import { errorReplyForStatus, refuseDocument } from './error-reply.ts';
import { guidOf } from './guid.ts';
import {
  callsUnderWay,
  concurrentReply,
  documentedLimits,
  limitHeaders,
  limitReply,
  policiesOf,
  type XeroLimits,
} from './limits.ts';
import { createOAuth } from './oauth.ts';
import { reportRoutes } from './report-routes.ts';
import { connectionRoutes, dayOf, settingsRoutes } from './settings.ts';
import { businessOf, createState, type XeroState } from './xero-state.ts';

/** What may be chosen about a simulated organisation. */
export interface XeroSimulatorOptions {
  /** The company's last day, as 2026-11-21; the clock's day in its zone unless given. */
  readonly today?: string;
  readonly clock?: Clock;
  readonly limits?: Partial<XeroLimits>;
}

/** A simulated organisation, with credentials that work. */
export interface XeroSimulator extends Simulator<XeroState> {
  readonly tokens: BearerTokens;
  /** A token with every scope; it does not expire. */
  readonly demoToken: string;
  /** The custom connection's. */
  readonly client: OAuthClient;
  /** An app with PKCE, which has no secret, and a refresh token of it. */
  readonly app: OAuthClient & { readonly refreshToken: string };
  /** Makes a code good for one exchange, as if a person had consented. */
  consent(code: string, details: AuthorizationCode): void;
}

/** The tenant that the simulator's credentials open. */
export const sandboxTenantId = guidOf('tenant', 'own');

const demoToken = 'sandbox-access-token';
const refreshToken = 'sandbox-refresh-token';
const account = 'own';
const client = { clientId: 'SANDBOX0CLIENT', clientSecret: 'sandbox-client-secret', account, scopes: allScopes };
const app = { clientId: 'SANDBOX0APP', clientSecret: '', account, scopes: allScopes };

// Keys are for passing troubles alone, and forgotten 6 minutes after the first call:
// https://developer.xero.com/documentation/guides/idempotent-requests/idempotency
const keyMilliseconds = 360_000;
const longestKey = 128;

/** Answers a write with a key once; the same key with another request is refused (same page). */
function withKey(request: SimulatedRequest, { idempotency }: XeroState, next: () => SimulatedReply): SimulatedReply {
  const key = request.headers.get('idempotency-key');
  if (key === null || request.method === 'GET') return next();
  if (key.length > longestKey) return refuseDocument([{ message: 'Idempotency Key must not exceed 128 characters' }]);
  const content = `${request.method} ${request.path} ${JSON.stringify(request.body)}`;
  const kept = idempotency.once(key, createHash('sha256').update(content).digest('hex'), next);
  if (kept.kind !== 'conflict') return kept.reply;
  return refuseDocument([{ message: 'Idempotency Key has already been used with a different request' }]);
}

interface Surroundings {
  readonly tokens: BearerTokens;
  readonly clock: Clock;
  readonly limits: XeroLimits;
  readonly requests: () => readonly LoggedRequest[];
}

function createSurroundings({ tokens, clock, limits, requests }: Surroundings) {
  const limiter = createRateLimiter(clock);
  const around = (request: SimulatedRequest, { state }: { state: XeroState }, next: () => SimulatedReply) => {
    if (isTokenEndpoint(request.path)) return next();
    authorize(tokens, request);
    // Connections belong to no organisation, so that no organisation's limit counts them.
    if (!request.path.startsWith('/api.xro/')) return next();
    const tenantId = request.headers.get('xero-tenant-id') ?? '';
    if (callsUnderWay(requests(), tenantId) > limits.concurrent) return concurrentReply;
    const verdict = limiter.take(tenantId, policiesOf(limits));
    const reply = verdict.exceeded ? limitReply(verdict) : catchRefusal(() => withKey(request, state, next));
    return { ...reply, headers: { ...limitHeaders(verdict.usage), ...reply.headers } };
  };
  return { around, reset: limiter.reset };
}

/** Gives each answer its number, which Xero's support asks for. */
function createCorrelation(): (reply: SimulatedReply) => SimulatedReply {
  let answered = 0;
  return (reply) => {
    answered += 1;
    return { ...reply, headers: { 'xero-correlation-id': guidOf('request', String(answered)), ...reply.headers } };
  };
}

const accountingRoutes = [
  ...settingsRoutes,
  ...contactRoutes,
  ...invoiceReadRoutes,
  ...invoiceWriteRoutes,
  ...creditNoteRoutes,
  ...overpaymentRoutes,
  ...paymentRoutes,
  ...bankTransactionRoutes,
  ...reportRoutes,
];

/** Makes an organisation at Xero with a company in it. */
export function createXeroSimulator(options: XeroSimulatorOptions = {}): XeroSimulator {
  const { clock = systemClock } = options;
  const { today = dayOf(clock.now()) } = options;
  const tokens = createBearerTokens(clock, 'xero');
  const issue = () => {
    tokens.clear();
    tokens.issue({ account, scopes: allScopes, token: demoToken });
    tokens.issueRefresh(app, refreshToken);
  };
  issue();
  const oauth = createOAuth(tokens, [client, app], clock);
  const { around, reset } = createSurroundings({
    ...{ tokens, clock, limits: { ...documentedLimits, ...options.limits } },
    requests: () => simulator.requests,
  });
  const correlate = createCorrelation();
  const simulator: Simulator<XeroState> = createSimulator<XeroState>({
    name: 'xero',
    clock,
    seed: () => createState(today, createIdempotencyStore(clock, keyMilliseconds)),
    business: businessOf,
    refuse: (status) => correlate(errorReplyForStatus(status)),
    around: (request, context, next) => correlate(around(request, context, next)),
    routes: [...oauth.routes, ...connectionRoutes, ...accountingRoutes],
    onReset: () => {
      reset();
      issue();
    },
  });
  // Not a spread: `state` is a getter, and has to stay one.
  return Object.assign(simulator, {
    ...{ tokens, demoToken, client, app: { ...app, refreshToken }, consent: oauth.consent },
  });
}
