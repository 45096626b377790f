import { createHash } from 'node:crypto';
import { Refusal, type Route, route, type SimulatedReply, type SimulatedRequest } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import type { ProjectState, ProjectUser } from '../schema/project-state.ts';
import { readToken } from './json-web-token.ts';
import type { ProjectKeys } from './project-keys.ts';

/** What signing in needs of its project. */
export interface AuthSettings {
  readonly keys: ProjectKeys;
  readonly sessionSeconds: number;
  readonly sign: (user: ProjectUser, now: number, lifetimeSeconds: number) => string;
}

/** A refresh token is good for one use; for some seconds more it gives the session that replaced it. */
interface RefreshToken {
  readonly userId: string;
  next: { readonly token: string; readonly usedAt: number } | undefined;
}

const reuseMilliseconds = 10_000;

/** https://supabase.com/docs/guides/auth/debugging/error-codes */
const refusal = (code: number, errorCode: string, message: string): Refusal =>
  new Refusal({ status: code, body: { code, error_code: errorCode, msg: message } });

const userBody = ({ appMetadata, createdAt, email, id }: ProjectUser) => ({
  id,
  aud: 'authenticated',
  role: 'authenticated',
  email,
  email_confirmed_at: new Date(createdAt).toISOString(),
  app_metadata: appMetadata,
  user_metadata: {},
  identities: [],
  created_at: new Date(createdAt).toISOString(),
  updated_at: new Date(createdAt).toISOString(),
  is_anonymous: false,
});

const Password = z.object({ email: z.string(), password: z.string() });
const Refresh = z.object({ refresh_token: z.string() });

const readBody = <Body>(schema: z.ZodType<Body>, { body }: SimulatedRequest<never>, message: string): Body => {
  const parsed = schema.safeParse(body.kind === 'json' ? body.value : undefined);
  if (!parsed.success) throw refusal(400, 'validation_failed', message);
  return parsed.data;
};

/** The sessions of a project. */
const createSessions = ({ sessionSeconds, sign }: AuthSettings) => {
  const tokens = new Map<string, RefreshToken>();
  const issue = (userId: string): string => {
    const token = createHash('sha256').update(`refresh ${userId} ${tokens.size}`).digest('base64url').slice(0, 22);
    tokens.set(token, { userId, next: undefined });
    return token;
  };
  const answer = (user: ProjectUser, refreshToken: string, now: number): SimulatedReply => ({
    status: 200,
    body: {
      access_token: sign(user, now, sessionSeconds),
      token_type: 'bearer',
      expires_in: sessionSeconds,
      expires_at: Math.floor(now / 1000) + sessionSeconds,
      refresh_token: refreshToken,
      user: userBody(user),
    },
  });
  const refresh = (token: string, users: readonly ProjectUser[], now: number): SimulatedReply => {
    const known = tokens.get(token);
    const user = users.find(({ id }) => id === known?.userId);
    if (known === undefined || user === undefined) {
      throw refusal(400, 'refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found');
    }
    if (known.next !== undefined && now - known.next.usedAt > reuseMilliseconds) {
      throw refusal(400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used');
    }
    known.next ??= { token: issue(user.id), usedAt: now };
    return answer(user, known.next.token, now);
  };
  const forget = (userId: string): void => {
    for (const [token, known] of tokens) if (known.userId === userId) tokens.delete(token);
  };
  return { answer, clear: () => tokens.clear(), forget, issue, refresh };
};

const bearerUser = (
  { headers }: SimulatedRequest<never>,
  { keys }: AuthSettings,
  users: readonly ProjectUser[],
  now: number,
): ProjectUser => {
  const token = /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (token === undefined) throw refusal(401, 'no_authorization', 'This endpoint requires a Bearer token');
  const reading = readToken(token, keys.secret, now);
  if (reading.kind === 'expired') {
    throw refusal(
      403,
      'bad_jwt',
      'invalid JWT: unable to parse or verify signature, token has invalid claims: token is expired',
    );
  }
  if (reading.kind !== 'valid') throw refusal(403, 'bad_jwt', 'invalid JWT: unable to parse or verify signature');
  const user = users.find(({ id }) => id === reading.claims.sub);
  if (user === undefined) throw refusal(403, 'bad_jwt', 'invalid claim: missing sub claim');
  return user;
};

const settingsBody = {
  external: { email: true, phone: false, anonymous_users: false },
  disable_signup: true,
  mailer_autoconfirm: false,
  phone_autoconfirm: false,
};

/** The endpoints of Auth that a session needs: password, refresh with rotation, user, logout. */
export const createAuth = (settings: AuthSettings) => {
  const sessions = createSessions(settings);
  const token = (request: SimulatedRequest<never>, users: readonly ProjectUser[], now: number): SimulatedReply => {
    switch (request.query.get('grant_type')) {
      case 'password': {
        const { email, password } = readBody(Password, request, 'missing email or phone');
        const user = users.find((candidate) => candidate.email === email.toLowerCase());
        if (user?.password !== password) throw refusal(400, 'invalid_credentials', 'Invalid login credentials');
        return sessions.answer(user, sessions.issue(user.id), now);
      }
      case 'refresh_token':
        return sessions.refresh(readBody(Refresh, request, 'refresh_token required').refresh_token, users, now);
      default:
        throw refusal(400, 'validation_failed', 'unsupported_grant_type');
    }
  };
  const routes: ReadonlyArray<Route<ProjectState>> = [
    route('POST', '/auth/v1/token', (request, { now, state }) => token(request, state.users, now())),
    route('GET', '/auth/v1/user', (request, { now, state }) => ({
      status: 200,
      body: userBody(bearerUser(request, settings, state.users, now())),
    })),
    route('POST', '/auth/v1/logout', (request, { now, state }) => {
      sessions.forget(bearerUser(request, settings, state.users, now()).id);
      return { status: 204 };
    }),
    route('GET', '/auth/v1/settings', () => ({ status: 200, body: settingsBody })),
    route('GET', '/auth/v1/health', () => ({
      status: 200,
      body: {
        version: 'simulated',
        name: 'GoTrue',
        description: 'GoTrue is a user registration and authentication API',
      },
    })),
  ];
  return { clear: sessions.clear, routes };
};
