import assert from 'node:assert/strict';
import type { Surface } from '@bizmcp/core';
import type { Check, Suite } from './check.ts';
import { schemaNodes } from './schema-field.ts';
import type { Subject } from './subject.ts';
import { namePattern, nameProblem, promiseProblem } from './tool-name.ts';

/** The names under which a model and a person find things. */
export function toolNamesSuite({ surface }: Subject): Suite {
  const names = new Set(surface.tools.map((tool) => tool.name));
  const checks: Check[] = [
    ...[...names].map((name) => ({
      title: `${name} is named verb_noun`,
      run: async () => assertNone(nameProblem(name)),
    })),
    ...promiseChecks(surface),
    {
      title: 'each name of a tool is used once',
      run: async () => assertOnce(surface.tools.map((tool) => tool.name)),
    },
    {
      title: 'resources, prompts and settings are named as their kind is, each name once',
      async run() {
        const resources = [...surface.resources, ...surface.resourceTemplates].map((resource) => resource.name);
        for (const name of resources) assert.match(name, /^[a-z][a-z0-9-]*$/, `${name} is not kebab-case`);
        for (const { name } of surface.prompts)
          assert.match(name, /^[a-z][a-z0-9_]{2,49}$/, `${name} is not snake_case`);
        for (const { name } of surface.settings) assert.match(name, /^[A-Z][A-Z0-9_]*$/, `${name} is no variable name`);
        assertOnce(resources);
        assertOnce(surface.prompts.map((prompt) => prompt.name));
      },
    },
    {
      title: 'resources have addresses of this server',
      async run() {
        const uris = [
          ...surface.resources.map((resource) => resource.uri),
          ...surface.resourceTemplates.map((template) => template.uriTemplate),
        ];
        for (const uri of uris) assert.ok(isOwnAddress(uri, surface.name), uri);
        assertOnce(uris);
        assert.ok(uris.includes(`bizmcp://${surface.name}/capabilities`), 'the capabilities resource is missing');
      },
    },
  ];
  return { title: 'names', checks };
}

/** What names and texts promise of the tools. */
function promiseChecks(surface: Surface): Check[] {
  return [
    {
      title: 'each tool does what its verb says',
      async run() {
        for (const { name, effect } of surface.tools) assertNone(promiseProblem(name, effect));
      },
    },
    {
      title: 'texts for the model name only tools that there are',
      async run() {
        assertNamed(surface.instructions, surface);
        for (const { name, description, inputSchema, outputSchema } of surface.tools)
          assertNamed(JSON.stringify([description, inputSchema, outputSchema]), surface, name);
      },
    },
  ];
}

/** Fails when a text names a tool of these verbs that the server does not have. What is a field's name is none. */
export function assertNamed(text: string, { tools }: Surface, where = 'the server'): void {
  const known = new Set(
    tools.flatMap(({ name, inputSchema, outputSchema }) => [
      name,
      ...[...schemaNodes(inputSchema), ...schemaNodes(outputSchema)].map(({ path }) => path.replace(/.*\./, '')),
    ]),
  );
  const [unknown] = (text.match(namePattern) ?? []).filter((name) => !known.has(name));
  assert.ok(unknown === undefined, `${where} tells of ${unknown}, and there is no such tool`);
}

/** Under the common scheme, or under that of the server for what belongs to its system alone. */
function isOwnAddress(uri: string, server: string): boolean {
  return uri.startsWith(`bizmcp://${server}/`) || uri.startsWith(`${server}://`);
}

function assertNone(problem: string | undefined): void {
  assert.ok(problem === undefined, problem);
}

function assertOnce(names: readonly string[]): void {
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  assert.deepEqual(twice, [], 'used twice');
}
