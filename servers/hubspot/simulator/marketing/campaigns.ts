import { decodeCursor, encodeCursor, Refusal, type Route, route, type SimulatedReply } from '@bizmcp/testkit/simulator';
import { requireScope } from '../authorization.ts';
import { errorReply, notFoundReply } from '../error-reply.ts';
import { type HubspotState, recordsOf } from '../hubspot-state.ts';
import { requireObjectType } from '../objects/object-type.ts';
import { readLimit, readList } from '../request-body.ts';
import { atEachVersion } from '../versions.ts';
import { renderAssets, renderCampaign } from './campaign.ts';
import { readDateSpan } from './date-span.ts';
import type { Campaign } from './marketing.ts';

const readScopes = ['marketing.campaigns.read'];
const revenueScopes = ['marketing.campaigns.revenue.read'];

const requireCampaign = (state: HubspotState, id: string): Campaign => {
  const campaign = state.campaigns.get(id);
  if (campaign === undefined) throw new Refusal(notFoundReply(id));
  return campaign;
};

/** Offsets inside an opaque cursor. */
const pageBody = <Item>(items: readonly Item[], query: URLSearchParams, fallback: number) => {
  const after = query.get('after');
  const offset = after === null ? 0 : Number(decodeCursor(after));
  if (!Number.isInteger(offset)) throw new Refusal(errorReply(400, 'VALIDATION_ERROR', 'Invalid paging cursor'));
  const results = items.slice(offset, offset + readLimit(query, fallback, 100));
  const next = offset + results.length;
  return { results, ...(next < items.length ? { paging: { next: { after: encodeCursor(String(next)) } } } : {}) };
};

const sortKeys = new Map<string, (campaign: Campaign) => string | number>([
  ['hs_name', (campaign) => campaign.properties.get('hs_name') ?? ''],
  ['createdAt', (campaign) => campaign.createdAt],
  ['updatedAt', (campaign) => campaign.updatedAt],
]);

/** `sort` is hs_name, createdAt or updatedAt, with a minus for descending (list campaigns, same guide). */
const sortCampaigns = (campaigns: Campaign[], sort: string): Campaign[] => {
  const keyOf = sortKeys.get(sort.replace(/^-/, ''));
  if (keyOf === undefined) throw new Refusal(errorReply(400, 'VALIDATION_ERROR', `sort ${sort} is not supported`));
  const sign = sort.startsWith('-') ? -1 : 1;
  return campaigns.sort((left, right) => (keyOf(left) < keyOf(right) ? -sign : sign));
};

const contactLists = {
  contactFirstTouch: 'firstTouch',
  contactLastTouch: 'lastTouch',
  influencedContacts: 'influenced',
} as const;

const isContactList = (name: string): name is keyof typeof contactLists => name in contactLists;

/** Whether anything of the campaign lies in the dates asked for: results are not told day by day here. */
const isInSpan = (campaign: Campaign, query: URLSearchParams): boolean => {
  const span = readDateSpan(query);
  return span === undefined || (campaign.startsAt <= span.end && campaign.endsAt >= span.start);
};

const metricsReply = (campaign: Campaign, query: URLSearchParams): SimulatedReply => {
  const { firstTouch, influenced, lastTouch, sessions } = campaign.results;
  const isShown = isInSpan(campaign, query);
  const count = (value: number): number => (isShown ? value : 0);
  return {
    status: 200,
    body: {
      sessions: count(sessions),
      newContactsFirstTouch: count(firstTouch.length),
      newContactsLastTouch: count(lastTouch.length),
      influencedContacts: count(influenced.length),
    },
  };
};

/** https://developers.hubspot.com/docs/api-reference/latest/marketing/campaigns/reports/get-revenue-report; all give the same here. */
const attributionModels = [
  ...['LINEAR', 'FIRST_INTERACTION', 'LAST_INTERACTION', 'FULL_PATH', 'U_SHAPED', 'W_SHAPED', 'TIME_DECAY'],
  ...['J_SHAPED', 'INVERSE_J_SHAPED'],
];

const revenueReply = (state: HubspotState, campaign: Campaign, query: URLSearchParams): SimulatedReply => {
  const model = query.get('attributionModel') ?? 'LINEAR';
  if (!attributionModels.includes(model))
    throw new Refusal(errorReply(400, 'VALIDATION_ERROR', `attributionModel ${model} does not exist`));
  const records = recordsOf(state, requireObjectType('deals'));
  const deals = isInSpan(campaign, query) ? campaign.results.deals.flatMap((id) => records.get(id) ?? []) : [];
  const cents = (amount: string | undefined): number => Math.round(Number(amount ?? 0) * 100);
  const sum = (chosen: typeof deals): number =>
    chosen.reduce((total, deal) => total + cents(deal.properties.get('amount')), 0) / 100;
  const won = deals.filter((deal) => deal.properties.get('dealstage') === 'closedwon');
  return {
    status: 200,
    body: {
      contactsNumber: isInSpan(campaign, query) ? campaign.results.influenced.length : 0,
      dealsNumber: deals.length,
      dealAmount: sum(deals),
      revenueAmount: sum(won),
      currencyCode: state.portal.currency,
    },
  };
};

