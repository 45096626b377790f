import type { Condition, FieldPath, OrderItem, PatternPart } from './syntax-tree.ts';

/** What is searched for: a word with its wildcards, words in this order, or these joined. */
export type SearchTerm =
  | { readonly kind: 'word'; readonly parts: readonly PatternPart[] }
  | { readonly kind: 'phrase'; readonly text: string }
  | { readonly kind: 'and' | 'or'; readonly terms: readonly SearchTerm[] }
  | { readonly kind: 'and-not'; readonly wanted: SearchTerm; readonly unwanted: SearchTerm };

/** The fields that are looked into. */
export type SearchScope = 'ALL' | 'NAME' | 'EMAIL' | 'PHONE' | 'SIDEBAR';

/** One of the objects that are searched, and what comes back of it. */
export interface SearchTarget {
  readonly object: string;
  readonly fields: readonly FieldPath[];
  readonly where: Condition | undefined;
  readonly orderBy: readonly OrderItem[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
}

/** A text search over objects. */
export interface Search {
  readonly term: SearchTerm;
  readonly scope: SearchScope;
  readonly returning: readonly SearchTarget[];
  readonly limit: number | undefined;
}
