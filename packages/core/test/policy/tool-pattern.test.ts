import { expect, test } from 'vitest';
import { matchesTool } from '../../src/policy/tool-pattern.ts';

test.each([
  ['hubspot.list_deals', 'hubspot.list_deals', true],
  ['hubspot.list_deals', 'hubspot.list_deal', false],
  ['hubspot.list_deal', 'hubspot.list_deals', false],
  ['hubspot.list_*', 'hubspot.list_', true],
  ['*.*_deal*', 'hubspot.create_deal_note', true],
  ['*.*_note', 'hubspot.list_notes_of_note', true],
  ['*.*_note', 'hubspot.list__note', true],
  ['*.*_note', 'hubspot.list_notes', false],
  ['hub*.list_deals', 'salesforce.list_deals', false],
  ['hub*.list_deals', 'github.list_deals', false],
])('%s on %s: %s', (pattern, name, isMatch) => {
  const [server = '', tool = ''] = name.split('.');

  expect(matchesTool(pattern, { server, tool, ifUnknown: false })).toBe(isMatch);
});

test('a pattern for every server needs to know none', () => {
  expect(matchesTool('*.list_deals', { server: undefined, tool: 'list_deals', ifUnknown: false })).toBe(true);
  expect(matchesTool('hubspot.list_deals', { server: undefined, tool: 'list_deals', ifUnknown: false })).toBe(false);
});
