import { defineApi, toolDefiner, withoutSlash } from '@bizmcp/core';
import * as z from 'zod';
import { explainError } from './explain-error.ts';
import { createHubspot, type Hubspot } from './hubspot.ts';
import { oauthAccess } from './oauth-access.ts';
import { readAccount } from './portal/account.ts';
import { limitScopeOf, readVendorLimit, searchLimit } from './vendor-limits.ts';

export const hubspotApi = defineApi({
  system: 'HubSpot',
  settings: z.object({
    HUBSPOT_ACCESS_TOKEN: z
      .string()
      .optional()
      .describe('Service key of the portal, or the access token of an existing private app')
      .meta({ secret: true }),
    HUBSPOT_CLIENT_ID: z.string().optional().describe('Client ID of an OAuth app'),
    HUBSPOT_CLIENT_SECRET: z.string().optional().describe('Client secret of the OAuth app').meta({ secret: true }),
    HUBSPOT_REFRESH_TOKEN: z
      .string()
      .optional()
      .describe('Refresh token from the installation of the OAuth app in the portal')
      .meta({ secret: true }),
    HUBSPOT_SCOPES: z
      .string()
      .default(
        'oauth crm.objects.contacts.read crm.objects.companies.read crm.objects.deals.read crm.objects.owners.read',
      )
      .describe('Scopes that a login asks for: those of the OAuth app, apart by spaces'),
    HUBSPOT_BASE_URL: z.url().default('https://api.hubapi.com').describe("Where HubSpot's API is"),
  }),
  // Legacy private apps can't be created since 26 October 2026: https://developers.hubspot.com/changelog/legacy-private-app-creation-sunset
  credentials: [
    {
      title: 'Service key or private app token',
      settings: ['HUBSPOT_ACCESS_TOKEN'],
      how: 'In HubSpot, go to Development > Keys > Service keys and click Create service key (for an existing private app: Development > Legacy apps > the app > Auth > Show token).',
    },
    {
      title: 'OAuth app',
      settings: ['HUBSPOT_CLIENT_ID', 'HUBSPOT_CLIENT_SECRET', 'HUBSPOT_REFRESH_TOKEN'],
      fromLogin: ['HUBSPOT_REFRESH_TOKEN'],
      how: "The client ID and secret are on the app's Auth tab under Development > Projects; give it the redirect URL http://localhost:42817/callback for --login. A refresh token is what an app got when it was installed in the portal.",
    },
  ],
  oauth(settings) {
    const { HUBSPOT_CLIENT_ID: clientId, HUBSPOT_CLIENT_SECRET: clientSecret } = settings;
    if (settings.HUBSPOT_ACCESS_TOKEN || !clientId || !clientSecret) return undefined;
    const baseUrl = withoutSlash(settings.HUBSPOT_BASE_URL);
    const refreshToken = settings.HUBSPOT_REFRESH_TOKEN;
    return oauthAccess({ baseUrl, clientId, clientSecret, scopes: settings.HUBSPOT_SCOPES, refreshToken });
  },
  connect({ settings, tokens, createUpstream }): Hubspot {
    const baseUrl = withoutSlash(settings.HUBSPOT_BASE_URL);
    const bearer = async () => (tokens ? tokens.accessToken() : (settings.HUBSPOT_ACCESS_TOKEN ?? ''));
    const upstream = createUpstream({
      baseUrl,
      authorize: async () => ({ authorization: `Bearer ${await bearer()}` }),
      requestIdHeaders: ['x-hubspot-correlation-id', 'x-request-id'],
      explain: explainError,
      readLimits: readVendorLimit,
      limitScope: limitScopeOf,
      limits: [searchLimit],
    });
    return createHubspot(upstream, baseUrl);
  },
  async check(api) {
    const { portalId, accountType } = await readAccount(api);
    return `Portal ${portalId}${accountType ? ` (${accountType.toLowerCase().replaceAll('_', ' ')})` : ''} answers`;
  },
});

export const defineTool = toolDefiner<Hubspot>();
