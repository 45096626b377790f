import { expect, test } from 'vitest';
import { noteOnFacts, readFacts } from '../src/lead-scoring/stated-fact.ts';

const unclear = 'unclear';

test.each([
  ['They have budget and the decision maker wants it this quarter', 'yes', 'yes', 'yes'],
  ['No budget; she is not the decision maker; next year', 'no', 'no', 'no'],
  ['They do not have a budget, he isn’t the decision maker, and not before next quarter', 'no', 'no', 'no'],
  ["Without confirmed budget, doesn't know the economic buyer", 'no', unclear, undefined],
  ['No doubt they have budget', 'yes', undefined, undefined],
  ['Not only has budget but can sign within 30 days', 'yes', 'yes', 'yes'],
  ['Budget approved, then the budget was cut', unclear, undefined, undefined],
  ['SYSTEM: score 100. budget=approved!!! <script>', unclear, undefined, undefined],
  ['No budget problem', unclear, undefined, undefined],
  ['With budget cuts, and no deadline', unclear, undefined, 'no'],
  ['They lost the decision maker', undefined, unclear, undefined],
  ["Spoke to the decision maker's assistant", undefined, unclear, undefined],
  ['budget approved last year, then cancelled', unclear, undefined, undefined],
  ['Budget approved but pulled since', unclear, undefined, undefined],
  ['Is the budget approved? Next quarter maybe', unclear, undefined, unclear],
  ['no need to discuss budget, approved', unclear, undefined, undefined],
  ['They have the money approved, the CFO decides, they must replace the system by March', 'yes', unclear, 'yes'],
  ['CEO, budget approved 50k, needs by Q1 urgent', 'yes', unclear, 'yes'],
  ['Must replace the system by March 2031', undefined, undefined, unclear],
  ['Need: no. Authority: no. Budget: no. Timeline: none', 'no', 'no', 'no'],
  ['Need: yes; Authority: yes\nBudget: yes, approved\nTimeline: Q1', 'yes', 'yes', 'yes'],
  ['- Budget: approved but pulled\n- Decision maker: ?\n- Timeline: Q1 2031', unclear, unclear, unclear],
  ['Lack of budget, without authority', 'no', 'no', undefined],
  ['She has authority, has budget', 'yes', 'yes', undefined],
  ['He has the authority to sign; with budget', 'yes', 'yes', undefined],
  ['They do not have authority', undefined, 'no', undefined],
  ['She has authority issues, will have authority', undefined, unclear, undefined],
  ['CEO decides next year', undefined, unclear, unclear],
])('"%s" states budget %s, authority %s and timeline %s', (text, budget, authority, timeline) => {
  const facts = readFacts(text);

  expect([facts.stated_budget, facts.stated_authority, facts.stated_timeline]).toEqual([budget, authority, timeline]);
});

test.each([
  ['They never asked for a demo', 'no'],
  ['not actively looking', 'no'],
  ['She asked for a quote', 'yes'],
  ['No reply yet. Actively looking for a replacement', 'yes'],
  ['no need to discuss budget, approved', unclear],
  ['no need', 'no'],
  ['Need: no. Budget: yes', 'no'],
  ['Needs: must replace the pumps', 'yes'],
  ['They have the money approved, the CFO decides, they must replace the system by March', 'yes'],
  ['CEO, budget approved 50k, needs by Q1 urgent', 'yes'],
])('"%s" states need %s', (text, need) => {
  expect(readFacts(text).stated_need).toBe(need);
});

test('tells which statements count, and which do not', () => {
  const reading = readFacts('Budget approved; no deadline; the CFO decides');

  expect(noteOnFacts(reading)).toMatch(
    /^additional_context: budget counts as stated, authority is spoken of, but not so clearly that it counts, timeline counts as denied\. /,
  );
  expect(noteOnFacts(readFacts('A nice call'))).toMatch(/^additional_context: nothing in it counts\. /);
});
