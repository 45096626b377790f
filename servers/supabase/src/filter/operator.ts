/** PostgREST's operators by our names, which are its own where a model may know them. */
export const operators = {
  eq: 'eq',
  neq: 'neq',
  gt: 'gt',
  gte: 'gte',
  lt: 'lt',
  lte: 'lte',
  in: 'in',
  like: 'like',
  ilike: 'ilike',
  match: 'match',
  imatch: 'imatch',
  is: 'is',
  isdistinct: 'isdistinct',
  contains: 'cs',
  contained: 'cd',
  overlaps: 'ov',
  fts: 'fts',
  plfts: 'plfts',
  phfts: 'phfts',
  wfts: 'wfts',
  range_lt: 'sl',
  range_gt: 'sr',
  range_gte: 'nxl',
  range_lte: 'nxr',
  adjacent: 'adj',
} as const;

/** One of {@link operators}. */
export type Operator = keyof typeof operators;

/** Those that compare a text with a pattern in which `%` stands for any text. */
export const ofPatterns: ReadonlySet<Operator> = new Set(['like', 'ilike']);
/** Those that look into a text, by patterns or regular expressions. */
export const ofTexts: ReadonlySet<Operator> = new Set([...ofPatterns, 'match', 'imatch']);
/** Those that search for words. */
export const ofWords: ReadonlySet<Operator> = new Set(['fts', 'plfts', 'phfts', 'wfts']);
/** Those that compare by more and less. */
export const ofSizes: ReadonlySet<Operator> = new Set(['gt', 'gte', 'lt', 'lte']);
/** Those that compare with what a list, a range or JSON has in it. */
export const ofLists: ReadonlySet<Operator> = new Set(['contains', 'contained', 'overlaps']);
