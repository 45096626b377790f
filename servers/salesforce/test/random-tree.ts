import type { Condition, Operand, OrderItem, PatternPart, Query, SelectItem, Value } from '@bizmcp/soql';
import { createRandom, type Random } from '@bizmcp/testkit/simulator';

const signs = [
  "'",
  '\\',
  '%',
  '_',
  '"',
  '\n',
  '\t',
  '\u0000',
  '\u001f',
  ' OR ',
  ')',
  '(',
  ';',
  '--',
  '/*',
  'é',
  '😀',
  'a',
  'Zz',
  '{',
  ':',
  '\u2028',
] as const;
const names = ['Id', 'Name', 'Limit__c', 'Order', 'a1', 'From__c', 'x_Y'] as const;
const units = ['DAYS', 'WEEKS', 'MONTHS', 'QUARTERS', 'YEARS', 'FISCAL_YEARS'] as const;

const createLeafSource = (random: Random) => {
  const list = <Item>(least: number, most: number, make: () => Item): Item[] =>
    Array.from({ length: random.integer(least, most) }, make);
  const text = (): string => list(0, 8, () => random.pick(signs)).join('');
  const value = (): Value =>
    random.pick([
      (): Value => ({ kind: 'string', value: text() }),
      (): Value => ({ kind: 'string', value: text() }),
      (): Value => ({ kind: 'number', text: String(random.integer(-5_000, 5_000) / 4) }),
      (): Value => ({ kind: 'boolean', value: random.chance(0.5) }),
      (): Value => ({ kind: 'null' }),
      (): Value => ({ kind: 'date', text: '2024-02-29' }),
      (): Value => ({ kind: 'datetime', text: random.pick(['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.678+05:30']) }),
      (): Value => ({ kind: 'currency', code: 'EUR', amount: random.pick(['5', '10.25']) }),
      (): Value => ({ kind: 'relative-date', name: 'LAST_WEEK', count: undefined }),
      (): Value => ({ kind: 'relative-date', name: `LAST_N_${random.pick(units)}`, count: random.integer(0, 99) }),
    ])();
  const field = (): Operand => ({ kind: 'field', path: list(1, 3, () => random.pick(names)) });
  const part = (): PatternPart =>
    random.pick([
      (): PatternPart => ({ kind: 'any' }),
      (): PatternPart => ({ kind: 'one' }),
      (): PatternPart => ({ kind: 'text', text: `${text()}x` }),
    ])();
  return {
    list,
    value,
    field,
    operand: (): Operand =>
      random.chance(0.8)
        ? field()
        : { kind: 'call', name: random.pick(['COUNT', 'MAX', 'CALENDAR_YEAR', 'TOLABEL']), arguments: [field()] },
    /** Texts side by side would be read as one. */
    pattern: (): PatternPart[] =>
      list(0, 4, part).filter((current, index, all) => current.kind !== 'text' || all[index - 1]?.kind !== 'text'),
  };
};

type LeafSource = ReturnType<typeof createLeafSource>;

const createConditionSource = (random: Random, leaves: LeafSource, query: (depth: number) => Query) => {
  const { field, list, operand, pattern, value } = leaves;
  const comparison = (): Condition => ({
    kind: 'comparison',
    operand: operand(),
    operator: random.pick(['=', '!=', '<', '<=', '>', '>=']),
    value: value(),
  });
  const leaf = (depth: number): Condition =>
    random.pick([
      comparison,
      (): Condition => ({ kind: 'like', operand: field(), pattern: pattern() }),
      (): Condition => ({
        kind: 'membership',
        operand: field(),
        operator: random.pick(['IN', 'NOT IN', 'INCLUDES', 'EXCLUDES']),
        values: list(1, 3, value),
      }),
      (): Condition =>
        depth < 1
          ? comparison()
          : { kind: 'semi-join', operand: field(), operator: random.pick(['IN', 'NOT IN']), query: query(depth - 1) },
    ])();
  const condition = (depth: number): Condition => {
    if (depth === 0 || random.chance(0.3)) return leaf(depth);
    if (random.chance(0.25)) return { kind: 'not', condition: condition(depth - 1) };
    return { kind: random.chance(0.5) ? 'and' : 'or', conditions: list(2, 3, () => condition(depth - 1)) };
  };
  return condition;
};

/** Draws trees of queries: every kind of node, and text that is meant to break out of its quotes. */
export const createTreeSource = (seed: number) => {
  const random = createRandom(seed);
  const leaves = createLeafSource(random);
  const { field, list, operand } = leaves;
  const maybe = <Item>(make: () => Item): Item | undefined => (random.chance(0.4) ? make() : undefined);
  const item = (depth: number): SelectItem => {
    if (depth > 0 && random.chance(0.15)) return { kind: 'subquery', query: query(depth - 1) };
    if (random.chance(0.1)) return { kind: 'field-set', set: random.pick(['ALL', 'STANDARD', 'CUSTOM']) };
    return { kind: 'operand', operand: operand(), alias: random.chance(0.2) ? 'total' : undefined };
  };
  const order = (): OrderItem => ({
    operand: operand(),
    direction: random.pick(['ASC', 'DESC']),
    nulls: maybe(() => random.pick(['FIRST', 'LAST'])),
  });
  const query = (depth: number): Query => ({
    select: list(1, 3, () => item(depth)),
    from: random.pick(['Account', 'Order', 'Contacts', 'Thing__c']),
    alias: maybe(() => 'a'),
    where: maybe(() => condition(depth)),
    access: maybe(() => random.pick(['SECURITY_ENFORCED', 'USER_MODE', 'SYSTEM_MODE'])),
    groupBy: list(0, 2, field),
    having: maybe(() => condition(1)),
    orderBy: list(0, 2, order),
    limit: maybe(() => random.integer(0, 2_000)),
    offset: maybe(() => random.integer(0, 2_000)),
    purpose: maybe(() => random.pick(['VIEW', 'REFERENCE', 'UPDATE'])),
  });
  const condition = createConditionSource(random, leaves, query);
  return { condition, query };
};
