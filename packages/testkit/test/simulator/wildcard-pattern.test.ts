import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { compileWildcards, type WildcardPart } from '../../src/simulator/index.ts';

/** `%` for any characters, `_` for one. */
function matches(pattern: string, text: string): boolean {
  const parts = [...pattern].map((letter): WildcardPart => {
    if (letter === '%') return { kind: 'any' };
    return letter === '_' ? { kind: 'one' } : { kind: 'text', text: letter };
  });
  return compileWildcards(parts)(text);
}

describe('a pattern with wildcards', () => {
  test.each([
    ['', '', true],
    ['', 'a', false],
    ['%', '', true],
    ['_', '', false],
    ['_', '🙂', true],
    ['a%', 'abc', true],
    ['%c', 'abcabc', true],
    ['%ab%b', 'aabab', true],
    ['%ab_', 'abxabc', true],
    ['a%b%c', 'a-c-b', false],
    ['a.c', 'abc', false],
    ['a%', 'a\nb', true],
  ])('%j fits %j: %s', (pattern, text, expected) => {
    assert.equal(matches(pattern, text), expected);
  });

  test('comes to an end, however many wildcards it has', () => {
    // Going back and forth, this would not end.
    assert.equal(matches(`${'%'.repeat(30)}${'%a'.repeat(30)}q`, 'a'.repeat(5000)), false);
  });
});
