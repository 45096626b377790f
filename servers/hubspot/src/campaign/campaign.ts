import { orNothing, readRows, ToolError } from '@bizmcp/core';
import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { storedTime, WireDate, WireId } from '../identifier.ts';
import { WirePaging } from '../record/crm-object.ts';
import { shortName } from '../short-name.ts';
import type { CampaignCounts } from './campaign-rates.ts';
import { readEmailCounts } from './email-statistics.ts';

// https://developers.hubspot.com/docs/api-reference/latest/marketing/campaigns/guide; the SDK has no client for it.
export const campaignRoot = ['marketing', 'campaigns', '2026-03'];

const WireCampaign = z.object({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()),
  createdAt: WireDate.nullish(),
});

const WireCampaigns = z.object({ total: z.number().nullish(), results: z.array(WireCampaign), paging: WirePaging });
const WireAssets = z.object({ results: z.array(z.object({ id: WireId })), paging: WirePaging });
const WireMetrics = z.object({ sessions: z.number().nullish(), newContactsLastTouch: z.number().nullish() });

const properties = 'hs_name,hs_start_date,hs_end_date,hs_campaign_status';
/** Campaigns that are read at most, and marketing emails of one campaign. */
const mostCampaigns = 1000;
export const mostEmails = 1000;
/** Campaigns that are named to choose from. */
const mostNamed = 20;

/** A campaign as a model sees it. */
export const Campaign = z.object({
  id: z.string().describe('Identifier (campaign GUID)'),
  name: z.string().describe('Name in HubSpot'),
  status: z.string().optional().describe('Such as planned, active, completed'),
  start_date: z.string().describe('First day, YYYY-MM-DD; the day it was created where none is set'),
  end_date: z.string().optional().describe('Last day, YYYY-MM-DD'),
});

export type Campaign = z.input<typeof Campaign>;

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The last day of a campaign that has begun and is not over. */
export function endAhead({ start_date, end_date = '' }: Campaign, now: Date): string | undefined {
  const today = now.toISOString().slice(0, 10);
  return start_date <= today && end_date >= today ? end_date : undefined;
}

/** One campaign by its GUID, by its name, or by whole words that only one campaign has in its name. */
export async function findCampaign(api: Hubspot, given: string): Promise<Campaign> {
  const idOrName = given.trim();
  const known = guid.test(idOrName) ? await readByGuid(api, idOrName.toLowerCase()) : undefined;
  if (known) return known;
  // HubSpot finds a part of a word as well: "all" in "Small".
  const { campaigns, total } = await readCampaigns(api, { name: idOrName, limit: mostNamed });
  const exact = campaigns.filter((campaign) => campaign.name.toLowerCase() === idOrName.toLowerCase());
  const named = campaigns.filter((campaign) => wordsOf(campaign.name).includes(wordsOf(idOrName)));
  const [meant, other] = exact.length > 0 || total > campaigns.length ? exact : named;
  if (meant && !other) return meant;
  if (total > 0)
    throw new ToolError(
      'invalid_input',
      `Campaigns with this in their name: ${choice(campaigns, total)}. Give the id of one, or whole words that it alone has.`,
    );
  const latest = await readCampaigns(api, { sort: '-createdAt', limit: mostNamed });
  const advice = latest.total > 0 ? `They are: ${choice(latest.campaigns, latest.total)}` : 'There is no campaign';
  throw new ToolError('not_found', `No campaign has this id, or this in its name. ${advice}.`);
}

/** The words of a text in small letters, with a blank before and after each. */
function wordsOf(text: string): string {
  return ` ${text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ')} `;
}

async function readByGuid(api: Hubspot, id: string): Promise<Campaign | undefined> {
  const found = await orNothing(
    api.request(WireCampaign, { path: [...campaignRoot, id], query: { properties } }),
    'not_found',
  );
  return found && toCampaign(found);
}

/** Campaigns to choose from by id, and how many more there are. */
function choice(campaigns: readonly Campaign[], total: number): string {
  const shown = campaigns.map(({ id, name, start_date }) => `${id} (${shortName(name)}, ${start_date})`).join('; ');
  return total > campaigns.length
    ? `${shown}; and ${total - campaigns.length} more, found by a part of their name`
    : shown;
}

async function readCampaigns(api: Hubspot, query: { name?: string; sort?: string; limit: number }) {
  const page = await api.request(WireCampaigns, { path: campaignRoot, query: { properties, ...query } });
  return { campaigns: page.results.map(toCampaign), total: page.total ?? page.results.length };
}

/** All campaigns, the youngest first. */
export async function readAllCampaigns(api: Hubspot): Promise<Campaign[]> {
  return readRows(mostCampaigns, async (after) => {
    const query = { properties, sort: '-createdAt', limit: 100, after };
    const { results, paging } = await api.request(WireCampaigns, { path: campaignRoot, query });
    return { rows: results.map(toCampaign), next: paging?.next?.after };
  });
}

/** The campaigns that began before this one, latest first. */
export async function readEarlierCampaigns(api: Hubspot, campaign: Campaign): Promise<Campaign[]> {
  const campaigns = await readAllCampaigns(api);
  return campaigns
    .filter(({ id, start_date }) => id !== campaign.id && start_date < campaign.start_date)
    .toSorted((one, other) => Date.parse(other.start_date) - Date.parse(one.start_date));
}

/** The ids of a campaign's marketing emails. */
export async function readCampaignEmails(api: Hubspot, id: string): Promise<string[]> {
  const path = [...campaignRoot, id, 'assets', 'MARKETING_EMAIL'];
  return readRows(mostEmails, async (after) => {
    const { results, paging } = await api.request(WireAssets, { path, query: { limit: 100, after } });
    return { rows: results.map((asset) => asset.id), next: paging?.next?.after };
  });
}

/** What became of a campaign's emails since a year before it began (they may be older than it) and of its visitors. */
export async function readCampaignCounts(
  api: Hubspot,
  campaign: Campaign,
  emails: readonly string[],
  now: Date,
): Promise<CampaignCounts> {
  // A campaign that is planned for years ahead has emails of today at most.
  const start = [yearBefore(campaign.start_date), yearBefore(now.toISOString())].toSorted()[0] ?? '';
  const [counts, metrics] = await Promise.all([
    readEmailCounts(api, { start, end: now.toISOString() }, emails),
    api.request(WireMetrics, { path: [...campaignRoot, campaign.id, 'reports', 'metrics'] }),
  ]);
  const { sessions, newContactsLastTouch: newContacts } = metrics;
  return {
    ...counts,
    ...(typeof sessions === 'number' && { sessions }),
    ...(typeof newContacts === 'number' && { new_contacts: newContacts }),
  };
}

function yearBefore(time: string): string {
  const date = new Date(time);
  date.setUTCFullYear(date.getUTCFullYear() - 1);
  return date.toISOString();
}

function toCampaign({ id, properties: values, createdAt }: z.output<typeof WireCampaign>): Campaign {
  const start = dayOf(values.hs_start_date) ?? createdAt?.slice(0, 10) ?? '1970-01-01';
  const end = dayOf(values.hs_end_date);
  return {
    id,
    name: values.hs_name ?? '',
    ...(values.hs_campaign_status && { status: values.hs_campaign_status }),
    start_date: start,
    ...(end && { end_date: end }),
  };
}

/** HubSpot sends days as YYYY-MM-DD, older campaigns as milliseconds. */
function dayOf(value: string | null | undefined): string | undefined {
  return storedTime(value)?.slice(0, 10);
}
