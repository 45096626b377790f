import { createHash } from 'node:crypto';
import type { Random } from '@bizmcp/testkit/simulator';
import type { Campaign, EmailCounters, MarketingEmail } from '../marketing/marketing.ts';
import { type CampaignPlan, campaignPlans, seasonality } from './campaign-plan.ts';
import type { SeededContact } from './contacts.ts';
import type { SeededDeal } from './deals.ts';
import { day, hour, type PortalBuilder } from './portal-builder.ts';

/** Shares of delivered mail that are usual for this sender. */
const usual = { open: 0.34, click: 0.042, unsubscribed: 0.0028, spam: 0.0002 };

const guidOf = (text: string): string => {
  const hash = createHash('sha256').update(text).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-9${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
};

const dateText = (time: number): string => new Date(time).toISOString().slice(0, 10);

const startOf = (today: number, monthsAgo: number): number => {
  const date = new Date(today);
  const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - monthsAgo, 3);
  return Math.min(start, today - 9 * day);
};

/** Everyone who was a contact at that time and may be mailed. */
const audienceAt = (contacts: readonly SeededContact[], at: number): number =>
  contacts.filter(({ record }) => record.createdAt < at && record.properties.get('hs_email_optout') !== 'true').length;

/** How many of `trials` succeed, about; exact enough above 30 trials. */
const successes = (random: Random, trials: number, probability: number): number => {
  const deviation = Math.sqrt(trials * probability * (1 - probability));
  return Math.min(trials, Math.max(0, Math.round(trials * probability + random.normal() * deviation)));
};

const countersOf = (builder: PortalBuilder, plan: CampaignPlan, selected: number, at: number): EmailCounters => {
  const { random } = builder;
  const season = seasonality[new Date(at).getUTCMonth()] ?? 1;
  const dropped = successes(random, selected, 0.018);
  const sent = selected - dropped;
  const hardbounced = successes(random, sent, 0.004);
  const softbounced = successes(random, sent, 0.009);
  const delivered = sent - hardbounced - softbounced;
  const open = successes(random, delivered, Math.min(0.9, usual.open * plan.openFactor * season));
  const click = Math.min(open, successes(random, delivered, usual.click * plan.clickFactor * season));
  const unsubscribed = successes(random, delivered, usual.unsubscribed * plan.fatigueFactor);
  const spamreport = successes(random, delivered, usual.spam * plan.fatigueFactor);
  return { selected, sent, delivered, open, click, unsubscribed, spamreport, hardbounced, softbounced, dropped };
};

const seedEmails = (
  builder: PortalBuilder,
  contacts: readonly SeededContact[],
  plan: CampaignPlan,
  campaignId: string,
  startsAt: number,
): MarketingEmail[] =>
  plan.subjects.slice(0, plan.mailings).map((subject, index) => {
    const wanted = startsAt + (index * 7 + 1) * day + 9 * hour;
    const isSent = wanted < builder.today;
    return {
      id: builder.state.ids.next(),
      name: `${plan.name} ${index + 1}: ${subject}`,
      subject,
      campaignId,
      fromName: 'Northlight Instruments',
      replyTo: 'hello@northlight.example',
      createdAt: startsAt - 10 * day + index * day,
      publishedAt: isSent ? wanted : undefined,
      counters: countersOf(builder, plan, isSent ? audienceAt(contacts, wanted) : 0, wanted),
      devices: { computer: 0.46, mobile: 0.38 },
    };
  });

