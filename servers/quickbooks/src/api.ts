import { defineApi, ToolError, toolDefiner, withoutSlash } from '@bizmcp/core';
import * as z from 'zod';
import { explainError } from './explain-error.ts';
import { oauthAccess } from './oauth-access.ts';
import { createQuickBooks, type QuickBooks } from './quickbooks.ts';
import { quickbooksLimits } from './vendor-limits.ts';

/** https://developer.intuit.com/app/developer/qbo/docs/learn/rest-api-features#base-urls */
const hosts = {
  sandbox: 'https://sandbox-quickbooks.api.intuit.com',
  production: 'https://quickbooks.api.intuit.com',
} as const;

export const quickbooksApi = defineApi({
  system: 'QuickBooks',
  settings: z.object({
    QUICKBOOKS_CLIENT_ID: z.string().optional().describe('Client ID of the app'),
    QUICKBOOKS_CLIENT_SECRET: z.string().optional().describe('Client secret of the app').meta({ secret: true }),
    QUICKBOOKS_REALM_ID: z
      .string()
      .regex(/^\d{5,20}$/)
      .optional()
      .describe('Company ID; --login brings it'),
    QUICKBOOKS_REFRESH_TOKEN: z
      .string()
      .optional()
      .describe('Refresh token, where there is no --login; kept and renewed from then on')
      .meta({ secret: true }),
    QUICKBOOKS_ACCESS_TOKEN: z
      .string()
      .optional()
      .describe('Access token, good for an hour: to try things out without a login')
      .meta({ secret: true }),
    QUICKBOOKS_ENVIRONMENT: z
      .enum(['sandbox', 'production'])
      .default('production')
      .describe('Which keys of the app these are: development keys open sandbox companies alone'),
    QUICKBOOKS_BASE_URL: z.url().optional().describe('Another place of the API, for tests'),
  }),
  credentials: [
    {
      title: 'App at Intuit',
      settings: ['QUICKBOOKS_CLIENT_ID', 'QUICKBOOKS_CLIENT_SECRET', 'QUICKBOOKS_REALM_ID', 'QUICKBOOKS_REFRESH_TOKEN'],
      fromLogin: ['QUICKBOOKS_REALM_ID', 'QUICKBOOKS_REFRESH_TOKEN'],
      how: 'At developer.intuit.com, go to My Hub > App dashboard, create an app with the Accounting scope, and take the keys. Development keys: add the redirect URI http://localhost:42819/callback and log in. Production keys: take refresh token and company ID from the OAuth 2.0 Playground.',
    },
    {
      title: 'Access token',
      settings: ['QUICKBOOKS_ACCESS_TOKEN', 'QUICKBOOKS_REALM_ID'],
      how: 'Take both from the OAuth 2.0 Playground at developer.intuit.com/app/developer/playground.',
    },
  ],
  oauth(settings) {
    const { QUICKBOOKS_CLIENT_ID: clientId, QUICKBOOKS_CLIENT_SECRET: clientSecret } = settings;
    if (settings.QUICKBOOKS_ACCESS_TOKEN || !clientId || !clientSecret) return undefined;
    const { QUICKBOOKS_REALM_ID: realmId, QUICKBOOKS_REFRESH_TOKEN: refreshToken } = settings;
    return oauthAccess({ testUrl: testUrlOf(settings), clientId, clientSecret, realmId, refreshToken });
  },
  async connect({ settings, tokens, createUpstream }): Promise<QuickBooks> {
    const realmId = settings.QUICKBOOKS_REALM_ID ?? (await tokens?.details())?.realmId;
    if (realmId === undefined || !/^\d{1,20}$/.test(realmId)) throw noCompany();
    const baseUrl = testUrlOf(settings) ?? hosts[settings.QUICKBOOKS_ENVIRONMENT];
    const upstream = createUpstream({
      baseUrl: `${baseUrl}/v3/company`,
      authorize: async () => ({
        authorization: `Bearer ${(await tokens?.accessToken()) ?? settings.QUICKBOOKS_ACCESS_TOKEN ?? ''}`,
      }),
      requestIdHeaders: ['intuit_tid'],
      idempotencyParameter: { query: 'requestid', maxLength: 50 },
      explain: explainError,
      ...quickbooksLimits,
      limitScope: realmId,
    });
    return createQuickBooks(upstream, { baseUrl, realmId });
  },
  async check(api) {
    const { name, homeCurrency } = await api.company();
    return `${name} (${homeCurrency}) answers`;
  },
});

function testUrlOf({ QUICKBOOKS_BASE_URL: url }: { QUICKBOOKS_BASE_URL?: string | undefined }): string | undefined {
  return url && withoutSlash(url);
}

function noCompany(): ToolError {
  return new ToolError(
    'not_configured',
    'Which company to work with is not known. Log in with --login and choose it, or set QUICKBOOKS_REALM_ID: in QuickBooks, under Settings > Account and settings > Billing & subscription, it is the company ID without spaces.',
  );
}

export const defineTool = toolDefiner<QuickBooks>();
