import type { PatternPart, SearchScope, SearchTerm } from '@bizmcp/soql';
import { compileWildcards } from '@bizmcp/testkit/simulator';

import { refuse } from '../error-reply.ts';
import type { FieldDefinition } from '../field-definition.ts';
import type { ObjectDefinition, OrgRecord } from '../object-definition.ts';

const textTypes: ReadonlySet<FieldDefinition['type']> = new Set([
  'string',
  'textarea',
  'picklist',
  'email',
  'phone',
  'url',
]);

const isLookedInto = (field: FieldDefinition, scope: SearchScope): boolean => {
  if (scope === 'NAME') return field.isNameField || field.name === 'FirstName' || field.name === 'LastName';
  if (scope === 'EMAIL' || scope === 'PHONE') return field.type === scope.toLowerCase();
  return textTypes.has(field.type);
};

const separators = /[^\p{L}\p{M}\p{N}]+/u;

/** Blanks and punctuation part the words of a text. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(separators)
    .filter((word) => word !== '');

/** Whether a word is the one that is looked for. */
type WordTest = (word: string) => boolean;

/** What the words of a record have to look like that follow each other. */
const patternsOf = (parts: readonly PatternPart[]): WordTest[] => {
  let words: PatternPart[][] = [[]];
  for (const part of parts) {
    const [first, ...others]: PatternPart[] =
      part.kind === 'text'
        ? part.text
            .toLowerCase()
            .split(separators)
            .map((text) => ({ kind: 'text', text }))
        : [part];
    words = [
      ...words.slice(0, -1),
      [...(words.at(-1) ?? []), ...(first ? [first] : [])],
      ...others.map((one) => [one]),
    ];
  }
  return words.filter((word) => word.some((part) => part.kind !== 'text' || part.text !== '')).map(compileWildcards);
};

/** Whether one of the fields, each as its words, fits. */
type Matcher = (fields: readonly (readonly string[])[]) => boolean;

const follows = (patterns: readonly WordTest[]): Matcher => {
  const startsAt = (words: readonly string[], start: number) =>
    patterns.every((pattern, index) => {
      const word = words[start + index];
      return word !== undefined && pattern(word);
    });
  return (fields) => fields.some((words) => words.some((_word, start) => startsAt(words, start)));
};

const compileTerm = (term: SearchTerm): Matcher => {
  switch (term.kind) {
    case 'word':
      return follows(patternsOf(term.parts));
    case 'phrase':
      return follows(patternsOf([{ kind: 'text', text: term.text }]));
    case 'and-not': {
      const [wanted, unwanted] = [compileTerm(term.wanted), compileTerm(term.unwanted)];
      return (fields) => wanted(fields) && !unwanted(fields);
    }
    default: {
      const parts = term.terms.map(compileTerm);
      if (term.kind === 'and') return (fields) => parts.every((part) => part(fields));
      return (fields) => parts.some((part) => part(fields));
    }
  }
};

/** The letters that are searched for, which must be two. */
const lettersOf = (term: SearchTerm): string => {
  if (term.kind === 'phrase') return wordsOf(term.text).join('');
  if (term.kind === 'word')
    return wordsOf(term.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')).join('');
  return (term.kind === 'and-not' ? [term.wanted, term.unwanted] : term.terms).map(lettersOf).join('');
};

/**
 * Makes what says whether a record has the words. Words are compared whole and without case, `*` stands for any letters; the words of a
 * phrase follow each other.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-sosl-find.html
 */
export const compileSearch = (
  term: SearchTerm,
  scope: SearchScope,
  definition: ObjectDefinition,
): ((record: OrgRecord) => boolean) => {
  const letters = lettersOf(term);
  if (letters.length < 2)
    throw refuse(400, 'MALFORMED_SEARCH', `search term must be longer than one character: ${letters}`);
  const fields = definition.fields.filter((field) => isLookedInto(field, scope));
  const isFit = compileTerm(term);
  return (record) => isFit(fields.map(({ name }) => wordsOf(String(record[name] ?? ''))));
};