const seedResults = (
  builder: PortalBuilder,
  people: { contacts: readonly SeededContact[]; deals: readonly SeededDeal[] },
  plan: CampaignPlan,
  span: { startsAt: number; endsAt: number },
  clicks: number,
): Campaign['results'] => {
  const { random } = builder;
  const isInside = (time: number): boolean => time >= span.startsAt && time <= span.endsAt;
  const created = people.contacts.filter(({ record }) => isInside(record.createdAt));
  const firstTouch = created.filter(() => random.chance(0.5 * plan.conversionFactor)).map(({ record }) => record.id);
  const lastTouch = created.filter(() => random.chance(0.35 * plan.conversionFactor)).map(({ record }) => record.id);
  const older = people.contacts.filter(({ record }) => record.createdAt < span.startsAt);
  const engaged = older.filter(({ influence }) => random.chance(0.1 * plan.conversionFactor * (0.5 + influence)));
  const influenced = [...new Set([...firstTouch, ...engaged.map(({ record }) => record.id)])];
  const deals = people.deals
    .filter(({ record }) => isInside(record.createdAt) && record.properties.get('pipeline') === 'default')
    .filter(({ contacts }) => contacts.some(({ record }) => influenced.includes(record.id)) || random.chance(0.3))
    .map(({ record }) => record.id);
  const formViews = Math.round(clicks * (0.8 + random.next() * 0.3));
  const formSubmissions = Math.max(firstTouch.length, successes(random, formViews, 0.16 * plan.conversionFactor));
  return {
    sessions: Math.round(clicks * 1.35) + random.integer(10, 60),
    formViews: Math.max(formViews, formSubmissions),
    formSubmissions,
    firstTouch,
    lastTouch,
    influenced,
    deals,
  };
};

const statusOf = (today: number, span: { startsAt: number; endsAt: number }): string =>
  span.endsAt < today ? 'completed' : span.startsAt > today ? 'planned' : 'in_progress';

/** https://developers.hubspot.com/docs/api-reference/latest/marketing/campaigns/guide (campaign properties) */
const propertiesOf = (
  builder: PortalBuilder,
  plan: CampaignPlan,
  span: { startsAt: number; endsAt: number },
  formName: string,
  [budget, spend]: readonly [number, number],
): Map<string, string> =>
  new Map([
    ['hs_name', plan.name],
    ['hs_start_date', dateText(span.startsAt)],
    ['hs_end_date', dateText(span.endsAt)],
    ['hs_campaign_status', statusOf(builder.today, span)],
    ['hs_audience', plan.audience],
    ['hs_notes', `Goal: sign-ups through “${formName}”.`],
    ['hs_currency_code', builder.state.portal.currency],
    ['hs_utm', plan.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')],
    ['hs_owner', builder.state.owners[0]?.id ?? ''],
    ['hs_object_id', builder.state.ids.next()],
    ['hs_budget_items_sum_amount', String(budget)],
    ['hs_spend_items_sum_amount', String(spend)],
  ]);

/** Adds the campaigns with their emails and forms. */
export const seedCampaigns = (
  builder: PortalBuilder,
  seed: number,
  people: { contacts: readonly SeededContact[]; deals: readonly SeededDeal[] },
): void => {
  const { campaigns, forms, marketingEmails } = builder.state;
  for (const plan of campaignPlans) {
    const startsAt = startOf(builder.today, plan.monthsAgo);
    const span = { startsAt, endsAt: startsAt + 27 * day };
    const id = guidOf(`${seed} campaign ${plan.name}`);
    const form = {
      id: guidOf(`${seed} form ${plan.name}`),
      name: `${plan.name} – sign up`,
      createdAt: startsAt - 12 * day,
    };
    const emails = seedEmails(builder, people.contacts, plan, id, startsAt);
    for (const email of emails) marketingEmails.set(email.id, email);
    forms.push(form);
    const clicks = emails.reduce((sum, email) => sum + email.counters.click, 0);
    const budget = builder.random.integer(8, 60) * 250;
    const spend = Math.round(budget * (0.7 + builder.random.next() * 0.4));
    const properties = propertiesOf(builder, plan, span, form.name, [budget, spend]);
    campaigns.set(id, {
      id,
      properties,
      createdAt: startsAt - 14 * day,
      updatedAt: Math.min(span.endsAt, builder.today - hour),
      ...span,
      emailIds: emails.map((email) => email.id),
      formId: form.id,
      results: seedResults(builder, people, plan, span, clicks),
      budget: [{ id: builder.state.ids.next(), name: 'Media and print', amount: budget }],
      spend: [{ id: builder.state.ids.next(), name: 'Agency', amount: spend }],
    });
  }
};
