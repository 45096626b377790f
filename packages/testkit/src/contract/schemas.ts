import assert from 'node:assert/strict';
import { isWrite, type JsonSchema, type SurfaceTool } from '@bizmcp/core';
import * as z from 'zod';
import type { Check, Suite } from './check.ts';
import { rootFields, schemaNodes, valueSchemas } from './schema-field.ts';
import { type ServerTool, type Subject, toolsOf } from './subject.ts';

/** Last names of fields that are about a person. */
const personalName =
  /(?:^|[._])(?:(?:e?mail|phone|telephone|mobile)s?(?:_address(?:es)?|_numbers?)?|ibans?|ssn|birthday|birth_date|date_of_birth|street)$/;

/** As a client is shown the cursor of a handler. */
const cursorOfCore = 'p~AbCd-_12~0~next';

/** The schemas of the tools: described for a model, portable between clients. */
export function schemasSuite(subject: Subject): Suite {
  const checks = toolsOf(subject).flatMap(({ tool, face }) => [
    ...inputChecks(tool, face),
    ...outputChecks(tool, face),
  ]);
  return { title: 'schemas', checks };
}

function inputChecks(tool: ServerTool, face: SurfaceTool): Check[] {
  return [
    {
      title: `${tool.name} describes every field at every depth`,
      async run() {
        assertDescribed('input', face.inputSchema);
        assertDescribed('output', face.outputSchema);
      },
    },
    {
      title: `${tool.name} takes no text and no page without end`,
      async run() {
        for (const [name, field] of rootFields(z.toJSONSchema(tool.input, { io: 'input', unrepresentable: 'any' }))) {
          for (const value of valueSchemas(field)) {
            const isBounded = ['maxLength', 'pattern', 'format', 'enum', 'const'].some((word) => word in value);
            assert.ok(!takesText(value) || isBounded, `${name} is a text without a longest: give it .max()`);
          }
          assert.ok(name !== 'limit' || (field.type === 'integer' && isHeld(field.maximum)), `${name} has no maximum`);
        }
      },
    },
    {
      title: `${tool.name} has an input schema that every client understands`,
      async run() {
        assertPortable(face.inputSchema);
        const names = Object.keys(tool.input.shape);
        const confirmation = isWrite(tool.effect) ? ['confirm_token'] : [];
        const listed = rootFields(face.inputSchema).map(([name]) => name);
        assert.deepEqual(listed, [...names, ...confirmation], 'confirm_token belongs to writes, and to them alone');
      },
    },
  ];
}

function outputChecks(tool: ServerTool, face: SurfaceTool): Check[] {
  return [
    {
      title: `${tool.name} gives each personal field its class`,
      async run() {
        for (const { path, schema, isField } of schemaNodes(z.toJSONSchema(tool.output, { unrepresentable: 'any' }))) {
          if (!isField || !personalName.test(path)) continue;
          const values = [...valueSchemas(schema)];
          const isShown = values.some(takesText) && !values.some((value) => 'class' in value);
          assert.ok(!isShown, `${path} is shown to everybody: give it .meta({ class, pii })`);
        }
      },
    },
    {
      title: `${tool.name} has an output schema that every client understands`,
      async run() {
        assert.equal(face.outputSchema.type, 'object');
        assertPlain(face.outputSchema);
      },
    },
    {
      title: `${tool.name} pages by cursor in both directions or not at all`,
      async run() {
        const takesCursor = 'cursor' in tool.input.shape;
        assert.equal('next_cursor' in tool.output.shape, takesCursor, 'cursor and next_cursor go together');
        const isCut = /^list_/.test(tool.name) && 'limit' in tool.input.shape;
        assert.ok(takesCursor || !isCut, `${tool.name} ends at its limit, and nobody gets at the rest: take Cursor`);
        if (!takesCursor) return;
        const isTaken = tool.input.shape.cursor?.safeParse(cursorOfCore).success;
        assert.ok(isTaken, 'cursor comes wrapped by core, which this schema refuses: take Cursor of @bizmcp/core');
        const arrays = rootFields(face.outputSchema).filter(([, field]) => field.type === 'array');
        assert.equal(
          arrays.length,
          1,
          `one list is paged, and the output has ${arrays.map(([name]) => name).join(', ')}`,
        );
      },
    },
  ];
}

/** What may be null has its types in an array. */
function takesText({ type }: JsonSchema): boolean {
  return [type].flat().includes('string');
}

/** Zod writes the largest safe integer for an integer without a maximum. */
function isHeld(maximum: unknown): boolean {
  return typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER;
}

function assertDescribed(side: string, schema: JsonSchema): void {
  const silent = [...schemaNodes(schema)].filter((node) => node.isField && !hasDescription(node.schema));
  const paths = silent.map((node) => node.path).join(', ');
  assert.equal(silent.length, 0, `no description for the model on ${side} field ${paths}`);
}

function hasDescription({ description }: JsonSchema): boolean {
  return typeof description === 'string' && description.trim() !== '';
}

/** Some clients flatten or refuse alternatives at the root, types in an array, and schemas that say nothing. */
function assertPortable(schema: JsonSchema): void {
  assert.equal(schema.type, 'object', 'the root is an object');
  assert.equal(schema.additionalProperties, false, 'unknown fields are refused');
  for (const word of ['anyOf', 'oneOf', 'allOf', '$ref']) assert.ok(!(word in schema), `${word} at the root`);
  assertPlain(schema);
  for (const { path, schema: node } of schemaNodes(schema)) {
    const isStrict = node.additionalProperties !== undefined || node.properties === undefined;
    assert.ok(isStrict, `${path} drops unknown fields without a word: use z.strictObject`);
    const saysNothing = Object.keys(node).every((word) => ['description', 'title', 'default'].includes(word));
    assert.ok(!saysNothing || path.endsWith('*'), `${path} accepts anything`);
  }
}

/** What every schema keeps to, of input and output alike. */
function assertPlain(schema: JsonSchema): void {
  for (const { path, schema: node } of schemaNodes(schema)) {
    assert.ok(!Array.isArray(node.type), `${path} has several types in an array`);
    assert.ok(!('$ref' in node), `${path} is a reference, which not every client follows`);
  }
}
