import assert from 'node:assert/strict';
import type { SurfaceTool } from '@bizmcp/core';
import { type ClientEra, clientEras, type StdioClient, type ToolAnswer } from '../stdio-client.ts';
import type { Check, Suite } from './check.ts';
import { assertFits } from './examples.ts';
import { isRecord, throughJson } from './json.ts';
import { withClient } from './launch.ts';
import { shareClient } from './shared-client.ts';
import { firstExample, readsOf, type Subject, writesOf } from './subject.ts';
import { assertNamed } from './tool-names.ts';

/** The built server over real stdio, with every client of today, on its own sandbox. */
export function stdioSuite(subject: Subject): Suite {
  const args = ['--sandbox'];
  const sharings = clientEras.map((era) => ({ era, shared: shareClient(subject, { era, args }) }));
  const checks = sharings.flatMap(({ era, shared }): Check[] => [
    {
      title: `a client (${era}) is shown the tools of surface.json and reads with them`,
      run: () => shared.lend((client) => assertTools(subject, client, era)),
    },
    {
      title: `a client (${era}) reads resources, gets prompts and completes arguments`,
      run: () => shared.lend((client) => assertResourcesAndPrompts(subject, client)),
    },
    {
      title: `a client (${era}) that cannot ask confirms a write with its token`,
      run: () => shared.lend((client) => assertTokens(subject, client)),
    },
    {
      title: `a client (${era}) is asked before a write, which is done after a yes and not otherwise`,
      run: () =>
        withClient(subject, { era, elicitation: 'decline', args }, ({ server }) => assertAsks(subject, server)),
    },
  ]);
  const end = async () => void (await Promise.all(sharings.map(({ shared }) => shared.end())));
  return { title: 'stdio', isConcurrent: true, checks, end };
}

async function assertTools(subject: Subject, client: StdioClient, era: ClientEra): Promise<void> {
  const { surface } = subject;
  const isModern = era === 'auto' || era === '2026-07-28';
  assert.equal(client.protocolVersion, isModern ? '2026-07-28' : '2025-11-25');
  assert.equal(client.instructions, surface.instructions);
  assert.deepEqual(
    await client.listTools(),
    throughJson(surface.tools.map(listedFace)),
    'tools/list and the code differ: run `pnpm build`',
  );

  const [read] = readsOf(subject);
  if (read) {
    const answer = await client.callTool(read.tool.name, firstExample(read.tool));
    assertWell(answer);
    assertFits(read.face, answer.value);
  }
  const { value } = await client.callTool('health_check', {});
  assert.equal(value.status, 'healthy', JSON.stringify(value));
  await assert.rejects(client.callTool('a_tool_that_does_not_exist', {}), { code: -32602 });
  const { isError, value: refused, text } = await client.callTool('health_check', { surprise: 1 });
  assert.ok(isError && isRecord(refused.error) && refused.error.code === 'invalid_input', text);
  assert.deepEqual(JSON.parse(text), refused, 'an error says the same as text and as structured content');
}

/** What `tools/list` shows of a tool: without what only reviewers need, and without an output schema where the answer can be a page. */
function listedFace({ effect: _e, class: _c, scopes: _s, rateLimit: _r, tokens: _t, page, ...face }: SurfaceTool) {
  const { outputSchema: _o, ...withoutOutput } = face;
  return page ? withoutOutput : face;
}

/** Fails unless an answer is a result, complete as text and as structured content. */
function assertWell({ isError, value, text }: ToolAnswer): void {
  assert.ok(!isError, text);
  assert.deepEqual(JSON.parse(text), value, 'the text and the structured content differ');
}

