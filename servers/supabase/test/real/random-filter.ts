import type { Random } from '@bizmcp/testkit/simulator';

/** A condition, as PostgREST reads it and as SQL says it. */
export interface FilterPair {
  /** As a parameter's name and value. */
  readonly parameter: readonly [name: string, value: string];
  /** As a part of a logic tree. */
  readonly part: string;
  readonly sql: string;
}

const quoteSql = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const quotePart = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

const symbols = { eq: '=', neq: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
const comparisons = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte'] as const;

type Leaf = readonly [column: string, operator: string, value: string, sql: string];

const texts = [
  'open',
  'high',
  'agent-1',
  'agent-3',
  'Late delivery',
  "it's, (odd)",
  'a"b\\c',
  '',
  'null',
  'Z',
] as const;
const patterns = ['*e*', 'L*', '*,*', '%t_', 'agent-_', '*\\%*', 'zz*'] as const;
const tagLists = ['{billing}', '{}', '{login,urgent}', '{shipping,billing,api}', '{"b c"}'] as const;
const moments = ['2026-08-01', '2026-09-01T12:00:00Z', '2026-07-15 08:30:00+02', '2026-09-28T00:00:00.5Z'] as const;
const textColumns = ['subject', 'status', 'priority', 'assigned_agent_id', 'description'] as const;

const compareLeaf = (random: Random): Leaf => {
  const operator = random.pick(comparisons);
  const [column, value] = random.pick<readonly [string, string]>([
    ['id', String(random.integer(-2, 52))],
    [random.pick(textColumns), random.pick(texts)],
    ['created_at', random.pick(moments)],
    ['tags', random.pick(tagLists)],
  ]);
  return [column, operator, value, `${column} ${symbols[operator]} ${quoteSql(value)}`];
};

const likeLeaf = (random: Random): Leaf => {
  const column = random.pick(textColumns);
  const operator = random.pick(['like', 'ilike']);
  const pattern = random.pick(patterns);
  return [column, operator, pattern, `${column} ${operator} ${quoteSql(pattern.replaceAll('*', '%'))}`];
};

const tagLeaf = (random: Random): Leaf => {
  const operator = random.pick(['cs', 'cd', 'ov'] as const);
  const symbol = { cs: '@>', cd: '<@', ov: '&&' }[operator];
  const value = random.pick(tagLists);
  return ['tags', operator, value, `tags ${symbol} ${quoteSql(value)}`];
};

const isLeaf = (random: Random): Leaf => {
  const column = random.pick(['requester_id', 'assigned_agent_id', 'subject', 'tags']);
  return [column, 'is', 'null', `${column} is null`];
};

const distinctLeaf = (random: Random): Leaf => {
  const value = random.pick(['agent-1', 'agent-2', 'x']);
  return ['assigned_agent_id', 'isdistinct', value, `assigned_agent_id is distinct from ${quoteSql(value)}`];
};

/** `in` has a list of its own form: its texts are quoted everywhere. */
const inLeaf = (random: Random): FilterPair => {
  const values = Array.from({ length: random.integer(1, 4) }, () => random.pick(texts));
  const column = random.pick(textColumns);
  const list = `in.(${values.map(quotePart).join(',')})`;
  return negate(random, column, list, list, `${column} in (${values.map(quoteSql).join(', ')})`);
};

const negate = (random: Random, column: string, value: string, inPart: string, sql: string): FilterPair => {
  const isNegated = random.next() < 0.25;
  const not = isNegated ? 'not.' : '';
  return {
    parameter: [column, `${not}${value}`],
    part: `${column}.${not}${inPart}`,
    sql: isNegated ? `not (${sql})` : `(${sql})`,
  };
};

const randomLeaf = (random: Random): FilterPair => {
  if (random.chance(1 / 7)) return inLeaf(random);
  const make = random.pick([compareLeaf, compareLeaf, likeLeaf, tagLeaf, isLeaf, distinctLeaf]);
  const [column, operator, value, sql] = make(random);
  const isPlain = operator === 'is' || /^\{[^"]*\}$/.test(value);
  return negate(random, column, `${operator}.${value}`, `${operator}.${isPlain ? value : quotePart(value)}`, sql);
};

/** A condition, or a tree of them. */
export const randomFilter = (random: Random, depth = 0): FilterPair => {
  if (depth > 2 || random.next() < 0.4) return randomLeaf(random);
  const kind = random.pick(['and', 'or']);
  const parts = Array.from({ length: random.integer(1, 3) }, () => randomFilter(random, depth + 1));
  const isNegated = random.next() < 0.25;
  const list = `(${parts.map(({ part }) => part).join(',')})`;
  const name = `${isNegated ? 'not.' : ''}${kind}`;
  const joined = parts.map(({ sql }) => sql).join(` ${kind} `);
  return { parameter: [name, list], part: `${name}${list}`, sql: isNegated ? `not (${joined})` : `(${joined})` };
};
