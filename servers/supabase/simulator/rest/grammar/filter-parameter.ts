import { type FieldPath, takeField } from './field-path.ts';
import { createScanner, type Scanner } from './scanner.ts';

/** A condition, or several joined. */
export type Filter =
  | {
      readonly kind: 'and' | 'or';
      readonly isNegated: boolean;
      readonly parts: readonly Filter[];
    }
  | { readonly kind: 'compare'; readonly field: FieldPath; readonly isNegated: boolean; readonly test: Test };

/** What a field is compared with. */
export type Test =
  | { readonly operator: 'in'; readonly values: readonly string[] }
  | { readonly operator: 'is'; readonly value: 'false' | 'null' | 'true' | 'unknown' }
  | {
      readonly operator: 'fts';
      readonly parser: SearchParser;
      readonly language: string | undefined;
      readonly value: string;
    }
  | { readonly operator: Operator; readonly quantifier: 'all' | 'any' | undefined; readonly value: string };

export type SearchParser = 'fts' | 'phfts' | 'plfts' | 'wfts';

const operators = ['eq', 'neq', 'gte', 'gt', 'lte', 'lt', 'like', 'ilike', 'match', 'imatch', 'isdistinct'] as const;
const setOperators = ['cs', 'cd', 'ov', 'sl', 'sr', 'nxr', 'nxl', 'adj'] as const;

/** https://docs.postgrest.org/en/v12/references/api/tables_views.html#operators */
export type Operator = (typeof operators)[number] | (typeof setOperators)[number];

const isValues = ['null', 'true', 'false', 'unknown'] as const;
const searchParsers = ['fts', 'plfts', 'phfts', 'wfts'] as const;

/** How the value at the end of a test is read: to the end, or to the next comma or bracket of a logic tree. */
type TakeValue = (scanner: Scanner) => string;

const takeRest: TakeValue = (scanner) => scanner.take(/[\s\S]*/) ?? '';

const unquote = (text: string): string => text.slice(1, -1).replace(/\\([\s\S])/g, '$1');

const takeTreeValue: TakeValue = (scanner) => {
  const quoted = scanner.take(/"(?:[^"\\]|\\[\s\S])*"(?=[,)]|$)/);
  if (quoted !== undefined) return unquote(quoted);
  return scanner.take(/\{[^{}]*\}/) ?? scanner.take(/[^,)]*/) ?? '';
};

const takeList = (scanner: Scanner): readonly string[] => {
  if (!scanner.takeText('(')) throw scanner.fail('"("');
  const values: string[] = [];
  do {
    const quoted = scanner.take(/"(?:[^"\\]|\\[\s\S])*"(?=[,)])/);
    values.push(quoted === undefined ? (scanner.take(/[^,)]*/) ?? '') : unquote(quoted));
  } while (scanner.takeText(','));
  if (!scanner.takeText(')')) throw scanner.fail('"," or ")"');
  return values.length === 1 && values[0] === '' ? [] : values;
};

const takeIs = (scanner: Scanner): Test => {
  const found = scanner.take(/null|true|false|unknown/i)?.toLowerCase();
  const value = isValues.find((known) => known === found);
  if (value === undefined) throw scanner.fail('null or trilean value (unknown, true, false)');
  return { operator: 'is', value };
};

const takeSearch = (scanner: Scanner, takeValue: TakeValue): Test | undefined => {
  const found = scanner.take(/(?:plfts|phfts|wfts|fts)(?=[.(])/);
  const parser = searchParsers.find((known) => known === found);
  if (parser === undefined) return undefined;
  const language = scanner.takeText('(') ? scanner.take(/[\w-]+/) : undefined;
  if (language !== undefined && !scanner.takeText(')')) throw scanner.fail('")"');
  if (!scanner.takeText('.')) throw scanner.fail('"."');
  return { operator: 'fts', parser, language, value: takeValue(scanner) };
};

const takeOperation = (scanner: Scanner, takeValue: TakeValue): Test => {
  const start = scanner.position();
  if (scanner.takeText('in.')) return { operator: 'in', values: takeList(scanner) };
  if (scanner.takeText('is.')) return takeIs(scanner);
  const search = takeSearch(scanner, takeValue);
  if (search !== undefined) return search;
  const word = scanner.take(/[a-z]+(?=[.(])/);
  const operator = [...operators, ...setOperators].find((known) => known === word);
  const quantified = scanner.take(/\((?:any|all)\)/);
  if (operator === undefined || !scanner.takeText('.')) {
    scanner.back(start);
    throw scanner.fail('"not" or operator (eq, gt, ...)');
  }
  const quantifiers: Readonly<Record<string, 'all' | 'any'>> = { '(any)': 'any', '(all)': 'all' };
  return { operator, quantifier: quantifiers[quantified ?? ''], value: takeValue(scanner) };
};

const takeBranch = (scanner: Scanner): Filter => {
  const start = scanner.position();
  const isNegated = scanner.take(/not\.(?=(?:and|or)\()/) !== undefined;
  const word = scanner.take(/(?:and|or)(?=\()/);
  if (word !== undefined) return { kind: word === 'and' ? 'and' : 'or', isNegated, parts: takeParts(scanner) };
  scanner.back(start);
  const field = takeField(scanner);
  if (!scanner.takeText('.')) throw scanner.fail('delimiter (.)');
  const isNegatedTest = scanner.takeText('not.');
  return { kind: 'compare', field, isNegated: isNegatedTest, test: takeOperation(scanner, takeTreeValue) };
};

const takeParts = (scanner: Scanner): readonly Filter[] => {
  if (!scanner.takeText('(')) throw scanner.fail('"("');
  const parts = [takeBranch(scanner)];
  while (scanner.take(/\s*,\s*/) !== undefined) parts.push(takeBranch(scanner));
  if (scanner.take(/\s*\)/) === undefined) throw scanner.fail('"," or ")"');
  return parts;
};

/** Reads one column's filter, such as `not.eq.5`. */
export const parseFilter = (key: string, text: string): Filter => {
  const keyScanner = createScanner(key, 'filter');
  const field = takeField(keyScanner);
  if (!keyScanner.isAtEnd()) throw keyScanner.fail('end of input');
  const scanner = createScanner(text, 'filter');
  const isNegated = scanner.takeText('not.');
  return { kind: 'compare', field, isNegated, test: takeOperation(scanner, takeRest) };
};

/** Reads the value of `and`, `or`, `not.and` and `not.or`. */
export const parseLogic = (kind: 'and' | 'or', isNegated: boolean, text: string): Filter => {
  const scanner = createScanner(text, 'logic tree');
  const parts = takeParts(scanner);
  if (!scanner.isAtEnd()) throw scanner.fail('end of input');
  return { kind, isNegated, parts };
};
