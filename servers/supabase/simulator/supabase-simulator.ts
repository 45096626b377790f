import {
  type Clock,
  createSimulator,
  type Route,
  route,
  type SimulatedReply,
  type SimulatedRequest,
  type Simulator,
  systemClock,
} from '@bizmcp/testkit/simulator';
import { createAuth } from './auth/auth-routes.ts';
import { signToken } from './auth/json-web-token.ts';
import { createProjectKeys, type ProjectKeys } from './auth/project-keys.ts';
import { apiKeyOf, isProjectKey, sessionOf } from './auth/read-session.ts';
import { createFunctionRoutes } from './functions/function-routes.ts';
import { createWebSocketClass } from './realtime/in-process-socket.ts';
import { createRealtimeHub, type RealtimeControls } from './realtime/realtime-hub.ts';
import { createSocketListener } from './realtime/socket-listener.ts';
import { describeProject } from './rest/open-api.ts';
import { isReadable } from './rest/read/row-security.ts';
import { answerRest, type RestSettings } from './rest/rest-call.ts';
import { answerFunction } from './rest/rpc/rpc-requests.ts';
import { answerTable } from './rest/table-requests.ts';
import type { ProjectState, ProjectUser } from './schema/project-state.ts';
import { seededPassword, seededUsers } from './seed/people.ts';
import { seedProject } from './seed/seed-project.ts';
import { createBucketRoutes } from './storage/bucket-routes.ts';
import { createObjectRoutes, type StorageSettings } from './storage/storage-routes.ts';

/** What may be chosen about a simulated project. */
export interface SupabaseSimulatorOptions {
  /** Chooses the project's data: the same seed gives the same rows. */
  readonly seed?: number;
  /** The moment that all dates are before, in milliseconds since 1970; the clock's unless given. */
  readonly today?: number;
  readonly clock?: Clock;
  readonly limits?: {
    /** The most rows of one answer; 1,000 in projects as they are made. */
    readonly maxRows?: number;
    readonly sessionSeconds?: number;
    /** The largest file, in bytes; 50 MB in projects as they are made. */
    readonly maxFileBytes?: number;
  };
}

/** A project with credentials that work. */
export interface SupabaseSimulator extends Simulator<ProjectState>, ProjectKeys {
  readonly users: readonly ProjectUser[];
  /** The password of every seeded user. */
  readonly password: string;
  /** Realtime as a test can break it. */
  readonly realtime: RealtimeControls;
  /** A class WebSocket whose sockets lead to this project, for places without a network. */
  readonly WebSocket: ReturnType<typeof createWebSocketClass>;
  /** A session token of a seeded user; `lifetimeSeconds` may lie in the past. */
  userToken(email: string, lifetimeSeconds?: number): string;
}

const restMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const tableRoutes = (settings: RestSettings): ReadonlyArray<Route<ProjectState>> =>
  restMethods.map((method) =>
    route<ProjectState, '/rest/v1/{table}'>(method, '/rest/v1/{table}', (request, { now, state }) =>
      answerRest(settings, request, state, now(), (call) => answerTable(call, request.parameter('table'))),
    ),
  );

const describeRoutes = (settings: RestSettings): ReadonlyArray<Route<ProjectState>> =>
  ['GET', 'HEAD'].map((method) =>
    route<ProjectState, '/rest/v1'>(method, '/rest/v1', (request, { now, state }) =>
      answerRest(settings, request, state, now(), describeProject),
    ),
  );

const functionRoutes = (settings: RestSettings): ReadonlyArray<Route<ProjectState>> =>
  ['GET', 'HEAD', 'POST'].map((method) =>
    route<ProjectState, '/rest/v1/rpc/{function}'>(method, '/rest/v1/rpc/{function}', (request, { now, state }) =>
      answerRest(settings, request, state, now(), (call) => answerFunction(call, request.parameter('function'))),
    ),
  );

/** The gateway in front of all services wants the project's key. */
const refuseKey = (message: string, hint: string): SimulatedReply => ({ status: 401, body: { message, hint } });

