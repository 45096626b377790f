import {
  type BearerTokens,
  type Clock,
  catchRefusal,
  createBearerTokens,
  createRateLimiter,
  createSimulator,
  type OAuthClient,
  type RateLimiter,
  type RefreshRotation,
  type Route,
  route,
  type SimulatedReply,
  type SimulatedRequest,
  type Simulator,
  type SimulatorDefinition,
  systemClock,
  type TokenEndpoint,
} from '@bizmcp/testkit/simulator';
import { errorReply, errorReplyForStatus, notFound } from './error-reply.ts';
import { createOAuth, identityLink, type OAuthSettings } from './oauth.ts';
import { businessOf, type OrgState } from './org-state.ts';
import { countedCalls, createComposite } from './rest/composite.ts';
import { dailyPolicy, documentedDailyCalls, limits, usageHeader } from './rest/limits.ts';
import { query, queryAll } from './rest/queries.ts';
import { type ApiUsage, type RestResource, toCall, unknownResource } from './rest/rest-call.ts';
import { search } from './rest/searches.ts';
import { sobjects } from './rest/sobjects.ts';
import { seedOrg } from './seed/seed-org.ts';
import { apiVersions, isKnownVersion } from './versions.ts';

/** What may be chosen about a simulated org. */
export interface SalesforceSimulatorOptions {
  /** Chooses the company's data: the same seed gives the same org. */
  readonly seed?: number;
  /** The day that all dates are relative to, in milliseconds since 1970; the clock's day at creation unless given. */
  readonly today?: number;
  readonly clock?: Clock;
  readonly dailyCalls?: number;
  /** Whether calls are counted; they are, unless told otherwise. */
  readonly countsCalls?: boolean;
  readonly sessionSeconds?: number;
  /** External client apps may replace a refresh token at each use; this org does, unless told otherwise. */
  readonly rotation?: RefreshRotation;
  readonly allowsPasswords?: boolean;
  /** The key, as PEM, that the assertions of the JWT bearer flow are checked with; without one they are refused. */
  readonly publicKey?: string;
}

/** A simulated org, with credentials that work. */
export interface SalesforceSimulator extends Simulator<OrgState> {
  readonly tokens: BearerTokens;
  /** A session that does not end. */
  readonly demoToken: string;
  readonly oauth: OAuthClient & { readonly refreshToken: string };
  readonly login: OAuthSettings['login'];
  readonly consent: TokenEndpoint['consent'];
}

const demoToken = '00DHp000000731204!sandbox.session';
const refreshToken = '5Aep861.sandbox.refresh.token';

const client: OAuthClient = {
  clientId: '3MVG9sandboxclient',
  clientSecret: 'sandbox-client-secret',
  account: 'harborline',
  scopes: ['api', 'refresh_token'],
};

const login = {
  username: 'morgan.ellis@harborline.example',
  password: 'sandbox-password',
  securityToken: 'SandboxSecurityToken',
};

const dispatch: RestResource = (call) => {
  const resource = call.path[0] ?? '';
  if (!isKnownVersion(call.version) || !Object.hasOwn(resources, resource)) return unknownResource();
  return resources[resource]?.(call) ?? unknownResource();
};

/** The resources of a version: https://developer.salesforce.com/docs/platform/api-rest/guide/resources-list.html */
const resources: Readonly<Record<string, RestResource>> = {
  composite: createComposite(dispatch),
  limits,
  query,
  queryAll,
  search,
  sobjects,
};

const usages = new WeakMap<Headers, ApiUsage>();
const noUsage: ApiUsage = { used: 0, max: 0 };

const depths = ['{a}', '{a}/{b}', '{a}/{b}/{c}', '{a}/{b}/{c}/{d}'] as const;

const restRoutes: ReadonlyArray<Route<OrgState>> = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].flatMap((method) =>
  depths.map((depth) =>
    route<OrgState, string>(method, `/services/data/{version}/${depth}`, (request, { now, state }) => {
      // What an earlier call wrote stays.
      state.undo.length = 0;
      return dispatch(toCall(request, state, now(), usages.get(request.headers) ?? noUsage));
    }),
  ),
);

const versionRoutes: ReadonlyArray<Route<OrgState>> = [
  route<OrgState, '/services/data'>('GET', '/services/data', () => ({ status: 200, body: apiVersions })),
  route<OrgState, '/services/data/{version}'>('GET', '/services/data/{version}', (request, { state }) => {
    const version = request.parameter('version');
    if (!isKnownVersion(version)) throw notFound();
    const links = Object.keys(resources).map((name) => [name, `/services/data/${version}/${name}`]);
    return { status: 200, body: { ...Object.fromEntries(links), identity: identityLink(request, state) } };
  }),
];

