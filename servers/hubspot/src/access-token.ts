import { ToolError, type Upstream } from '@bizmcp/core';
import * as z from 'zod';

/** Gives a valid access token for each request. */
export interface AccessToken {
  get(): Promise<string>;
  /** Drops the token that HubSpot refused, so that the next `get` asks for a new one. */
  renew(): Promise<void>;
}

/** An installed OAuth app. */
export interface OAuthApp {
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number(),
  refresh_token: z.string().min(1).optional(),
});

// Tokens live for 30 minutes; one that ends during a call would cost a refused request.
const marginMilliseconds = 60_000;

/**
 * Gets access tokens with a refresh token and keeps them in memory until a minute before they end; calls at the same time share one
 * request. https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens
 */
export function createAccessToken(
  upstream: Upstream,
  baseUrl: string,
  app: OAuthApp,
  now: () => number = Date.now,
): AccessToken {
  let { refreshToken } = app;
  let held: { token: string; until: number } | undefined;
  let asking: Promise<string> | undefined;

  const ask = async () => {
    const form = {
      grant_type: 'refresh_token',
      client_id: app.clientId,
      client_secret: app.clientSecret,
      refresh_token: refreshToken,
    };
    const answer = await requestToken(upstream, baseUrl, form);
    refreshToken = answer.refresh_token ?? refreshToken;
    held = { token: answer.access_token, until: now() + answer.expires_in * 1000 - marginMilliseconds };
    return held.token;
  };

  return {
    async get() {
      if (held && now() < held.until) return held.token;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    async renew() {
      held = undefined;
    },
  };
}

async function requestToken(upstream: Upstream, baseUrl: string, form: Record<string, string>) {
  const response = await upstream.fetch(`${baseUrl}/oauth/2026-03/token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams(form),
  });
  const parsed = TokenAnswer.safeParse(await response.json());
  if (parsed.success) return parsed.data;
  throw new ToolError(
    'bad_answer',
    'HubSpot answered the request for an access token in another form than documented. Try again later.',
  );
}
