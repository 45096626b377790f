import { decodeCursor, encodeCursor, Refusal, type Route, route, takePage } from '@bizmcp/testkit/simulator';
import { requireScope } from '../authorization.ts';
import { errorReply, notFoundReply } from '../error-reply.ts';
import type { HubspotState } from '../hubspot-state.ts';
import { toIso } from '../objects/record.ts';
import { readLimit, readList } from '../request-body.ts';
import { atEachVersion } from '../versions.ts';
import { summarise } from './email-statistics.ts';
import { emailScopes, type MarketingEmail } from './marketing.ts';

const renderEmail = (state: HubspotState, email: MarketingEmail, query: URLSearchParams) => {
  const campaign = email.campaignId === undefined ? undefined : state.campaigns.get(email.campaignId);
  return {
    id: email.id,
    name: email.name,
    subject: email.subject,
    type: 'BATCH_EMAIL',
    state: email.publishedAt === undefined ? 'DRAFT' : 'PUBLISHED',
    isPublished: email.publishedAt !== undefined,
    isTransactional: false,
    archived: false,
    language: 'en',
    activeDomain: 'go.northlight.example',
    subcategory: 'batch',
    sendOnPublish: true,
    content: {
      templatePath: '@hubspot/email/dnd/welcome.html',
      plainTextVersion: `${email.subject}\n\nRead it in your browser: https://go.northlight.example/${email.id}`,
    },
    from: { fromName: email.fromName, replyTo: email.replyTo },
    to: { limitSendFrequency: false, suppressGraymail: true, contactIds: { include: [], exclude: [] } },
    createdAt: toIso(email.createdAt),
    updatedAt: toIso(email.publishedAt ?? email.createdAt),
    ...(email.publishedAt === undefined
      ? {}
      : { publishDate: toIso(email.publishedAt), publishedAt: toIso(email.publishedAt) }),
    ...(campaign === undefined ? {} : { campaign: campaign.id, campaignName: campaign.properties.get('hs_name') }),
    ...(query.get('includeStats') === 'true' ? { stats: summarise([email]) } : {}),
  };
};

const readTime = (query: URLSearchParams, name: string): number | undefined => {
  const text = query.get(name);
  if (text === null) return undefined;
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw new Refusal(
    errorReply(400, 'VALIDATION_ERROR', `${name} is not an ISO 8601 time`, { errors: [{ message: text, in: name }] }),
  );
};

/** The emails that were sent in the time span, of those asked for. The span is required. */
const sentEmails = (
  state: HubspotState,
  query: URLSearchParams,
): { emails: MarketingEmail[]; start: number; end: number } => {
  const start = readTime(query, 'startTimestamp');
  const end = readTime(query, 'endTimestamp');
  if (start === undefined || end === undefined) {
    throw new Refusal(errorReply(400, 'VALIDATION_ERROR', 'startTimestamp and endTimestamp are required'));
  }
  const wanted = readList(query, 'emailIds');
  const isWanted = (email: MarketingEmail): boolean => wanted.length === 0 || wanted.includes(email.id);
  const isInside = ({ publishedAt }: MarketingEmail): boolean =>
    publishedAt !== undefined && publishedAt >= start && publishedAt <= end;
  return {
    emails: [...state.marketingEmails.values()].filter((email) => isWanted(email) && isInside(email)),
    start,
    end,
  };
};

const intervalStarts = { DAY: 'day', WEEK: 'week', MONTH: 'month', QUARTER: 'quarter', YEAR: 'year' } as const;

const truncate = (time: number, interval: keyof typeof intervalStarts, steps = 0): number => {
  const date = new Date(time);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (interval) {
    case 'DAY':
      return Date.UTC(year, month, day + steps);
    case 'WEEK':
      return Date.UTC(year, month, day - ((date.getUTCDay() + 6) % 7) + 7 * steps);
    case 'MONTH':
      return Date.UTC(year, month + steps, 1);
    case 'QUARTER':
      return Date.UTC(year, month - (month % 3) + 3 * steps, 1);
    case 'YEAR':
      return Date.UTC(year + steps, 0, 1);
  }
};

const isInterval = (text: string): text is keyof typeof intervalStarts => text in intervalStarts;

