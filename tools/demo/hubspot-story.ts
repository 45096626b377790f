import * as z from 'zod';
import { type DemoClient, startDemoClient } from './demo-client.ts';
import { Failure, say, shorten, tellQuestion, tellTools, tellTrail, writeClientConfiguration } from './telling.ts';

const Search = z.object({ objects: z.array(z.object({ id: z.string() })), total: z.number() });
const Timeline = z.object({
  contact: z.object({
    first_name: z.string(),
    last_name: z.string(),
    company: z.string(),
    lifecycle_stage: z.string(),
  }),
  events: z.array(z.object({ at: z.string(), type: z.string(), title: z.string(), object_id: z.string().optional() })),
  total: z.number(),
});
const Campaign = z.object({
  campaign: z.object({ name: z.string() }),
  insights: z.array(z.object({ statement: z.string() })),
  performance_score: z.number(),
});
const Created = z.object({ object: z.object({ id: z.string() }) });

/** Reads, analyses, is refused, is approved, and shows the trail that all of it left. */
export async function tellHubspotStory(): Promise<void> {
  const client = await startDemoClient('hubspot');
  try {
    say('bizmcp: an agent at work in a HubSpot portal (embedded, invented data, no account)', '');
    await tellTools(client);
    const contactId = await readTimeline(client);
    await analyseCampaign(client);
    await writeNote(client, contactId);
    tellTrail(client, 6);
    pointOn();
  } finally {
    await client.close();
  }
}

async function readTimeline({ call }: DemoClient): Promise<string> {
  const filter = { property: 'lifecyclestage', operator: 'EQ', value: 'salesqualifiedlead' };
  const found = Search.parse(
    (await call('search_objects', { object_type: 'contacts', filter_groups: [{ filters: [filter] }], limit: 1 })).value,
  );
  const contactId = found.objects[0]?.id ?? '';
  const timeline = Timeline.parse((await call('get_contact_timeline', { contact_id: contactId, limit: 5 })).value);
  const { contact, events, total } = timeline;
  say(`2. It searches contacts that sales took on (${found.total} of them), and reads the story of one:`);
  say(
    `   ${contact.first_name} ${contact.last_name}, ${contact.company}, ${contact.lifecycle_stage}; ${total} events, the newest:`,
  );
  say(
    ...events.map((event) => `     ${event.at.slice(0, 10)}  ${event.type.padEnd(15)}  ${shorten(event.title, 60)}`),
    '',
  );
  return contactId;
}

async function analyseCampaign({ call }: DemoClient): Promise<void> {
  const input = { campaign_id: 'Autumn product update', comparison_period: 'previous_campaign' };
  const { campaign, insights, performance_score } = Campaign.parse(
    (await call('analyze_campaign_performance', input)).value,
  );
  say(
    `3. It analyses the campaign "${campaign.name}": score ${performance_score} of 100, where 50 is as good as the campaign before.`,
  );
  say(...insights.map(({ statement }) => `   - ${statement.split(' (p = ')[0]}`), '');
}

async function writeNote(client: DemoClient, contactId: string): Promise<void> {
  const input = {
    object_type: 'notes',
    properties: { hs_note_body: 'Likes the autumn update; call on Monday.', hs_timestamp: new Date().toISOString() },
    associate_with: [{ object_type: 'contacts', object_id: contactId }],
  };
  client.answer = 'decline';
  const refused = Failure.parse((await client.call('create_object', input)).value);
  say('4. It wants to write a note. The person is asked, and says no:');
  tellQuestion(client);
  say(`   -> ${refused.error.code}: ${shorten(refused.error.message, 110)}`, '');
  client.answer = 'accept';
  const { object } = Created.parse((await client.call('create_object', input)).value);
  const { events } = Timeline.parse((await client.call('get_contact_timeline', { contact_id: contactId })).value);
  const note = events.find((event) => event.object_id === object.id);
  if (!note) throw new Error(`The timeline does not tell of note ${object.id}.`);
  say(
    `5. Asked once more, the person says yes: note ${object.id} is made, and the timeline has it on ${note.at.slice(0, 10)}.`,
    '',
  );
}

function pointOn(): void {
  const folder = writeClientConfiguration('hubspot');
  say(`Next: cd ${folder} && claude   (then ask: "How did the autumn campaign do?")`);
  say('Your own portal: servers/hubspot/README.md. Your own system: docs/guides/add-your-own-system.md');
}
