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
  type OAuthClient,
  Refusal,
  type SimulatedReply,
  type SimulatedRequest,
  type Simulator,
  systemClock,
} from '@bizmcp/testkit/simulator';
import { companyRoutes } from './company-routes.ts';
import {
  errorReplyForStatus,
  expiredReply,
  forbiddenReply,
  malformedReply,
  refuse,
  throttledReply,
  unauthorizedReply,
} from './error-reply.ts';
import { documentedLimits, policiesOf, type QuickBooksLimits } from './limits.ts';
import { createOAuth } from './oauth.ts';
import { businessOf, createState, dayOf, momentOf, type QuickBooksState } from './quickbooks-state.ts';
import { isWire } from './wire.ts';

/** What may be chosen about a simulated company. */
export interface QuickBooksSimulatorOptions {
  /** The company's last day, as 2026-11-21; the day that it is there unless given. */
  readonly today?: string;
  readonly clock?: Clock;
  readonly limits?: Partial<QuickBooksLimits>;
}

/** A simulated company, with credentials that work. */
export interface QuickBooksSimulator extends Simulator<QuickBooksState> {
  readonly tokens: BearerTokens;
  /** The company that the credentials open. */
  readonly realmId: string;
  readonly client: OAuthClient;
  readonly refreshToken: string;
  /** An access token that does not expire. */
  readonly demoToken: string;
  /** Makes a code good for one exchange, as if a person had consented. */
  consent(code: string, details: AuthorizationCode): void;
}

const realmId = '9130357849113462';
const demoToken = 'sandbox-access-token';
const refreshToken = 'sandbox-refresh-token';
const scopes = ['com.intuit.quickbooks.accounting'];
const client = { clientId: 'SANDBOX0CLIENT', clientSecret: 'sandbox-client-secret', account: realmId, scopes };

/** https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes, "401" and "403" */
function authorize(tokens: BearerTokens, { headers, path }: SimulatedRequest): void {
  const verdict = tokens.check(headers.get('authorization'));
  if (verdict.kind === 'missing') throw new Refusal(malformedReply);
  if (verdict.kind === 'expired') throw new Refusal(expiredReply);
  if (verdict.kind !== 'valid') throw new Refusal(unauthorizedReply);
  if (path.split('/')[3] !== verdict.grant.account) throw new Refusal(forbiddenReply);
}

const longestRequestId = 50;

/**
 * A request whose id was answered before gets that answer again, whatever it asks for; how long is not documented: here for good.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/rest-api-features#request-id
 * https://developer.intuit.com/blog/tag/quickbooks-online/ ("Request-ID")
 */
function once(request: SimulatedRequest, { idempotency }: QuickBooksState, next: () => SimulatedReply): SimulatedReply {
  const requestId = request.query.get('requestid');
  if (requestId === null || request.method === 'GET') return next();
  if (requestId.length > longestRequestId) {
    refuse(
      '2050',
      `String length specified does not match the supported length. Min:0 Max:${longestRequestId} supported.`,
    );
  }
  const kept = idempotency.once(requestId, '', next);
  if (kept.kind === 'conflict') throw new TypeError('one fingerprint cannot conflict');
  return kept.reply;
}

/** Puts the number of the answer in, which Intuit's support asks for, and the time; a report has its own in its header. */
function createStamp(clock: Clock): (reply: SimulatedReply) => SimulatedReply {
  let answered = 0;
  return (reply) => {
    if (reply.headers?.intuit_tid !== undefined) return reply;
    answered += 1;
    const hash = createHash('sha256').update(`answer ${answered}`).digest('hex').slice(0, 24);
    const headers = { intuit_tid: `1-${String(answered).padStart(8, '0')}-${hash}`, ...reply.headers };
    const { body } = reply;
    const isTimed = isWire(body) && !untimed.some((name) => name in body);
    if (!isTimed) return { ...reply, headers };
    const time = 'fault' in body ? clock.now() : momentOf(clock.now());
    return { ...reply, headers, body: { ...body, time } };
  };
}

const untimed = ['access_token', 'error', 'time', 'Header'];

interface Surroundings {
  readonly tokens: BearerTokens;
  readonly clock: Clock;
  readonly limits: QuickBooksLimits;
}

function createSurroundings({ tokens, clock, limits }: Surroundings) {
  const limiter = createRateLimiter(clock);
  const around = (request: SimulatedRequest, { state }: { state: QuickBooksState }, next: () => SimulatedReply) => {
    if (!request.path.startsWith('/v3/company/')) return next();
    authorize(tokens, request);
    const verdict = limiter.take(request.path.split('/')[3] ?? '', policiesOf(limits, request.path));
    return verdict.exceeded ? throttledReply : once(request, state, () => unrefused(next));
  };
  return { around, reset: limiter.reset };
}

/** What is refused is not remembered under its request id: its reply comes as a refusal, not as an answer. */
function unrefused(next: () => SimulatedReply): SimulatedReply {
  const reply = next();
  if (reply.status >= 400) throw new Refusal(reply);
  return reply;
}

/** Makes a company at QuickBooks Online with its books in it. */
export function createQuickBooksSimulator(options: QuickBooksSimulatorOptions = {}): QuickBooksSimulator {
  const { clock = systemClock } = options;
  const { today = dayOf(clock.now()) } = options;
  const tokens = createBearerTokens(clock, 'quickbooks');
  const oauth = createOAuth(tokens, clock, client);
  const issue = () => {
    tokens.clear();
    oauth.clear();
    tokens.issue({ account: realmId, scopes, token: demoToken });
    oauth.note(tokens.issueRefresh(client, refreshToken));
  };
  issue();
  const { around, reset } = createSurroundings({ tokens, clock, limits: { ...documentedLimits, ...options.limits } });
  const stamp = createStamp(clock);
  const simulator = createSimulator<QuickBooksState>({
    name: 'quickbooks',
    clock,
    seed: () => createState(today, createIdempotencyStore(clock, Number.POSITIVE_INFINITY)),
    business: businessOf,
    refuse: (status, { path }) => stamp(errorReplyForStatus(status, path)),
    around: (request, context, next) => stamp(catchRefusal(() => around(request, context, next))),
    routes: [...oauth.routes, ...companyRoutes],
    onReset: () => {
      reset();
      issue();
    },
  });
  // Not a spread: `state` is a getter, and has to stay one.
  return Object.assign(simulator, { tokens, realmId, client, refreshToken, demoToken, consent: oauth.consent });
}
