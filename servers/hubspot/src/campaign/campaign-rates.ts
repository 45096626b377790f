import type { Proportion } from '@bizmcp/insights';
import * as z from 'zod';
import type { EmailCounts } from './email-statistics.ts';

/** The four rates of a campaign. */
export const metrics = ['open_rate', 'click_rate', 'conversion_rate', 'unsubscribe_rate'] as const;

export type Metric = (typeof metrics)[number];

const rate = (description: string) =>
  z.number().nullable().describe(`${description}, 0 to 1; null where nothing was counted`);

/** The four rates, as a model sees them. */
export const CampaignRates = z.object({
  open_rate: rate('Opened / delivered'),
  click_rate: rate('Clicked / delivered'),
  conversion_rate: rate('New contacts (last touch) / sessions'),
  unsubscribe_rate: rate('Unsubscribed / delivered'),
});

/** The numbers behind the rates. */
export const CampaignCounts = z.object({
  sent: z.number().optional().describe('Emails sent'),
  delivered: z.number().optional().describe('Emails delivered'),
  opened: z.number().optional().describe('Recipients who opened, once for each email'),
  clicked: z.number().optional().describe('Recipients who clicked, once for each email'),
  unsubscribed: z.number().optional().describe('Recipients who unsubscribed'),
  bounced: z.number().optional().describe('Emails that bounced'),
  sessions: z.number().optional().describe('Website sessions that the campaign brought'),
  new_contacts: z.number().optional().describe('Contacts whose last touch before they were created was the campaign'),
});

export type CampaignCounts = EmailCounts & { sessions?: number; new_contacts?: number };

/** Of each rate how many of how many; undefined where it was not measured. */
export function proportionsOf(counts: CampaignCounts): Record<Metric, Proportion | undefined> {
  const { delivered, sessions, new_contacts: newContacts } = counts;
  return {
    open_rate: proportionOf(counts.opened, delivered),
    click_rate: proportionOf(counts.clicked, delivered),
    conversion_rate: proportionOf(newContacts, sessions),
    unsubscribe_rate: proportionOf(counts.unsubscribed, delivered),
  };
}

function proportionOf(count: number | undefined, of: number | undefined): Proportion | undefined {
  return count === undefined || of === undefined ? undefined : { count, of };
}

/** The rates, to four places. */
export function ratesOf(counts: CampaignCounts): z.input<typeof CampaignRates> {
  const proportions = proportionsOf(counts);
  return {
    open_rate: shareOf(proportions.open_rate),
    click_rate: shareOf(proportions.click_rate),
    conversion_rate: shareOf(proportions.conversion_rate),
    unsubscribe_rate: shareOf(proportions.unsubscribe_rate),
  };
}

/** Whether it can be tested: HubSpot counts what happens, so that a part can be above its whole. */
export function isShare({ count, of }: Proportion): boolean {
  return of > 0 && count <= of;
}

function shareOf(proportion: Proportion | undefined): number | null {
  return proportion && proportion.of > 0 ? round(proportion.count / proportion.of, 4) : null;
}

/** Rounds to a number of decimal places. */
export function round(value: number, places: number): number {
  return Number(value.toFixed(places));
}
