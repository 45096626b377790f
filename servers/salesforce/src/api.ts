import { type ConnectContext, defineApi, toolDefiner } from '@bizmcp/core';
import * as z from 'zod';
import { explainError } from './explain-error.ts';
import { oauthAccess } from './oauth-access.ts';
import { readUsername } from './org-profile.ts';
import { createSalesforce, type Salesforce } from './salesforce.ts';
import { readUsage, salesforceLimits } from './vendor-limits.ts';

const Settings = z.object({
  SALESFORCE_INSTANCE_URL: z
    .url()
    .optional()
    .describe("The org's own address (Setup > My Domain), such as https://acme.my.salesforce.com"),
  SALESFORCE_LOGIN_URL: z
    .url()
    .optional()
    .describe(
      'Where to log in; else the address of the org, or https://login.salesforce.com (https://test.salesforce.com is for sandboxes)',
    ),
  SALESFORCE_CLIENT_ID: z.string().optional().describe('Consumer key of the external client app'),
  SALESFORCE_CLIENT_SECRET: z
    .string()
    .optional()
    .describe('Consumer secret of the app; an app with PKCE needs none')
    .meta({ secret: true }),
  SALESFORCE_USERNAME: z.string().optional().describe('The user of a private key or a password'),
  SALESFORCE_PASSWORD: z
    .string()
    .optional()
    .describe('Password of this user, where the org allows such logins')
    .meta({ secret: true }),
  SALESFORCE_SECURITY_TOKEN: z
    .string()
    .optional()
    .describe("The user's security token, where the org asks for it after the password")
    .meta({ secret: true }),
  SALESFORCE_PRIVATE_KEY: z
    .string()
    .optional()
    .describe("Private key (PEM) of the app's certificate")
    .meta({ secret: true }),
  SALESFORCE_REFRESH_TOKEN: z.string().optional().describe('Refresh token of an earlier login').meta({ secret: true }),
  SALESFORCE_ACCESS_TOKEN: z
    .string()
    .optional()
    .describe('A session that was made elsewhere; it ends after some hours')
    .meta({ secret: true }),
  SALESFORCE_API_VERSION: z
    .string()
    .regex(/^\d{2,3}\.0$/, 'such as 68.0')
    .default('68.0')
    .describe("Version of Salesforce's API; 68.0 is that of Winter '27"),
});

type OrgSettings = z.output<typeof Settings>;

export const salesforceApi = defineApi({
  system: 'Salesforce',
  settings: Settings,
  credentials: [
    {
      title: 'External client app with PKCE',
      settings: ['SALESFORCE_CLIENT_ID', 'SALESFORCE_REFRESH_TOKEN'],
      fromLogin: ['SALESFORCE_REFRESH_TOKEN'],
      how: 'In Setup > External Client App Manager > New External Client App, enable OAuth with the callback http://localhost:42820/callback, the scopes api and refresh_token, and PKCE; the consumer key is under Settings > OAuth Settings.',
    },
    {
      title: 'Client credentials',
      settings: ['SALESFORCE_CLIENT_ID', 'SALESFORCE_CLIENT_SECRET', 'SALESFORCE_INSTANCE_URL'],
      how: 'In the same app, enable the client credentials flow and name the user it runs as under Policies.',
    },
    {
      title: 'JWT bearer',
      settings: ['SALESFORCE_CLIENT_ID', 'SALESFORCE_USERNAME', 'SALESFORCE_PRIVATE_KEY'],
      how: "In the same app, enable the JWT bearer flow with a certificate, and admit the user's profile under Policies.",
    },
    {
      title: 'User name and password',
      settings: [
        'SALESFORCE_CLIENT_ID',
        'SALESFORCE_CLIENT_SECRET',
        'SALESFORCE_USERNAME',
        'SALESFORCE_PASSWORD',
        'SALESFORCE_INSTANCE_URL',
      ],
      how: 'Only where Setup > OAuth and OpenID Connect Settings allows it; prefer any other way.',
    },
    {
      title: 'Session',
      settings: ['SALESFORCE_ACCESS_TOKEN', 'SALESFORCE_INSTANCE_URL'],
      how: 'Run `sf org display --target-org <name>` where the Salesforce CLI is logged in.',
    },
  ],
  oauth(settings) {
    const { SALESFORCE_ACCESS_TOKEN: session, SALESFORCE_CLIENT_ID: clientId } = settings;
    if (session !== undefined || clientId === undefined) return undefined;
    return oauthAccess({
      instanceUrl: addressOf(settings.SALESFORCE_INSTANCE_URL),
      loginUrl: loginUrlOf(settings),
      clientId,
      clientSecret: settings.SALESFORCE_CLIENT_SECRET,
      username: settings.SALESFORCE_USERNAME,
      privateKey: settings.SALESFORCE_PRIVATE_KEY,
      password: passwordOf(settings),
      refreshToken: settings.SALESFORCE_REFRESH_TOKEN,
    });
  },
  async connect(context): Promise<Salesforce> {
    const { createUpstream, settings, tokens } = context;
    const { SALESFORCE_ACCESS_TOKEN: session } = settings;
    const instanceUrl = await instanceOf(context);
    const upstream = createUpstream({
      baseUrl: instanceUrl,
      authorize: async () => ({ authorization: `Bearer ${session ?? (await tokens?.accessToken()) ?? ''}` }),
      requestIdHeaders: ['x-sfdc-request-id'],
      explain: explainError,
      ...salesforceLimits,
      readLimits: readUsage,
    });
    return createSalesforce(upstream, { instanceUrl, version: settings.SALESFORCE_API_VERSION });
  },
  async check(api) {
    const { organizationId, userId } = await api.identity();
    return `Org ${organizationId} answers as ${(await readUsername(api, userId)) ?? userId}`;
  },
});

/** With the security token at its end, where the org asks for it. */
function passwordOf(settings: OrgSettings): string | undefined {
  const { SALESFORCE_PASSWORD: password, SALESFORCE_SECURITY_TOKEN: securityToken = '' } = settings;
  return password === undefined ? undefined : password + securityToken;
}

function loginUrlOf(settings: OrgSettings): string {
  const own = addressOf(settings.SALESFORCE_LOGIN_URL) ?? addressOf(settings.SALESFORCE_INSTANCE_URL);
  return own ?? 'https://login.salesforce.com';
}

/** The address in the settings, or the one that came with the login. */
async function instanceOf({ settings, tokens }: ConnectContext<OrgSettings>): Promise<string> {
  const set = addressOf(settings.SALESFORCE_INSTANCE_URL);
  return set ?? addressOf((await tokens?.details())?.instance_url) ?? '';
}

/** People copy the address that the browser shows; the API is at the same name elsewhere. */
const browserDomain = /\.(?:lightning\.force|my\.salesforce-setup)\.com$/;

/** Where the API is, for the address of any page of the org: https://help.salesforce.com/s/articleView?id=xcloud.domain_name_url_formats.htm */
function addressOf(url: string | undefined): string | undefined {
  const given = url === undefined ? null : URL.parse(url);
  if (!given) return url;
  given.hostname = given.hostname.replace(browserDomain, '.my.salesforce.com');
  return given.origin;
}

export const defineTool = toolDefiner<Salesforce>();
