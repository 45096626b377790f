import { DatabaseError } from '../../schema/database-error.ts';
import type { JsonValue } from '../../schema/json-value.ts';
import type { SearchParser } from '../grammar/filter-parameter.ts';
import { isStopWord, stem } from './english-stem.ts';
import { readFormalQuery } from './formal-query.ts';
import { type Dictionary, joinQueries, phraseOf, type SearchQuery, wordsOf } from './search-query.ts';

/** The words of a text by their places; the dictionary `simple` keeps them all. */
type Lexemes = ReadonlyMap<string, readonly number[]>;

const dictionaries: Readonly<Record<string, Dictionary>> = {
  simple: (word) => word,
  english: (word) => (isStopWord(word) ? undefined : stem(word)),
};

/** The database's default_text_search_config: that of a database with the locale C. */
const defaultConfiguration = 'simple';

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

const plain = (text: string, dictionary: Dictionary): SearchQuery | undefined =>
  wordsOf(text).reduce<SearchQuery | undefined>(
    (query, word) => joinQueries('and', query, phraseOf([word], dictionary)),
    undefined,
  );

/** websearch_to_tsquery: quoted phrases, `or` and a minus. It refuses nothing. */
const websearch = (text: string, dictionary: Dictionary): SearchQuery | undefined => {
  let whole: SearchQuery | undefined;
  let current: SearchQuery | undefined;
  for (const [, minus, phrase, word = ''] of text.matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
    if (minus === '' && phrase === undefined && word.toLowerCase() === 'or') {
      whole = joinQueries('or', whole, current);
      current = undefined;
      continue;
    }
    const part = phraseOf(wordsOf(phrase ?? word), dictionary);
    if (part !== undefined) current = joinQueries('and', current, minus === '-' ? { kind: 'not', part } : part);
  }
  return joinQueries('or', whole, current);
};

/** The places where a query is fulfilled; for a phrase, those of its last word. */
const placesOf = (query: SearchQuery, lexemes: Lexemes): readonly number[] => {
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

const holds = (query: SearchQuery, lexemes: Lexemes): boolean => {
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

const readers: Readonly<Record<SearchParser, (text: string, dictionary: Dictionary) => SearchQuery | undefined>> = {
  fts: readFormalQuery,
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
