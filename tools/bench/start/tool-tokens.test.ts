import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serverFolders } from '../../docs/servers.ts';
import { tokensOf, toolTokensOf } from './tool-tokens.ts';

describe('the tokens of a tool', () => {
  test('count what a model is shown, and nothing else of it', () => {
    const shown = { name: 'list_notes', description: 'Lists notes', inputSchema: { type: 'object' } };

    const bare = toolTokensOf(shown);
    const adorned = toolTokensOf({ ...shown, title: 'Notes', annotations: { readOnlyHint: true }, outputSchema: {} });

    expect(bare).toEqual({ name: 'list_notes', tokens: Math.ceil(JSON.stringify(shown).length / 4) });
    expect(adorned).toEqual(bare);
  });

  test('are those that the surface of each server tells', () => {
    const tools = serverFolders().flatMap(
      ({ folder }) => JSON.parse(readFileSync(join(folder, 'surface.json'), 'utf8')).tools,
    );

    expect(tools.map(toolTokensOf)).toEqual(tools.map(({ name, tokens }) => ({ name, tokens })));
    expect(tools.length).toBeGreaterThan(20);
  });

  test('of a text are four characters each, the last not full', () => {
    expect([tokensOf(''), tokensOf('abcd'), tokensOf('abcde')]).toEqual([0, 1, 2]);
  });
});
