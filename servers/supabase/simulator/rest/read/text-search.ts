import { DatabaseError } from '../../schema/database-error.ts';
import type { JsonValue } from '../../schema/json-value.ts';
import type { SearchParser } from '../grammar/filter-parameter.ts';
import { isStopWord, stem } from './english-stem.ts';

/** The words of a text by their places; the dictionary `simple` keeps them all. */
type Lexemes = ReadonlyMap<string, readonly number[]>;

/** Gives a word its lexeme; undefined when it is left out. */
type Dictionary = (word: string) => string | undefined;

type Query =
  | { readonly kind: 'word'; readonly word: string; readonly isPrefix: boolean }
  | { readonly kind: 'not'; readonly part: Query }
  | { readonly kind: 'and' | 'or'; readonly left: Query; readonly right: Query }
  | { readonly kind: 'phrase'; readonly left: Query; readonly right: Query; readonly distance: number };

const dictionaries: Readonly<Record<string, Dictionary>> = {
  simple: (word) => word,
  english: (word) => (isStopWord(word) ? undefined : stem(word)),
};

/** The database's default_text_search_config: that of a database with the locale C. */
const defaultConfiguration = 'simple';

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

const lexemesOf = (text: string, dictionary: Dictionary): Lexemes => {
  const places = new Map<string, number[]>();
  for (const [index, word] of wordsOf(text).entries()) {
    const lexeme = dictionary(word);
    if (lexeme !== undefined) places.set(lexeme, [...(places.get(lexeme) ?? []), index]);
  }
  return places;
};

const textOf = (value: JsonValue): string => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(textOf).join(' ');
};

const join = (kind: 'and' | 'or', left: Query | undefined, right: Query | undefined): Query | undefined =>
  left === undefined || right === undefined ? (left ?? right) : { kind, left, right };

/** Words that stand beside each other; those left out still count as places. */
const phraseOf = (words: readonly string[], dictionary: Dictionary): Query | undefined => {
  let query: Query | undefined;
  let distance = 1;
  for (const word of words) {
    const lexeme = dictionary(word);
    if (lexeme === undefined) {
      distance += 1;
      continue;
    }
    const right: Query = { kind: 'word', word: lexeme, isPrefix: false };
    query = query === undefined ? right : { kind: 'phrase', left: query, right, distance };
    distance = 1;
  }
  return query;
};

const plain = (text: string, dictionary: Dictionary): Query | undefined =>
  wordsOf(text).reduce<Query | undefined>((query, word) => join('and', query, phraseOf([word], dictionary)), undefined);

/** websearch_to_tsquery: quoted phrases, `or` and a minus. It refuses nothing. */
const websearch = (text: string, dictionary: Dictionary): Query | undefined => {
  let whole: Query | undefined;
  let current: Query | undefined;
  for (const [, minus, phrase, word = ''] of text.matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
    if (minus === '' && phrase === undefined && word.toLowerCase() === 'or') {
      whole = join('or', whole, current);
      current = undefined;
      continue;
    }
    const part = phraseOf(wordsOf(phrase ?? word), dictionary);
    if (part !== undefined) current = join('and', current, minus === '-' ? { kind: 'not', part } : part);
  }
  return join('or', whole, current);
};

const syntaxError = (text: string): DatabaseError => new DatabaseError('42601', `syntax error in tsquery: "${text}"`);

/** to_tsquery: words with & | ! <-> and brackets, :* for a prefix. */
const formal = (text: string, dictionary: Dictionary): Query | undefined => {
  const tokens = text.match(/'[^']*'(?::\*)?|[\p{L}\p{N}_]+(?::\*)?|<->|<\d+>|[&|!()]|\S/gu) ?? [];
  let position = 0;
  const next = (wanted: RegExp): string | undefined => {
    const token = tokens[position];
    if (token === undefined || !wanted.test(token)) return undefined;
    position += 1;
    return token;
  };
  const takeOr = (): Query | undefined => {
    let left = takeAnd();
    while (next(/^\|$/) !== undefined) left = join('or', left, takeAnd());
    return left;
  };
  const takeAnd = (): Query | undefined => {
    let left = takePhrase();
    while (next(/^&$/) !== undefined) left = join('and', left, takePhrase());
    return left;
  };
  const takePhrase = (): Query | undefined => {
    let left = takeUnary();
    for (let mark = next(/^<(?:-|\d+)>$/); mark !== undefined; mark = next(/^<(?:-|\d+)>$/)) {
      const right = takeUnary();
      const distance = mark === '<->' ? 1 : Number(mark.slice(1, -1));
      left = left === undefined || right === undefined ? (left ?? right) : { kind: 'phrase', left, right, distance };
    }
    return left;
  };
  const takeUnary = (): Query | undefined => {
    if (next(/^!$/) !== undefined) {
      const part = takeUnary();
      return part === undefined ? undefined : { kind: 'not', part };
    }
    if (next(/^\($/) !== undefined) {
      const inner = takeOr();
      if (next(/^\)$/) === undefined) throw syntaxError(text);
      return inner;
    }
    const token = next(/^['\p{L}\p{N}_]/u);
    if (token === undefined) throw syntaxError(text);
    const isPrefix = token.endsWith(':*');
    const words = wordsOf(token);
    if (words.length > 1) return phraseOf(words, dictionary);
    const word = dictionary(words[0] ?? '');
    return word === undefined ? undefined : { kind: 'word', word, isPrefix };
  };
  if (tokens.length === 0) return undefined;
  const query = takeOr();
  if (position < tokens.length) throw syntaxError(text);
  return query;
};

/** The places where a query is fulfilled; for a phrase, those of its last word. */
const placesOf = (query: Query, lexemes: Lexemes): readonly number[] => {
  if (query.kind === 'word') {
    if (!query.isPrefix) return lexemes.get(query.word) ?? [];
    return [...lexemes].flatMap(([word, places]) => (word.startsWith(query.word) ? places : []));
  }
  if (query.kind === 'phrase') {
    const before = placesOf(query.left, lexemes);
    return placesOf(query.right, lexemes).filter((place) => before.includes(place - query.distance));
  }
  if (query.kind === 'not') return [];
  const [left, right] = [placesOf(query.left, lexemes), placesOf(query.right, lexemes)];
  return query.kind === 'or' ? [...left, ...right] : left.filter((place) => right.includes(place));
};

const holds = (query: Query, lexemes: Lexemes): boolean => {
  switch (query.kind) {
    case 'not':
      return !holds(query.part, lexemes);
    case 'and':
      return holds(query.left, lexemes) && holds(query.right, lexemes);
    case 'or':
      return holds(query.left, lexemes) || holds(query.right, lexemes);
    default:
      return placesOf(query, lexemes).length > 0;
  }
};

const readers: Readonly<Record<SearchParser, (text: string, dictionary: Dictionary) => Query | undefined>> = {
  fts: formal,
  plfts: plain,
  phfts: (text, dictionary) => phraseOf(wordsOf(text), dictionary),
  wfts: websearch,
};

/** Makes the test of `to_tsvector(value) @@ query`; a query without words finds nothing. */
export const compileSearch = (
  parser: SearchParser,
  language: string = defaultConfiguration,
  text: string,
): ((value: JsonValue) => boolean) => {
  const dictionary = dictionaries[language];
  if (dictionary === undefined) {
    throw new DatabaseError('42704', `text search configuration "${language}" does not exist`);
  }
  const query = readers[parser](text, dictionary);
  return (value) => query !== undefined && holds(query, lexemesOf(textOf(value), dictionary));
};
