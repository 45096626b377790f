import { Refusal } from '@bizmcp/testkit/simulator';
import { errorReply } from '../error-reply.ts';
import type { HubspotState } from '../hubspot-state.ts';
import { toIso } from '../objects/record.ts';
import type { DateSpan } from './date-span.ts';
import type { Campaign } from './marketing.ts';

/** HubSpot's PublicCampaign; a property is shown only when it is asked for and has a value. */
export const renderCampaign = (campaign: Campaign, properties: readonly string[]) => ({
  id: campaign.id,
  properties: Object.fromEntries(
    properties.flatMap((name) => {
      const value = campaign.properties.get(name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  ),
  businessUnits: [{ id: 0 }],
  createdAt: toIso(campaign.createdAt),
  updatedAt: toIso(campaign.updatedAt),
});

const isInside = (time: number | undefined, span: DateSpan): boolean =>
  time !== undefined && time >= span.start && time <= span.end;

const renderEmails = (state: HubspotState, campaign: Campaign, span: DateSpan | undefined) =>
  campaign.emailIds.flatMap((id) => {
    const email = state.marketingEmails.get(id);
    if (email === undefined) return [];
    if (span === undefined) return [{ id, name: email.name }];
    const { click, delivered, open, sent } = isInside(email.publishedAt, span)
      ? email.counters
      : { click: 0, delivered: 0, open: 0, sent: 0 };
    return [{ id, name: email.name, metrics: { SENT: sent, DELIVERED: delivered, OPENS: open, CLICKS: click } }];
  });

const renderForm = (state: HubspotState, campaign: Campaign, span: DateSpan | undefined) => {
  const form = state.forms.find(({ id }) => id === campaign.formId);
  const identity = { id: campaign.formId, name: form?.name ?? '' };
  if (span === undefined) return [identity];
  const isShown = campaign.startsAt <= span.end && campaign.endsAt >= span.start;
  const views = isShown ? campaign.results.formViews : 0;
  const submissions = isShown ? campaign.results.formSubmissions : 0;
  const rate = views === 0 ? 0 : Math.round((submissions / views) * 100_000) / 1_000;
  return [{ ...identity, metrics: { VIEWS: views, SUBMISSIONS: submissions, CONVERSION_RATE: rate } }];
};

/**
 * A campaign's assets of one type; metrics only with both dates. HubSpot's guide lists more types; this portal has two.
 * https://developers.hubspot.com/docs/api-reference/latest/marketing/campaigns/assets/get-assets
 */
export const renderAssets = (state: HubspotState, campaign: Campaign, type: string, span: DateSpan | undefined) => {
  const known = ['BLOG_POST', 'LANDING_PAGE', 'SITE_PAGE', 'SOCIAL_BROADCAST', 'AD_CAMPAIGN', 'OBJECT_LIST', 'CTA'];
  if (type === 'MARKETING_EMAIL') return renderEmails(state, campaign, span);
  if (type === 'FORM') return renderForm(state, campaign, span);
  if (known.includes(type)) return [];
  throw new Refusal(errorReply(400, 'VALIDATION_ERROR', `assetType ${type} does not exist`));
};