const budgetReply = (state: HubspotState, campaign: Campaign): SimulatedReply => {
  const total = (items: Campaign['budget']): number => items.reduce((sum, item) => sum + item.amount, 0);
  const at = { createdAt: campaign.createdAt, updatedAt: campaign.updatedAt };
  const render = (items: Campaign['budget']) => items.map((item, order) => ({ ...item, order, ...at }));
  return {
    status: 200,
    body: {
      budgetItems: render(campaign.budget),
      spendItems: render(campaign.spend),
      budgetTotal: total(campaign.budget),
      spendTotal: total(campaign.spend),
      remainingBudget: total(campaign.budget) - total(campaign.spend),
      currencyCode: state.portal.currency,
    },
  };
};

const listRoute = (base: string): Route<HubspotState> =>
  route('GET', base, (request, { state }) => {
    requireScope(request, readScopes);
    const name = request.query.get('name')?.toLowerCase() ?? '';
    const named = [...state.campaigns.values()].filter((campaign) =>
      (campaign.properties.get('hs_name') ?? '').toLowerCase().includes(name),
    );
    const sorted = sortCampaigns(named, request.query.get('sort') ?? 'hs_name');
    const { results, ...paging } = pageBody(sorted, request.query, 50);
    const properties = readList(request.query, 'properties');
    const rendered = results.map((campaign) => renderCampaign(campaign, properties));
    return { status: 200, body: { total: sorted.length, results: rendered, ...paging } };
  });

const readRoute = (base: string): Route<HubspotState> =>
  route('GET', `${base}/{campaignGuid}`, (request, { state }) => {
    requireScope(request, readScopes);
    const campaign = requireCampaign(state, request.parameter('campaignGuid'));
    const span = readDateSpan(request.query);
    const assets = Object.fromEntries(
      ['MARKETING_EMAIL', 'FORM'].map((type) => [type, { results: renderAssets(state, campaign, type, span) }]),
    );
    const properties = readList(request.query, 'properties');
    return { status: 200, body: { ...renderCampaign(campaign, properties), assets } };
  });

const assetsRoute = (base: string): Route<HubspotState> =>
  route('GET', `${base}/{campaignGuid}/assets/{assetType}`, (request, { state }) => {
    requireScope(request, readScopes);
    const campaign = requireCampaign(state, request.parameter('campaignGuid'));
    const assets = renderAssets(state, campaign, request.parameter('assetType'), readDateSpan(request.query));
    return { status: 200, body: pageBody(assets, request.query, 10) };
  });

const metricsRoute = (base: string): Route<HubspotState> =>
  route('GET', `${base}/{campaignGuid}/reports/metrics`, (request, { state }) => {
    requireScope(request, readScopes);
    return metricsReply(requireCampaign(state, request.parameter('campaignGuid')), request.query);
  });

const revenueRoute = (base: string): Route<HubspotState> =>
  route('GET', `${base}/{campaignGuid}/reports/revenue`, (request, { state }) => {
    requireScope(request, revenueScopes);
    return revenueReply(state, requireCampaign(state, request.parameter('campaignGuid')), request.query);
  });

const contactsRoute = (base: string): Route<HubspotState> =>
  route('GET', `${base}/{campaignGuid}/reports/contacts/{contactType}`, (request, { state }) => {
    requireScope(request, readScopes);
    const campaign = requireCampaign(state, request.parameter('campaignGuid'));
    const kind = request.parameter('contactType');
    if (!isContactList(kind))
      throw new Refusal(errorReply(400, 'VALIDATION_ERROR', `contactType ${kind} does not exist`));
    const ids = isInSpan(campaign, request.query) ? campaign.results[contactLists[kind]] : [];
    return {
      status: 200,
      body: pageBody(
        ids.map((id) => ({ id })),
        request.query,
        100,
      ),
    };
  });

const budgetRoute = (base: string): Route<HubspotState> =>
  route('GET', `${base}/{campaignGuid}/budget/totals`, (request, { state }) => {
    requireScope(request, readScopes);
    return budgetReply(state, requireCampaign(state, request.parameter('campaignGuid')));
  });

/** https://developers.hubspot.com/docs/api-reference/latest/marketing/campaigns/guide: at most 100 a page */
export const campaignRoutes: ReadonlyArray<Route<HubspotState>> = atEachVersion(
  '/marketing/v3/campaigns',
  '/marketing/campaigns/{version}',
  (base) => [
    listRoute(base),
    readRoute(base),
    assetsRoute(base),
    metricsRoute(base),
    revenueRoute(base),
    contactsRoute(base),
    budgetRoute(base),
  ],
);
