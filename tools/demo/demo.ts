// `pnpm demo [server]`: an agent-side client works with a server's sandbox, and prints what happens.
import { tellHubspotStory } from './hubspot-story.ts';
import { tellQuickBooksStory } from './quickbooks-story.ts';
import { tellSalesforceStory } from './salesforce-story.ts';
import { tellSupabaseStory } from './supabase-story.ts';
import { tellXeroStory } from './xero-story.ts';

const stories: Record<string, () => Promise<void>> = {
  hubspot: tellHubspotStory,
  quickbooks: tellQuickBooksStory,
  salesforce: tellSalesforceStory,
  supabase: tellSupabaseStory,
  xero: tellXeroStory,
};

const [name = 'hubspot'] = process.argv.slice(2);
const story = stories[name];
if (story) await story();
else {
  console.error(`There is no demo called ${name}. There are: ${Object.keys(stories).join(', ')}.`);
  process.exitCode = 1;
}
