import { defineApi, toolDefiner, withoutSlash } from '@bizmcp/core';
import * as z from 'zod';
import { explainError } from './explain-error.ts';
import { oauthAccess } from './oauth-access.ts';
import { readOrganisation } from './organisation.ts';
import { readRemaining, xeroLimits } from './vendor-limits.ts';
import { createXero, type Xero } from './xero.ts';

// Granular scopes, the only ones that an app made since 2 March 2026 can ask for: https://developer.xero.com/documentation/guides/oauth2/scopes
const usualScopes = [
  'accounting.invoices',
  'accounting.payments',
  'accounting.banktransactions',
  'accounting.contacts',
  'accounting.settings.read',
  'accounting.budgets.read',
  'accounting.reports.profitandloss.read',
  'accounting.reports.balancesheet.read',
  'accounting.reports.banksummary.read',
  'accounting.reports.trialbalance.read',
  'accounting.reports.executivesummary.read',
  'accounting.reports.budgetsummary.read',
  'accounting.reports.aged.read',
].join(' ');

export const xeroApi = defineApi({
  system: 'Xero',
  settings: z.object({
    XERO_CLIENT_ID: z.string().optional().describe('Client ID of the custom connection or app'),
    XERO_CLIENT_SECRET: z
      .string()
      .optional()
      .describe('Client secret of a custom connection; an app with PKCE has none')
      .meta({ secret: true }),
    XERO_TENANT_ID: z.guid().optional().describe('The one organisation to work with, where several are connected'),
    XERO_SCOPES: z
      .string()
      .default(usualScopes)
      .describe('Scopes to ask for, apart by spaces; a custom connection must have them all'),
    XERO_BASE_URL: z.url().default('https://api.xero.com').describe("Where Xero's API is"),
  }),
  credentials: [
    {
      title: 'App with PKCE',
      settings: ['XERO_CLIENT_ID'],
      fromLogin: [],
      how: 'At developer.xero.com, go to My Apps > New app > Mobile or desktop app, and give it the redirect URI http://localhost:42818/callback.',
    },
    {
      title: 'Custom connection',
      settings: ['XERO_CLIENT_ID', 'XERO_CLIENT_SECRET'],
      how: 'At developer.xero.com, go to My Apps > New app > Custom connection, choose the scopes and the user who authorises it; ID and secret are then under Configuration.',
    },
  ],
  oauth(settings) {
    const { XERO_CLIENT_ID: clientId, XERO_CLIENT_SECRET: clientSecret, XERO_TENANT_ID: tenantId } = settings;
    if (!clientId) return undefined;
    const baseUrl = withoutSlash(settings.XERO_BASE_URL);
    return oauthAccess({ baseUrl, clientId, clientSecret, scopes: settings.XERO_SCOPES, tenantId });
  },
  connect({ settings, tokens, createUpstream }): Xero {
    const baseUrl = withoutSlash(settings.XERO_BASE_URL);
    const upstream = createUpstream({
      baseUrl,
      authorize: async () => ({ authorization: `Bearer ${(await tokens?.accessToken()) ?? ''}` }),
      requestIdHeaders: ['xero-correlation-id'],
      idempotencyHeader: 'Idempotency-Key',
      explain: explainError,
      readLimits: readRemaining,
      ...xeroLimits,
    });
    return createXero(upstream, baseUrl, settings.XERO_TENANT_ID);
  },
  async check(api) {
    const tenants = await api.tenants();
    const [first] = tenants;
    const { tenant, ...books } = await api.books(first?.id);
    const organisation = await readOrganisation({ tenant, ...books });
    const others = tenants.length > 1 ? `, and ${tenants.length - 1} more` : '';
    const kilobytes = Math.ceil(tenants.reduce((sum, { id }) => sum + api.bytesRead(id), 0) / 1000);
    return `${organisation.name} (${organisation.base_currency})${others} answers; ${kilobytes} kB read since the start`;
  },
});

export const defineTool = toolDefiner<Xero>();
