import { createHash } from 'node:crypto';
import {
  type BearerTokens,
  type Clock,
  catchRefusal,
  createBearerTokens,
  createRateLimiter,
  createSimulator,
  type OAuthClient,
  type RateLimiter,
  type RateUsage,
  type Route,
  type SimulatedReply,
  type Simulator,
  type SimulatorDefinition,
  systemClock,
} from '@bizmcp/testkit/simulator';
import { associationRoutes } from './associations/associations.ts';
import { authorize } from './authorization.ts';
import { workflowRoutes } from './automation/workflows.ts';
import { errorReplyForStatus } from './error-reply.ts';
import { businessOf, type HubspotState } from './hubspot-state.ts';
import { documentedLimits, type HubspotLimits, limitHeaders, limitReply, policiesFor } from './limits.ts';
import { campaignRoutes } from './marketing/campaigns.ts';
import { marketingEmailRoutes } from './marketing/marketing-emails.ts';
import { createOAuthRoutes } from './oauth.ts';
import { batchRoutes } from './objects/batch.ts';
import { objectRoutes } from './objects/objects.ts';
import { searchRoutes } from './objects/search.ts';
import { accountRoutes } from './portal/account.ts';
import { ownerRoutes } from './portal/owners.ts';
import { pipelineRoutes } from './portal/pipelines.ts';
import { propertyRoutes } from './portal/properties.ts';
import { schemaRoutes } from './portal/schemas.ts';
import { allScopes } from './scopes.ts';
import { seedPortal } from './seed/portal.ts';

/** What may be chosen about a simulated portal. */
export interface HubspotSimulatorOptions {
  /** Chooses the company's data: the same seed gives the same portal. */
  readonly seed?: number;
  /** The day that all dates are relative to, in milliseconds since 1970; the clock's day at creation unless given. */
  readonly today?: number;
  readonly clock?: Clock;
  readonly limits?: Partial<HubspotLimits>;
}

/** A simulated portal, with credentials that work. */
export interface HubspotSimulator extends Simulator<HubspotState> {
  readonly tokens: BearerTokens;
  /** A private app's token with every scope; it does not expire. */
  readonly demoToken: string;
  readonly oauth: OAuthClient & { readonly refreshToken: string };
}

const apiRoutes: ReadonlyArray<Route<HubspotState>> = [
  ...objectRoutes,
  ...batchRoutes,
  ...searchRoutes,
  ...associationRoutes,
  ...propertyRoutes,
  ...pipelineRoutes,
  ...ownerRoutes,
  ...schemaRoutes,
  ...accountRoutes,
  ...workflowRoutes,
  ...marketingEmailRoutes,
  ...campaignRoutes,
];

const demoToken = 'pat-na1-sandbox-0000-0000-0000-000000000000';
const refreshToken = 'sandbox-refresh-token';
const account = 'northlight';

const oauthClient: OAuthClient = {
  clientId: 'sandbox-client',
  clientSecret: 'sandbox-client-secret',
  account,
  scopes: allScopes,
};

const correlationIdOf = (count: number): string => {
  const hash = createHash('sha256').update(`correlation ${count}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
};

const isErrorBody = (body: unknown): body is Record<string, unknown> =>
  typeof body === 'object' && body !== null && 'status' in body && body.status === 'error';

/** Puts the correlation id into the header, and into the body of an error. */
const withCorrelation = (reply: SimulatedReply, correlationId: string): SimulatedReply => ({
  ...reply,
  headers: { ...reply.headers, 'x-hubspot-correlation-id': correlationId },
  ...(reply.body === undefined
    ? {}
    : { body: isErrorBody(reply.body) ? { ...reply.body, correlationId } : reply.body }),
});

/** Makes the credentials valid again that every portal starts with. */
const issueCredentials = (tokens: BearerTokens): void => {
  tokens.clear();
  tokens.issue({ account, scopes: allScopes, token: demoToken });
  tokens.issueRefresh(oauthClient, refreshToken);
};

/** Everything around a call: the token, the limits, the headers of both. */
const createSurroundings = (
  tokens: BearerTokens,
  limiter: RateLimiter,
  limits: HubspotLimits,
): NonNullable<SimulatorDefinition<HubspotState>['around']> => {
  return (request, { now, state }, next) => {
    let usage: readonly RateUsage[] = [];
    const reply = catchRefusal(() => {
      const grant = authorize(tokens, request, now());
      if (grant === undefined) return next();
      const policies = policiesFor(limits, request, grant, state.portal.utcOffsetMilliseconds);
      const verdict = limiter.take(grant.account, policies);
      usage = verdict.usage;
      return verdict.exceeded === undefined ? next() : limitReply(verdict.exceeded);
    });
    return { ...reply, headers: { ...limitHeaders(request, usage), ...reply.headers } };
  };
};

/** Gives each answer the next correlation id. */
const createCorrelation = (): ((reply: SimulatedReply) => SimulatedReply) => {
  let answered = 0;
  return (reply) => {
    answered += 1;
    return withCorrelation(reply, correlationIdOf(answered));
  };
};

/** Makes a HubSpot portal with a company in it. */
export const createHubspotSimulator = (options: HubspotSimulatorOptions = {}): HubspotSimulator => {
  const { clock = systemClock, seed = 1, today = clock.now() } = options;
  const tokens = createBearerTokens(clock, 'hubspot');
  issueCredentials(tokens);
  const limiter = createRateLimiter(clock);
  const surround = createSurroundings(tokens, limiter, { ...documentedLimits, ...options.limits });
  const correlate = createCorrelation();
  const simulator = createSimulator<HubspotState>({
    name: 'hubspot',
    clock,
    seed: () => seedPortal(seed, today),
    business: businessOf,
    refuse: (status) => correlate(errorReplyForStatus(status)),
    around: (request, context, next) => correlate(surround(request, context, next)),
    routes: [...apiRoutes, ...createOAuthRoutes(tokens, [oauthClient])],
    onReset: () => {
      limiter.reset();
      issueCredentials(tokens);
    },
  });
  // Not a spread: `state` is a getter, and has to stay one.
  return Object.assign(simulator, { tokens, demoToken, oauth: { ...oauthClient, refreshToken } });
};