const gatewayRefusal = (keys: ProjectKeys, { headers, path, query }: SimulatedRequest): SimulatedReply | undefined => {
  if (/^\/storage\/v1\/object\/(?:public|sign)\//.test(path) || path.startsWith('/functions/')) return undefined;
  const key = apiKeyOf(headers, query);
  if (key === null) {
    return refuseKey('No API key found in request', 'No `apikey` request header or url param was found.');
  }
  if (isProjectKey(keys, key)) return undefined;
  return refuseKey('Invalid API key', 'Double check your Supabase `anon` or `service_role` API key.');
};

const refuse = (status: number): SimulatedReply => ({
  status,
  body: { message: status === 404 ? 'no Route matched with those values' : `refused with ${status}` },
});

/** The claims that the project puts into a user's session. */
const claimsOf = ({ appMetadata, email, id }: ProjectUser, now: number, lifetimeSeconds: number) => ({
  aud: 'authenticated',
  sub: id,
  email,
  role: 'authenticated',
  app_metadata: appMetadata,
  iat: Math.floor(now / 1000),
  exp: Math.floor(now / 1000) + lifetimeSeconds,
});

const routesOf = (
  settings: RestSettings,
  storage: Pick<StorageSettings, 'keys' | 'maxFileBytes'>,
  authRoutes: ReadonlyArray<Route<ProjectState>>,
): ReadonlyArray<Route<ProjectState>> => [
  ...describeRoutes(settings),
  ...tableRoutes(settings),
  ...functionRoutes(settings),
  ...authRoutes,
  ...createObjectRoutes({ ...storage, readSession: settings.readSession }),
  ...createBucketRoutes(settings),
  ...createFunctionRoutes(settings),
];

const createToken =
  (users: readonly ProjectUser[], keys: ProjectKeys, clock: Clock, sessionSeconds: number) =>
  (email: string, lifetimeSeconds = sessionSeconds): string => {
    const user = users.find((candidate) => candidate.email === email);
    if (user === undefined) throw new Error(`no seeded user ${email}`);
    return signToken(claimsOf(user, clock.now(), lifetimeSeconds), keys.secret);
  };

const createSign =
  ({ secret }: ProjectKeys) =>
  (user: ProjectUser, now: number, lifetimeSeconds: number): string =>
    signToken(claimsOf(user, now, lifetimeSeconds), secret);

const createHub = (keys: ProjectKeys, { now }: Clock) =>
  createRealtimeHub({
    keys,
    now,
    canRead: (session, { record, table }) => record !== null && isReadable(table, record, session),
  });

/** Makes a Supabase project with two tenants in it. */
export const createSupabaseSimulator = (options: SupabaseSimulatorOptions = {}): SupabaseSimulator => {
  const { clock = systemClock, limits = {}, seed = 1, today = clock.now() } = options;
  const { maxFileBytes = 52_428_800, maxRows = 1_000, sessionSeconds = 3_600 } = limits;
  const keys = createProjectKeys();
  const users = seededUsers(today);
  const hub = createHub(keys, clock);
  const settings: RestSettings = {
    maxRows,
    readSession: ({ headers, query }, now) => sessionOf(headers, query, keys, now),
    onCommit: hub.publish,
  };
  const sign = createSign(keys);
  const auth = createAuth({ keys, sessionSeconds, sign });
  const simulator = createSimulator<ProjectState>({
    name: 'supabase',
    clock,
    seed: () => seedProject(seed, today),
    // Numbers that failed inserts used up are no change.
    business: ({ buckets, objects, tables }) => ({ buckets, objects, tables }),
    refuse,
    around: (request, _context, next) => gatewayRefusal(keys, request) ?? next(),
    routes: routesOf(settings, { keys, maxFileBytes }, auth.routes),
    onUpgrade: createSocketListener(hub),
    onReset: () => {
      hub.dropConnections();
      auth.clear();
    },
  });
  // Not a spread: `state` is a getter, and has to stay one.
  return Object.assign(simulator, {
    ...keys,
    realtime: hub,
    WebSocket: createWebSocketClass(hub),
    users,
    password: seededPassword,
    userToken: createToken(users, keys, clock, sessionSeconds),
  });
};
