import type { RatePolicy } from '@bizmcp/testkit/simulator';
import { type ApiUsage, type RestResource, unknownResource } from './rest-call.ts';

/**
 * An Enterprise org may make 100,000 calls in 24 hours, and 1,000 more for each licence; this one has 8.
 * https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm
 */
export const documentedDailyCalls = 108_000;

/** The policy of the daily calls, over the last 24 hours. */
export const dailyPolicy = (limit: number): RatePolicy => ({
  name: 'DailyApiRequests',
  limit,
  windowMilliseconds: 86_400_000,
});

/** https://developer.salesforce.com/docs/platform/api-rest/guide/headers-api-usage.html */
export const usageHeader = ({ max, used }: ApiUsage): Record<string, string> => ({
  'sforce-limit-info': `api-usage=${used}/${max}`,
});

/** Answers /limits: https://developer.salesforce.com/docs/platform/api-rest/guide/resources-limits.html */
export const limits: RestResource = ({ method, path, usage }) => {
  if (method !== 'GET' || path.length > 1) return unknownResource();
  const idle = (max: number) => ({ Max: max, Remaining: max });
  return {
    status: 200,
    body: {
      DailyApiRequests: { Max: usage.max, Remaining: usage.max - usage.used },
      DailyBulkApiBatches: idle(15_000),
      DailyBulkV2QueryJobs: idle(10_000),
      DailyAsyncApexExecutions: idle(250_000),
      DailyWorkflowEmails: idle(1_000),
      DataStorageMB: { Max: 10_240, Remaining: 9_871 },
      FileStorageMB: { Max: 10_240, Remaining: 10_190 },
      HourlyPublishedPlatformEvents: idle(250_000),
      SingleEmail: idle(5_000),
    },
  };
};
