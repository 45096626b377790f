import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import type { Runner } from './runner.ts';
import { newServer } from './server.ts';
import { newTool } from './tool.ts';

const root = join(import.meta.dirname, '..', '..');

describe('nothing is begun under', () => {
  const run: Runner = () => assert.fail('it has begun');

  test.each([
    ['../acme', /is no name for a server/],
    ['größe', /is no name for a server/],
    ['3cx', /use kebab-case that begins with a letter/],
    ['hello', /servers\/hello exists already/],
    ['hello-world', /contains the template's own name/],
    ['core', /core is a package or an example of the workspace/],
    ['restaurant', /restaurant is a package or an example/],
    ['class', /class is a word of JavaScript/],
    ['promise', /promise is a word of JavaScript/],
    ['constructor', /constructor is a word of JavaScript/],
    ['notebook', /would be notebook in the code, which the template uses/],
  ])('the name %s of a server', (name, message) => {
    assert.throws(() => newServer(root, name, run), { name: 'Error', message });
  });

  test.each([
    ['hello', 'list_things', 'write', /"write" is no effect: say --effect read, create/],
    ['nobody', 'list_things', 'read', /There is no server "nobody"/],
    ['hello', 'listThings', 'read', /listThings is not snake_case/],
    ['hello', 'list', 'read', /list has a verb and no noun. Use verb_noun, such as list_invoices/],
    ['hello', 'frobnicate_notes', 'read', /does not begin with a verb of the list: list get /],
    ['hello', 'list_drafts', 'delete', /has the effect delete; its verb says read. Take that effect, or another verb/],
    ['hello', 'list_notes', 'read', /hello has a tool list_notes already/],
    ['hello', 'health_check', 'read', /hello has a tool health_check already/],
  ])('%s %s --effect %s', (server, name, effect, message) => {
    assert.throws(() => newTool(root, server, name, effect, run), { name: 'Error', message });
  });
});
