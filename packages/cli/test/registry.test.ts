import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import * as z from 'zod';

const servers = join(import.meta.dirname, '..', '..', '..', 'servers');
const exact = z
  .string()
  .min(1)
  .max(255)
  .regex(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);

/**
 * What the registry's schema of 2025-12-11 and its rules for publishing ask of the parts that we write, strictly: it lets unknown members
 * pass, which would be our slips of the pen. https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json
 */
const ServerJson = z.strictObject({
  $schema: z.literal('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'),
  name: z
    .string()
    .min(3)
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version: exact,
  repository: z.strictObject({ url: z.url(), source: z.literal('github'), subfolder: z.string() }),
  packages: z
    .array(
      z.strictObject({
        registryType: z.literal('npm'),
        identifier: z.string(),
        version: exact,
        runtimeHint: z.literal('npx'),
        transport: z.strictObject({ type: z.literal('stdio') }),
        environmentVariables: z.array(
          z.strictObject({
            name: z.string().regex(/^[A-Z][A-Z0-9_]+$/),
            description: z.string().min(1),
            format: z.enum(['string', 'number', 'boolean', 'filepath']),
            isRequired: z.boolean(),
            isSecret: z.boolean(),
            default: z.string().optional(),
            choices: z.array(z.string()).min(1).optional(),
          }),
        ),
      }),
    )
    .length(1),
});
const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  mcpName: z.string(),
  private: z.boolean().optional(),
});
const Surface = z.object({ settings: z.array(z.object({ name: z.string(), secret: z.boolean() })) });

function read<Shape extends z.ZodType>(shape: Shape, server: string, file: string): z.output<Shape> {
  return shape.parse(JSON.parse(readFileSync(join(servers, server, file), 'utf8')));
}

const published = readdirSync(servers).filter(
  (name) => existsSync(join(servers, name, 'surface.json')) && !read(Manifest, name, 'package.json').private,
);

describe.each(published)('the registry entry of %s', (name) => {
  const [entry, manifest] = [read(ServerJson, name, 'server.json'), read(Manifest, name, 'package.json')];

  test('is that of its package', () => {
    assert.equal(entry.name, manifest.mcpName);
    assert.equal(entry.version, manifest.version);
    assert.equal(entry.packages[0]?.identifier, manifest.name);
    assert.equal(entry.packages[0]?.version, manifest.version);
    assert.equal(entry.repository.subfolder, `servers/${name}`);
  });

  test('names every setting, each secret as one, and gives no secret a value', () => {
    const variables = entry.packages[0]?.environmentVariables ?? [];
    const { settings } = read(Surface, name, 'surface.json');

    for (const setting of settings) {
      const variable = variables.find((one) => one.name === setting.name);
      assert.equal(variable?.isSecret, setting.secret, setting.name);
      assert.ok(variable.default === undefined || !setting.secret, setting.name);
    }
    assert.equal(variables.length, settings.length + 1);
  });
});