/** The list of versions and the OAuth endpoints need no session; who the user is does. */
const needsSession = ({ path }: SimulatedRequest): boolean =>
  path.startsWith('/services/data/') || path.startsWith('/id/') || path === '/services/oauth2/userinfo';

/** Who describes the user refuses a session so: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_userinfo_endpoint.htm */
const describesUser = ({ path }: SimulatedRequest): boolean => !path.startsWith('/services/data/');
const tokenRefusal = (body: string): SimulatedReply => ({
  status: 403,
  headers: { 'content-type': 'text/html;charset=UTF-8' },
  body,
});

const sessionRefusal = (tokens: BearerTokens, request: SimulatedRequest): SimulatedReply | undefined => {
  const { kind } = tokens.check(request.headers.get('authorization'));
  if (kind !== 'valid' && describesUser(request))
    return tokenRefusal(kind === 'missing' ? 'Missing_OAuth_Token' : 'Bad_OAuth_Token');
  switch (kind) {
    case 'valid':
      return undefined;
    case 'missing':
      return errorReply(401, { message: 'INVALID_AUTH_HEADER', errorCode: 'INVALID_AUTH_HEADER' });
    default:
      return errorReplyForStatus(401);
  }
};

/** Everything around a call: the session, the daily limit and its header. */
const createSurroundings =
  (
    tokens: BearerTokens,
    limiter: RateLimiter,
    dailyCalls: number,
  ): NonNullable<SimulatorDefinition<OrgState>['around']> =>
  (request, _context, next) => {
    if (!needsSession(request)) return next();
    const refusal = sessionRefusal(tokens, request);
    if (refusal !== undefined) return refusal;
    const policies = [dailyPolicy(dailyCalls)];
    const json = request.body.kind === 'json' ? request.body.value : undefined;
    let verdict = limiter.take(client.account, policies);
    for (let more = countedCalls(request.path, json); more > 1; more -= 1) {
      verdict = limiter.take(client.account, policies);
    }
    const usage = { used: dailyCalls - (verdict.usage[0]?.remaining ?? 0), max: dailyCalls };
    usages.set(request.headers, usage);
    const reply = verdict.exceeded === undefined ? catchRefusal(next) : errorReplyForStatus(403);
    return { ...reply, headers: { ...usageHeader(usage), ...reply.headers } };
  };

/** Counts nothing: all calls of the day are always left. */
const idleLimiter: RateLimiter = {
  take: (_account, policies) => ({
    usage: policies.map((policy) => ({ policy, remaining: policy.limit })),
    exceeded: undefined,
    waitMilliseconds: 0,
  }),
  reset: () => {},
};

/** Makes the credentials valid again that every org starts with. */
const issueCredentials = (tokens: BearerTokens): void => {
  tokens.clear();
  tokens.issue({ account: client.account, scopes: client.scopes, token: demoToken });
  tokens.issueRefresh(client, refreshToken);
};

/** Makes a Salesforce org with a company in it. */
export const createSalesforceSimulator = (options: SalesforceSimulatorOptions = {}): SalesforceSimulator => {
  const { allowsPasswords = true, clock = systemClock, countsCalls = true } = options;
  const { dailyCalls = documentedDailyCalls } = options;
  const { rotation = 'single-use', seed = 1, sessionSeconds = 7_200, today = clock.now() } = options;
  const tokens = createBearerTokens(clock, 'salesforce');
  issueCredentials(tokens);
  const limiter = countsCalls ? createRateLimiter(clock) : idleLimiter;
  const oauth = createOAuth({
    tokens,
    client,
    login,
    allowsPasswords,
    publicKey: options.publicKey,
    rotation,
    sessionSeconds,
    now: clock.now,
  });
  const simulator = createSimulator<OrgState>({
    name: 'salesforce',
    clock,
    seed: () => seedOrg(seed, today),
    business: businessOf,
    refuse: errorReplyForStatus,
    around: createSurroundings(tokens, limiter, dailyCalls),
    routes: [...versionRoutes, ...restRoutes, ...oauth.routes],
    onReset: () => {
      limiter.reset();
      issueCredentials(tokens);
    },
  });
  // Not a spread: `state` is a getter, and has to stay one.
  return Object.assign(simulator, {
    tokens,
    demoToken,
    oauth: { ...client, refreshToken },
    login,
    consent: oauth.consent,
  });
};
