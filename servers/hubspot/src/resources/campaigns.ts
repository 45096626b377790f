import { defineResource, rowsInAnswer } from '@bizmcp/core';
import { readAllCampaigns } from '../campaign/campaign.ts';
import type { Hubspot } from '../hubspot.ts';

export const campaigns = defineResource<Hubspot>({
  uri: 'bizmcp://hubspot/campaigns',
  name: 'campaigns',
  title: 'Campaigns',
  description: 'The marketing campaigns with their status and days, the youngest first',
  data: 'internal',
  scopes: ['marketing:read'],
  async read({ api }) {
    const all = await readAllCampaigns(api);
    const fitting = rowsInAnswer(all);
    const note = `The youngest ${fitting.length}: analyze_campaign_performance finds the others by a part of their name.`;
    return { campaigns: fitting, ...(fitting.length < all.length && { note }) };
  },
});
