import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { WireId } from '../identifier.ts';
import { WirePaging } from '../record/crm-object.ts';
import { type Campaign, campaignRoot } from './campaign.ts';

// https://developers.hubspot.com/docs/api-reference/latest/marketing/campaigns/reports/get-revenue-report: no field is required.
const WireRevenue = z.object({
  revenueAmount: z.number().nullish(),
  dealAmount: z.number().nullish(),
  dealsNumber: z.number().nullish(),
  contactsNumber: z.number().nullish(),
  currencyCode: z.string().nullish(),
});
const WireContacts = z.object({ results: z.array(z.object({ id: WireId })), paging: WirePaging });

/** The model that HubSpot takes where none is given: said to it, so that the answer can name it. */
const attributionModel = 'LINEAR';
/** New contacts that are named. */
const mostContacts = 50;

/** Money is told to those alone who may see deals. */
const Amount = z.number().meta({ class: 'confidential' });

/** What a campaign brought, as a model sees it. */
export const CampaignResults = z.object({
  revenue: z
    .object({
      attribution_model: z.string().describe('LINEAR: all interactions before a deal have an equal part in it'),
      revenue_amount: Amount.nullable().describe('Revenue attributed to the campaign'),
      deal_amount: Amount.nullable().describe('Amount of the deals attributed to it'),
      currency: z.string().nullable().describe('Of both amounts'),
      deals: z.number().nullable().describe('How many deals are attributed to it'),
      contacts: z.number().nullable().describe('How many contacts are attributed to it'),
    })
    .optional()
    .describe('What HubSpot attributes to the campaign, of all time'),
  new_contact_ids: z
    .array(z.string())
    .optional()
    .describe('The first of counts.new_contacts: for search_objects (hs_object_id IN), get_contact_timeline'),
});

interface Report {
  results: z.input<typeof CampaignResults>;
  missing: string[];
}

/** What a campaign brought, and of what is missing why. */
export async function readCampaignResults(api: Hubspot, { id }: Campaign): Promise<Report> {
  const [revenue, contacts] = await Promise.all([
    unlessRefused('revenue', readRevenue(api, id)),
    unlessRefused('new_contact_ids', readNewContacts(api, id)),
  ]);
  return { results: { ...revenue.results, ...contacts.results }, missing: [...revenue.missing, ...contacts.missing] };
}

async function readRevenue(api: Hubspot, id: string): Promise<Report> {
  const report = await api.request(WireRevenue, {
    path: [...campaignRoot, id, 'reports', 'revenue'],
    query: { attributionModel },
  });
  const revenue = {
    attribution_model: attributionModel,
    revenue_amount: report.revenueAmount ?? null,
    deal_amount: report.dealAmount ?? null,
    currency: report.currencyCode ?? null,
    deals: report.dealsNumber ?? null,
    contacts: report.contactsNumber ?? null,
  };
  return { results: { revenue }, missing: [] };
}

/** Those that are counted as new contacts: the campaign was their last touch. */
async function readNewContacts(api: Hubspot, id: string): Promise<Report> {
  const { results, paging } = await api.request(WireContacts, {
    path: [...campaignRoot, id, 'reports', 'contacts', 'contactLastTouch'],
    query: { limit: mostContacts },
  });
  const more = `new_contact_ids has the first ${results.length}; counts.new_contacts says how many there are.`;
  return { results: { new_contact_ids: results.map((contact) => contact.id) }, missing: paging?.next ? [more] : [] };
}

/** A report has a scope of its own, and not every edition of HubSpot has it: the rest of the answer stands without it. */
async function unlessRefused(field: string, reading: Promise<Report>): Promise<Report> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof ToolError) || !['forbidden', 'not_found', 'invalid_input'].includes(error.code)) throw error;
    const reason = error.code === 'forbidden' ? error.message : 'HubSpot gives no such report of this campaign.';
    return { results: {}, missing: [`There is no ${field}. ${reason}`] };
  }
}
