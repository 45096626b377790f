import assert from 'node:assert/strict';
import { isWrite, type SurfaceTool } from '@bizmcp/core';
import type { Check, Suite } from './check.ts';
import { throughJson } from './json.ts';
import { committedSurface, type ServerTool, type Subject, toolsOf } from './subject.ts';

const mostInstructions = 2000;
const mostDescription = 600;
const secretName = /(?:TOKEN|SECRET|PASSWORD|PASSPHRASE|(?:PRIVATE|SECRET|ACCESS|API)_KEY)$/;
const scopePattern = /^[a-z][a-z0-9_-]*:(read|write)$/;

/** What a client and a reviewer see of a server without running it. */
export function surfaceSuite(subject: Subject): Suite {
  const ofTools = toolsOf(subject).flatMap(({ tool, face }) => toolChecks(tool, face));
  return {
    title: 'surface',
    checks: [...wholeChecks(subject), ...partChecks(subject), resourceCheck(subject), ...ofTools],
  };
}

function wholeChecks(subject: Subject): Check[] {
  const { surface } = subject;
  return [
    {
      title: 'the committed surface.json is what the code says',
      async run() {
        const committed = committedSurface(subject);
        assert.ok(committed !== undefined, `${subject.folder} has no surface.json: run \`pnpm generate\``);
        const message = 'surface.json is not what the code says: run `pnpm generate` and review the change';
        assert.deepEqual(committed, throughJson(surface), message);
      },
    },
    {
      title: `tools/list costs a model at most ${surface.tokenBudget} tokens`,
      async run() {
        const tokens = surface.tools.map(({ name, description, inputSchema }) =>
          Math.ceil(JSON.stringify({ name, description, inputSchema }).length / 4),
        );
        const sum = tokens.reduce((total, count) => total + count, 0);
        assert.equal(surface.tokens, sum, 'the surface tells another number of tokens than its tools have');
        assert.ok(
          sum <= surface.tokenBudget,
          `${sum} tokens, more than the tokenBudget: raise it for a tool that is worth it, or shorten ${longest(surface.tools)}`,
        );
      },
    },
  ];
}

function partChecks({ surface }: Subject): Check[] {
  return [
    {
      title: 'every part has a title and a text that a model can act on',
      async run() {
        assert.ok(surface.instructions.length <= mostInstructions, `${surface.instructions.length} characters`);
        for (const part of [...surface.tools, ...surface.resources, ...surface.resourceTemplates, ...surface.prompts]) {
          assert.ok(part.title.trim() !== '', `${part.name} has no title`);
          assert.ok(part.description.trim() !== '', `${part.name} has no description`);
          assert.ok(part.description.length <= mostDescription, `${part.name}: ${part.description.length} characters`);
        }
        for (const { name, arguments: args } of surface.prompts) {
          for (const argument of args) assert.ok(argument.description, `${name}.${argument.name} has no description`);
        }
      },
    },
    {
      title: 'every setting is described, and every way to get credentials names settings that exist',
      async run() {
        const names = surface.settings.map((setting) => setting.name);
        for (const { name, description, secret } of surface.settings) {
          assert.ok(description, `${name} has no description`);
          assert.ok(secret || !secretName.test(name), `${name} is named as a secret and not marked as one`);
        }
        for (const option of surface.credentials) {
          assert.ok(option.how.trim() !== '', `${option.title} does not say how to get it`);
          for (const name of option.settings) assert.ok(names.includes(name), `${option.title}: ${name} is no setting`);
        }
      },
    },
  ];
}

function resourceCheck({ server }: Subject): Check {
  return {
    title: 'every resource asks for a scope to read it',
    async run() {
      for (const { name, scopes } of server.resources ?? [])
        assert.ok(
          scopes.some((scope) => scope.endsWith(':read')),
          `${name} can be read by everybody`,
        );
    },
  };
}

function toolChecks(tool: ServerTool, face: SurfaceTool): Check[] {
  return [
    {
      title: `${tool.name} has annotations that follow from its effect`,
      async run() {
        assert.deepEqual(face.annotations, annotationsFor(tool));
        assert.equal(face.effect, tool.effect);
        assert.equal(face.class, tool.data);
      },
    },
    {
      title: `${tool.name} asks for scopes that fit its effect`,
      async run() {
        for (const scope of tool.scopes) assert.match(scope, scopePattern);
        const needed = isWrite(tool.effect) ? ':write' : ':read';
        assert.ok(
          tool.scopes.some((scope) => scope.endsWith(needed)),
          `${tool.name} is a ${tool.effect} and asks for no scope that ends in ${needed}`,
        );
      },
    },
    {
      title: `${tool.name} has examples that its own schema accepts`,
      async run() {
        assert.ok(tool.examples.length > 0, `${tool.name} has no example`);
        for (const { title, input } of tool.examples) {
          const parsed = tool.input.strict().safeParse(input);
          assert.ok(parsed.success, `the example "${title}" is refused: ${parsed.error?.message}`);
        }
      },
    },
  ];
}

/** The hints of the MCP specification, written down a second time on purpose: core derives them too. */
function annotationsFor(tool: { title: string; effect: string; idempotent?: boolean }) {
  const idempotent = { read: true, update: true, delete: true, create: false, send: false }[tool.effect];
  return {
    title: tool.title,
    readOnlyHint: tool.effect === 'read',
    destructiveHint: tool.effect === 'update' || tool.effect === 'delete',
    idempotentHint: tool.idempotent ?? idempotent,
    openWorldHint: true,
  };
}

function longest(tools: readonly { name: string; tokens: number }[]): string {
  const largestFirst = [...tools].sort((left, right) => right.tokens - left.tokens);
  return largestFirst
    .slice(0, 4)
    .map(({ name, tokens }) => `${name} (${tokens})`)
    .join(', ');
}