async function assertResourcesAndPrompts({ surface }: Subject, client: StdioClient): Promise<void> {
  assert.deepEqual(uris(await client.listResources()), uris(surface.resources));
  const templates = await client.listResourceTemplates();
  assert.deepEqual(
    templates.map((template) => template.uriTemplate),
    surface.resourceTemplates.map((template) => template.uriTemplate),
  );
  for (const { uri } of surface.resources) assert.ok(isRecord(JSON.parse(await client.readResource(uri))), uri);
  await assert.rejects(client.readResource(`bizmcp://${surface.name}/a-resource-that-does-not-exist`), {
    code: -32602,
  });
  for (const { uriTemplate } of surface.resourceTemplates) {
    const uri = await fillIn(client, uriTemplate);
    if (uri !== undefined) assert.ok((await client.readResource(uri)).length > 0, uri);
  }

  const prompts = await client.listPrompts();
  assert.deepEqual(
    prompts.map((prompt) => prompt.name),
    surface.prompts.map((prompt) => prompt.name),
  );
  for (const prompt of surface.prompts) {
    const args: Record<string, string> = {};
    for (const { name, description } of prompt.arguments) {
      const [value] = await client.complete({ type: 'ref/prompt', name: prompt.name }, name, '');
      args[name] = value ?? dayLike(description) ?? '1';
    }
    const text = await client.getPrompt(prompt.name, args);
    assert.ok(text.length > 0, `${prompt.name} says nothing`);
    assertNamed(text, surface, prompt.name);
    if (prompt.arguments.some((argument) => argument.required)) {
      await assert.rejects(client.getPrompt(prompt.name, {}), { code: -32602 });
    }
  }
}

/** A day or a month, where the words for an argument have the form of one. */
function dayLike(words = ''): string | undefined {
  const form = words.match(/YYYY-MM(-DD)?/)?.[0];
  return form?.replace('YYYY', '2026').replace('MM', '11').replace('DD', '30');
}

function uris(resources: readonly { uri: string }[]): string[] {
  return resources.map((resource) => resource.uri);
}

/** The address of a template with the first value that completion offers for each variable. */
async function fillIn(client: StdioClient, uriTemplate: string): Promise<string | undefined> {
  let uri = uriTemplate;
  for (const [whole, name = ''] of uriTemplate.matchAll(/\{(\w+)\}/g)) {
    const [value] = await client.complete({ type: 'ref/resource', uri: uriTemplate }, name, '');
    if (value === undefined) return undefined;
    uri = uri.replace(whole, encodeURIComponent(value));
  }
  return uri;
}

async function assertAsks(subject: Subject, client: StdioClient): Promise<void> {
  const [write] = writesOf(subject);
  if (!write) return;
  const { tool, face } = write;
  const input = firstExample(tool);
  for (const [reply, code] of [
    ['decline', 'approval_declined'],
    ['cancel', 'approval_required'],
  ] as const) {
    client.replyWith(reply);
    const { isError, value } = await client.callTool(tool.name, input);
    assert.ok(isError && isRecord(value.error), `${tool.name} went on after a ${reply}`);
    assert.equal(value.error.code, code);
  }
  client.replyWith('accept');

  const answer = await client.callTool(tool.name, input);

  assertWell(answer);
  assertFits(face, answer.value);
  assert.equal(client.questions.length, 3, 'each call asks once');
  for (const question of client.questions) assert.ok(question.includes(tool.name), question);
}

async function assertTokens(subject: Subject, client: StdioClient): Promise<void> {
  const [write] = writesOf(subject);
  if (!write) return;
  const { tool, face } = write;
  const input = firstExample(tool);
  const { isError, value } = await client.callTool(tool.name, input);
  assert.ok(isError && isRecord(value.error), `${tool.name} did not ask a client that cannot ask`);
  const { code, confirm_token, preview } = value.error;
  assert.equal(code, 'approval_required');
  assert.ok(typeof preview === 'string' && preview.includes(tool.name), 'no preview to show to the user');

  const done = await client.callTool(tool.name, { ...input, confirm_token });

  assertWell(done);
  assertFits(face, done.value);
  const again = await client.callTool(tool.name, { ...input, confirm_token });
  assert.ok(again.isError, 'a confirm_token worked twice');
}
