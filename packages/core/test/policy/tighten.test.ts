import { expect, test } from 'vitest';
import { dataClasses } from '../../src/define/data-class.ts';
import { effects } from '../../src/define/effect.ts';
import { authorize, type ScopedAction } from '../../src/policy/authorize.ts';
import { budgetsOf } from '../../src/policy/budget.ts';
import { buildPolicy } from '../../src/policy/build-policy.ts';
import { defaultPolicy, isCleared, type Policy } from '../../src/policy/policy.ts';
import { PolicyFile } from '../../src/policy/policy-schema.ts';
import { tighten } from '../../src/policy/tighten.ts';
import { createRandom } from '../serve/fixtures/random.ts';

type Random = ReturnType<typeof createRandom>;

const roleNames = ['red', 'green', 'blue'];
const toolNames = ['list_notes', 'create_note', 'delete_note', 'health_check'];
const patterns = ['*', 'hello.*', '*.create_*', 'hello.list_notes', 'hubspot.*', '*.delete_note'];
const approvalRank = ['none', 'ask', 'out_of_band'];
/** In full with BIZMCP_NIGHTLY=1. */
const rounds = process.env.BIZMCP_NIGHTLY === '1' ? 50_000 : 4_000;
const now = Date.UTC(2026, 10, 20, 10);

/** A policy with a bit of everything, as a file could have it. */
function randomPolicy(random: Random): Policy {
  const some = <Item>(items: readonly Item[]) => items.filter(() => random.below(2) === 0);
  const few = <Item>(items: readonly Item[]) => [random.pick(items), ...items.filter(() => random.below(4) === 0)];
  const maybe = <Value>(value: Value) => (random.below(3) === 0 ? value : undefined);
  const lists = () => ({ allow: maybe(few(patterns)), deny: maybe(some(patterns.slice(2))) });
  const subject = (id: string) => ({ id, roles: maybe(few(roleNames)), tools: few(patterns) });
  const role = () => ({
    scopes: few(['*', '*:read', 'notes:read', 'notes:write']),
    clearance: random.pick(dataClasses),
    classes: maybe({ [random.pick(dataClasses)]: random.pick(['mask', 'deny']) }),
    tools: maybe(lists()),
  });
  const hours = (id: string) => ({
    ...subject(id),
    from: random.pick(['08:00', '11:00', '22:00']),
    to: random.pick(['09:00', '18:00', '06:00']),
    timezone: 'UTC',
  });
  const file = PolicyFile.parse({
    version: 1,
    roles: Object.fromEntries(roleNames.map((name) => [name, role()])),
    tools: maybe(lists()),
    contexts: maybe({ acme: { systems: { hello: some(['read', 'write']) } } }),
    default_context: undefined,
    arguments: maybe([{ ...subject('amount'), path: 'amount', max: 5, missing: random.pick(['allow', 'deny']) }]),
    budgets: maybe([{ ...subject('few'), calls: 5, per: 'day' }]),
    times: maybe([hours('one'), hours('two')]),
    approvals: maybe([
      { id: 'free', roles: few(roleNames), tools: ['hello.create_note'], mode: 'never' },
      { ...subject('other'), mode: random.pick(['always', 'out_of_band']) },
    ]),
    taint: maybe({ after_untrusted_read: random.pick(['ask', 'out_of_band', 'deny']) }),
  });
  const { policy, problems } = buildPolicy(file);
  expect(problems).toEqual([]);
  return policy;
}

function randomCall(random: Random) {
  const name = random.pick(toolNames);
  const effect = name.startsWith('create') ? 'create' : name.startsWith('delete') ? 'delete' : random.pick(effects);
  const action: ScopedAction = {
    name,
    effect,
    data: random.pick(dataClasses),
    scopes: random.pick([[], ['notes:read'], ['notes:write']]),
  };
  const context = {
    now: now + random.below(24) * 3_600_000,
    isTainted: random.below(2) === 0,
    ...(random.below(4) > 0 && { server: 'hello' }),
    ...(random.below(2) === 0 && { tenant: random.pick(['acme', 'globex']) }),
    ...(random.below(3) > 0 && { input: random.pick([{}, { amount: 4 }, { amount: 6 }, { amount: '6' }]) }),
  };
  return { role: random.pick([...roleNames, 'ghost']), action, context };
}

test('tightening never allows more, asks less, shows more or counts less', { timeout: 180_000 }, () => {
  const random = createRandom(20_261_121);
  const seen = { kept: 0, taken: 0, denied: 0 };

  for (let count = 0; count < rounds; count += 1) {
    const before = randomPolicy(random);
    const after = tighten(before, {
      readOnly: random.below(4) === 0,
      ...(random.below(2) === 0 && { role: random.pick([...roleNames, 'ghost']) }),
      ...(random.below(3) === 0 && { tools: toolNames.filter(() => random.below(2) === 0) }),
    });
    const { role, action, context } = randomCall(random);
    const first = authorize(before, role, action, context);
    const second = authorize(after, role, action, context);

    const isMore = second.allowed && !first.allowed;
    const isLess = approvalRank.indexOf(second.approval ?? '') < approvalRank.indexOf(first.approval ?? '');
    if (isMore || (second.allowed && isLess))
      expect.fail(JSON.stringify({ count, before, after, role, action, context, first, second }));
    for (const data of dataClasses) expect(isCleared(after, role, data) && !isCleared(before, role, data)).toBe(false);
    const budgets = budgetsOf(before, { name: 'sam', role }, action, context);
    expect(budgetsOf(after, { name: 'sam', role }, action, context)).toEqual(expect.arrayContaining(budgets));
    seen[second.allowed ? 'kept' : first.allowed ? 'taken' : 'denied'] += 1;
  }

  expect(Math.min(seen.kept, seen.taken, seen.denied)).toBeGreaterThan(rounds / 50);
});

test('what is taken away stays away when it is tightened again', () => {
  const policy = randomPolicy(createRandom(7));
  const twice = tighten(tighten(policy, { readOnly: true, tools: ['list_notes'], role: 'red' }), {
    readOnly: false,
    tools: ['list_notes', 'create_note'],
    role: 'blue',
  });

  expect(twice).toMatchObject({ readOnly: true, tools: ['list_notes'], within: ['red', 'blue'] });
});

test('a role within another sees only what both may see and does only what both may do', () => {
  const policy = tighten(defaultPolicy, { role: 'viewer' });
  const action: ScopedAction = { name: 'create_note', effect: 'create', data: 'internal', scopes: ['notes:write'] };

  expect(dataClasses.filter((data) => isCleared(policy, 'system_admin', data))).toEqual(['public', 'internal']);
  expect(isCleared(defaultPolicy, 'system_admin', 'restricted')).toBe(false);
  expect(authorize(policy, 'system_admin', action).reason).toBe('scope_missing');
  expect(authorize(tighten(defaultPolicy, { role: 'ghost' }), 'system_admin', { ...action, scopes: [] }).reason).toBe(
    'unknown_role',
  );
});
