import { defineApi, toolDefiner } from '@bizmcp/core';
import * as z from 'zod';
import { createAccessToken } from './access-token.ts';
import { explainError } from './explain-error.ts';
import { createHubspot, type Hubspot } from './hubspot.ts';

const Account = z.object({ portalId: z.number(), accountType: z.string().optional() });

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
      how: "The client ID and secret are on the app's Auth tab under Development > Projects; the refresh token is what the app got when it was installed in the portal.",
    },
  ],
  connect({ settings, createUpstream }): Hubspot {
    const baseUrl = settings.HUBSPOT_BASE_URL.replace(/\/+$/, '');
    const accessToken = settings.HUBSPOT_ACCESS_TOKEN;
    const common = {
      system: 'HubSpot',
      baseUrl,
      requestIdHeaders: ['x-hubspot-correlation-id', 'x-request-id'],
      explain: explainError,
    };
    if (accessToken) {
      return createHubspot(
        createUpstream({ ...common, authorize: () => ({ authorization: `Bearer ${accessToken}` }) }),
        baseUrl,
      );
    }
    const token = createAccessToken(createUpstream(common), baseUrl, {
      clientId: settings.HUBSPOT_CLIENT_ID ?? '',
      clientSecret: settings.HUBSPOT_CLIENT_SECRET ?? '',
      refreshToken: settings.HUBSPOT_REFRESH_TOKEN ?? '',
    });
    const authorize = async () => ({ authorization: `Bearer ${await token.get()}` });
    return createHubspot(createUpstream({ ...common, authorize, renew: token.renew }), baseUrl);
  },
  async check(api) {
    const { portalId, accountType } = await api.request(Account, { path: ['account-info', '2026-03', 'details'] });
    return `Portal ${portalId}${accountType ? ` (${accountType.toLowerCase().replaceAll('_', ' ')})` : ''} answers`;
  },
});

export const defineTool = toolDefiner<Hubspot>();
