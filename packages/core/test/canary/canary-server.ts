import * as z from 'zod';
import { defineApi } from '../../src/define/api.ts';
import { definePrompt } from '../../src/define/prompt.ts';
import { defineResource } from '../../src/define/resource.ts';
import { defineServer } from '../../src/define/server.ts';
import { surfaceOf } from '../../src/define/surface.ts';
import { toolDefiner } from '../../src/define/tool.ts';
import type { Upstream } from '../../src/http/upstream.ts';
import { start } from '../../src/serve/start.ts';
import { type Place, textOf } from './canary.ts';

/** A server with a field of every class, whose tools fail in every way. Its vendor is the test. */
const defineTool = toolDefiner<Upstream>();
const common = { scopes: ['people:read'], rateLimit: { calls: 500, perSeconds: 60 }, data: 'internal' as const };
const semantics = { entity: 'person', workflow: 'people' };
const field = (pii: string, dataClass: string) => z.string().optional().describe(pii).meta({ class: dataClass, pii });

const Person = z.object({
  id: z.string().describe('Identifier'),
  name: field('name', 'confidential'),
  email: field('email', 'confidential'),
  account: field('iban', 'restricted'),
  note: z.string().optional().describe('Free text'),
});

const api = defineApi({
  system: 'People',
  settings: z.object({
    PEOPLE_TOKEN: z.string().describe('Token').meta({ secret: true }),
    PEOPLE_PASSWORD: z.string().describe('Password').meta({ secret: true }),
    PEOPLE_PIN: z.string().optional().describe('Number').meta({ secret: true }),
    PEOPLE_URL: z.url().describe('Where it is'),
  }),
  credentials: [{ title: 'Token', settings: ['PEOPLE_TOKEN', 'PEOPLE_PASSWORD'], how: 'Ask for it.' }],
  connect: ({ settings, createUpstream }): Upstream =>
    createUpstream({
      baseUrl: settings.PEOPLE_URL,
      authorize: () => ({
        authorization: `Bearer ${settings.PEOPLE_TOKEN}`,
        'x-password': settings.PEOPLE_PASSWORD,
        'x-pin': settings.PEOPLE_PIN ?? '',
      }),
      requestIdHeaders: ['x-request-id'],
      explain: ({ body }) => {
        const parsed = z.object({ message: z.string() }).safeParse(body);
        return parsed.success ? { code: 'invalid_input', message: parsed.data.message } : undefined;
      },
    }),
  check: async () => 'It answers',
});

const getPerson = defineTool({
  ...common,
  name: 'get_person',
  title: 'Get a person',
  description: 'Gets a person.',
  effect: 'read',
  semantics,
  input: z.object({
    id: z.string().max(300).describe('Identifier'),
    query: z.string().max(300).optional().describe('Words'),
  }),
  output: Person,
  examples: [{ title: 'One', input: { id: 'good' } }],
  async handler({ input, api: people, progress }) {
    const place: Place = 'a note of progress';
    progress(1, 2, `Asking for ${textOf(place)}`);
    return people.json(Person, { method: 'GET', path: ['people', input.id], query: { query: input.query } });
  },
});

const createPerson = defineTool({
  ...common,
  name: 'create_person',
  title: 'Create a person',
  description: 'Creates a person.',
  effect: 'create',
  semantics,
  input: z.object({ note: z.string().max(300).describe('What is known') }),
  output: Person,
  examples: [{ title: 'One', input: { note: 'new' } }],
  handler: ({ input, api: people }) => people.json(Person, { method: 'POST', path: ['people'], body: input }),
});

const updatePerson = defineTool({
  ...common,
  name: 'update_person',
  title: 'Update a person',
  description: 'Updates a person.',
  effect: 'update',
  semantics,
  input: z.object({ id: z.string().describe('Identifier'), note: z.string().max(300).describe('What is known') }),
  output: Person,
  change: {
    fields: Person,
    async read({ input, api: people }) {
      const before = await people.json(Person, { path: ['people', input.id] });
      return { before, after: { email: 'new@example.com', note: input.note } };
    },
  },
  examples: [{ title: 'One', input: { id: 'changed', note: 'new' } }],
  handler: ({ input, api: people }) =>
    people.json(Person, { method: 'PUT', path: ['people', input.id], body: { note: input.note } }),
});

const sendLetter = defineTool({
  ...common,
  name: 'send_letter',
  title: 'Send a letter',
  description: 'Sends a letter.',
  effect: 'send',
  semantics,
  input: z.object({ text: z.string().max(300).describe('What it says') }),
  output: z.object({}),
  examples: [{ title: 'One', input: { text: 'Good day' } }],
  handler: ({ input, api: people }) => people.json(z.object({}), { method: 'POST', path: ['letters'], body: input }),
});

const failHard = defineTool({
  ...common,
  name: 'fail_hard',
  title: 'Fail',
  description: 'Fails.',
  effect: 'read',
  semantics,
  input: z.object({}),
  output: z.object({}),
  examples: [{ title: 'Once', input: {} }],
  async handler() {
    const unhandled: Place = 'a rejection that nobody handles';
    const thrown: Place = 'the message of an error in a tool';
    Promise.reject(new Error(`This broke: ${textOf(unhandled)}`));
    throw new Error(`This broke: ${textOf(thrown)}`, { cause: new Error(textOf(thrown)) });
  },
});

const person = defineResource<Upstream>({
  uri: 'bizmcp://people/person/{id}',
  name: 'person',
  title: 'A person',
  description: 'A person',
  data: 'internal',
  scopes: ['people:read'],
  complete: { id: async () => ['1', '2'] },
  read: ({ api: people, params }) =>
    people.json(Person.pick({ id: true, note: true }), { method: 'GET', path: ['resources', params.id ?? ''] }),
});

const greet = definePrompt({
  name: 'greet',
  title: 'Greet',
  description: 'Greets',
  arguments: z.object({ who: z.string().describe('Whom') }),
  text: ({ who }) => `Greet ${who}`,
});

const people = defineServer({
  name: 'people',
  title: 'People',
  instructions: 'Gets people.',
  api,
  tools: [getPerson, createPerson, updatePerson, sendLetter, failHard],
  resources: [person],
  prompts: [greet],
});

await start({
  manifest: { name: 'people', version: '1.0.0', description: 'People', bin: { people: 'people' } },
  surface: surfaceOf(people),
  server: async () => people,
  sandbox: async () => ({ settings: {}, transport: fetch }),
});
