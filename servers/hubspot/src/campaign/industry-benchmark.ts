import type { Metric } from './campaign-rates.ts';

/** A published rate of many senders. */
export interface Benchmark {
  rate: number;
  source: string;
  year: number;
}

const mailerLite = {
  source:
    'MailerLite, Email marketing benchmarks: medians of 3.6 million campaigns from 181,000 accounts, all industries (mailerlite.com/blog/compare-your-email-performance-metrics-industry-benchmarks)',
  year: 2025,
};

/**
 * Published by MailerLite of its own customers, for all industries together: neither HubSpot's customers nor one line of business.
 * Open rates hold the automatic opens of Apple's Mail Privacy Protection, as HubSpot's do.
 */
export const industryBenchmarks: Readonly<Partial<Record<Metric, Benchmark>>> = {
  open_rate: { rate: 0.4346, ...mailerLite },
  click_rate: { rate: 0.0209, ...mailerLite },
  unsubscribe_rate: { rate: 0.0022, ...mailerLite },
};

/** Why there is none for the fourth rate. */
export const missingBenchmark =
  "No published benchmark counts conversions as HubSpot's campaigns do (new contacts for each session), so none is given.";