const histogram = (state: HubspotState, query: URLSearchParams) => {
  const interval = query.get('interval') ?? 'MONTH';
  if (!isInterval(interval)) {
    throw new Refusal(
      errorReply(400, 'VALIDATION_ERROR', `interval ${interval} is not simulated`, {
        errors: [{ message: interval, in: 'interval' }],
      }),
    );
  }
  const { emails } = sentEmails(state, query);
  const starts = [...new Set(emails.map(({ publishedAt = 0 }) => truncate(publishedAt, interval)))].sort(
    (left, right) => left - right,
  );
  return starts.map((start) => ({
    interval: { start: toIso(start), end: toIso(truncate(start, interval, 1)) },
    aggregations: summarise(emails.filter(({ publishedAt = 0 }) => truncate(publishedAt, interval) === start)),
  }));
};

const isListed = (email: MarketingEmail, query: URLSearchParams): boolean => {
  const after = readTime(query, 'publishedAfter') ?? readTime(query, 'createdAfter') ?? Number.NEGATIVE_INFINITY;
  const before = readTime(query, 'publishedBefore') ?? readTime(query, 'createdBefore') ?? Number.POSITIVE_INFINITY;
  const time = query.has('publishedAfter') || query.has('publishedBefore') ? (email.publishedAt ?? 0) : email.createdAt;
  const isPublished = query.get('isPublished');
  const campaign = query.get('campaign');
  return (
    time > after &&
    time < before &&
    query.get('archived') !== 'true' &&
    (isPublished === null || (email.publishedAt !== undefined) === (isPublished === 'true')) &&
    (campaign === null || campaign === email.campaignId)
  );
};

const listRoute = (base: string): Route<HubspotState> =>
  route('GET', base, (request, { state }) => {
    requireScope(request, emailScopes);
    const { query } = request;
    const listed = [...state.marketingEmails.values()].filter((email) => isListed(email, query));
    const isDescending = query.getAll('sort').some((sort) => sort.startsWith('-'));
    const after = query.get('after');
    const position = after === null ? undefined : decodeCursor(after);
    if (after !== null && position === undefined)
      throw new Refusal(errorReply(400, 'VALIDATION_ERROR', 'Invalid paging cursor'));
    const page = takePage(isDescending ? listed.reverse() : listed, {
      limit: readLimit(query, 10, 100),
      after: position,
      keyOf: (email) => email.id,
      compare: (left, right) => (Number(left) - Number(right)) * (isDescending ? -1 : 1),
    });
    const paging = page.next === undefined ? {} : { paging: { next: { after: encodeCursor(page.next) } } };
    const results = page.items.map((email) => renderEmail(state, email, query));
    return { status: 200, body: { total: listed.length, results, ...paging } };
  });

const statisticsRoute = (base: string): Route<HubspotState> =>
  route('GET', `${base}/statistics/list`, (request, { state }) => {
    requireScope(request, emailScopes);
    const { emails } = sentEmails(state, request.query);
    const byCampaign = Map.groupBy(emails, (email) => email.campaignId ?? '');
    const campaignAggregations = Object.fromEntries([...byCampaign].map(([id, own]) => [id, summarise(own)]));
    const body = { emails: emails.map(({ id }) => Number(id)), aggregate: summarise(emails), campaignAggregations };
    return { status: 200, body };
  });

const histogramRoute = (base: string): Route<HubspotState> =>
  route('GET', `${base}/statistics/histogram`, (request, { state }) => {
    requireScope(request, emailScopes);
    const results = histogram(state, request.query);
    return { status: 200, body: { total: results.length, results } };
  });

const readRoute = (base: string): Route<HubspotState> =>
  route('GET', `${base}/{emailId}`, (request, { state }) => {
    requireScope(request, emailScopes);
    const email = state.marketingEmails.get(request.parameter('emailId'));
    if (email === undefined) throw new Refusal(notFoundReply(request.parameter('emailId')));
    return { status: 200, body: renderEmail(state, email, request.query) };
  });

/** https://developers.hubspot.com/docs/api-reference/marketing-marketing-emails-v3-v3/guide */
export const marketingEmailRoutes: ReadonlyArray<Route<HubspotState>> = atEachVersion(
  '/marketing/v3/emails',
  '/marketing/emails/{version}',
  (base) => [listRoute(base), statisticsRoute(base), histogramRoute(base), readRoute(base)],
);
