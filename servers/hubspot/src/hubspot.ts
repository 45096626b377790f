import { createTimedMemory, once, type Upstream } from '@bizmcp/core';
import { configureSdk } from './configure-sdk.ts';

/** The doors to HubSpot. */
export type Hubspot = ReturnType<typeof createHubspot>;

// What it tells changes rarely, and many calls need it.
const memoryMilliseconds = 60_000;
const mostRemembered = 100;

/** Opens the SDK's generated clients, each loaded at its first use, and plain requests for what the SDK does not have. */
export function createHubspot(upstream: Upstream, baseUrl: string) {
  return {
    request: upstream.json,

    /** What is read, or was within a minute. */
    remember: createTimedMemory(memoryMilliseconds, mostRemembered),

    objects: once(async () => {
      const sdk = await import('@hubspot/api-client/lib/codegen/crm/objects/index.js');
      const configuration = configureSdk(sdk, upstream, baseUrl);
      const basic = new sdk.BasicApi(configuration);
      return { basic, batch: new sdk.BatchApi(configuration), search: new sdk.SearchApi(configuration) };
    }),

    associations: once(async () => {
      const sdk = await import('@hubspot/api-client/lib/codegen/crm/associations/v4/index.js');
      return new sdk.BasicApi(configureSdk(sdk, upstream, baseUrl));
    }),

    ...modelClients(upstream, baseUrl),

    emailStatistics: once(async () => {
      const sdk = await import('@hubspot/api-client/lib/codegen/marketing/emails/index.js');
      return new sdk.StatisticsApi(configureSdk(sdk, upstream, baseUrl));
    }),
  };
}

/** What the portal's records are made of, and who owns them. */
function modelClients(upstream: Upstream, baseUrl: string) {
  return {
    properties: once(async () => {
      const sdk = await import('@hubspot/api-client/lib/codegen/crm/properties/index.js');
      return new sdk.CoreApi(configureSdk(sdk, upstream, baseUrl));
    }),

    pipelines: once(async () => {
      const sdk = await import('@hubspot/api-client/lib/codegen/crm/pipelines/index.js');
      return new sdk.PipelinesApi(configureSdk(sdk, upstream, baseUrl));
    }),

    owners: once(async () => {
      const sdk = await import('@hubspot/api-client/lib/codegen/crm/owners/index.js');
      return new sdk.OwnersApi(configureSdk(sdk, upstream, baseUrl));
    }),

    schemas: once(async () => {
      const sdk = await import('@hubspot/api-client/lib/codegen/crm/schemas/index.js');
      return new sdk.CoreApi(configureSdk(sdk, upstream, baseUrl));
    }),
  };
}
