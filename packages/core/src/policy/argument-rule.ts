import type { PolicyFile } from './policy-schema.ts';

type ArgumentRule = NonNullable<PolicyFile['arguments']>[number];

/** What is wrong with a call by one rule on an argument; it never repeats the value. */
export interface ArgumentViolation {
  reason: 'argument_missing' | 'argument_not_allowed';
  detail: string;
}

/** Holds every value at the rule's path against the rule; all must fit. */
export function argumentViolation(
  rule: ArgumentRule,
  input: Readonly<Record<string, unknown>>,
): ArgumentViolation | undefined {
  const path = rule.path.replaceAll('[]', '').split('.');
  for (const value of valuesAt(input, path)) {
    const isMissing = value === undefined || value === null;
    if (isMissing && rule.missing === 'deny' && !rule.absent)
      return { reason: 'argument_missing', detail: `${rule.path} must be given` };
    const problem = isMissing ? undefined : problemWith(value, rule);
    if (problem !== undefined) return { reason: 'argument_not_allowed', detail: `${rule.path} ${problem}` };
  }
  return undefined;
}

/**
 * The values that a path leads to; `undefined` stands for one that is missing. Arrays are entered, each element.
 * Keys are compared without case, because systems do so: `Amount` must not get past a rule on `amount`.
 */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  const [head, ...rest] = path;
  if (head === undefined) return [value];
  if (Array.isArray(value)) return value.length > 0 ? value.flatMap((item) => valuesAt(item, path)) : [undefined];
  if (typeof value !== 'object' || value === null) return [undefined];
  const found = Object.entries(value).filter(([key]) => head === '*' || normal(key) === normal(head));
  return found.length > 0 ? found.flatMap(([, item]) => valuesAt(item, rest)) : [undefined];
}

function problemWith(value: unknown, rule: ArgumentRule): string | undefined {
  if (rule.absent) return 'must be left out';
  if (rule.max_items !== undefined && Array.isArray(value) && value.length > rule.max_items)
    return `may hold ${rule.max_items} items at most`;
  for (const item of Array.isArray(value) ? value.flat(10) : [value]) {
    const problem = numberProblem(item, rule) ?? choiceProblem(item, rule) ?? textProblem(item, rule);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function numberProblem(item: unknown, { max, min }: ArgumentRule): string | undefined {
  if (max === undefined && min === undefined) return undefined;
  const amount = numberOf(item);
  if (amount === undefined) return 'must be a plain number';
  if (max !== undefined && amount > max) return `must be ${max} at most`;
  if (min !== undefined && amount < min) return `must be ${min} at least`;
  return undefined;
}

/** Money often travels as text. Only plain decimals count: what we and the system might read differently is no number. */
function numberOf(item: unknown): number | undefined {
  if (typeof item === 'number') return Number.isFinite(item) ? item : undefined;
  return typeof item === 'string' && item.length <= 40 && /^-?\d+(?:\.\d+)?$/.test(item) ? Number(item) : undefined;
}

function choiceProblem(item: unknown, rule: ArgumentRule): string | undefined {
  const choices = rule.one_of?.map(String);
  if (choices && !(isScalar(item) && choices.includes(String(item)))) return `must be one of ${choices.join(', ')}`;
  const refused = rule.none_of?.map((choice) => normal(String(choice)));
  if (refused && !(isScalar(item) && !refused.includes(normal(String(item))))) return 'has a value that is not allowed';
  return undefined;
}

function textProblem(item: unknown, { starts_with: prefixes, max_length: longest }: ArgumentRule): string | undefined {
  if (longest !== undefined && !(isScalar(item) && String(item).length <= longest))
    return `may have ${longest} characters at most`;
  if (!prefixes) return undefined;
  const isInside = typeof item === 'string' && !climbs(item) && prefixes.some((prefix) => item.startsWith(prefix));
  return isInside ? undefined : `must start with ${prefixes.join(' or ')}`;
}

/** A path that starts right and then climbs out again, in clear or encoded. */
function climbs(text: string): boolean {
  return text.toLowerCase().includes('%2e') || text.split(/[/\\]/).includes('..');
}

function isScalar(item: unknown): item is string | number | boolean {
  return typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean';
}

function normal(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
