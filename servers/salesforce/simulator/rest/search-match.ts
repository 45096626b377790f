import type { PatternPart, SearchScope, SearchTerm } from '@bizmcp/soql';

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

/** The words of a text, and whole runs without blanks such as mail addresses. */
const wordsOf = (text: string): string[] => {
  const runs = text.toLowerCase().split(/\s+/);
  return [...runs, ...runs.flatMap((run) => run.split(/[^\p{L}\p{N}]+/u))].filter((word) => word !== '');
};

const toExpression = (parts: readonly PatternPart[]): RegExp => {
  const letters = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  if (letters.length < 2)
    throw refuse(400, 'MALFORMED_SEARCH', `search term must be longer than one character: ${letters}`);
  const source = parts.map((part) => {
    if (part.kind === 'text') return part.text.toLowerCase().replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    return part.kind === 'any' ? '.*' : '.';
  });
  return new RegExp(`^${source.join('')}$`, 'u');
};

type Matcher = (words: readonly string[], text: string) => boolean;

const compileTerm = (term: SearchTerm): Matcher => {
  switch (term.kind) {
    case 'word': {
      const expression = toExpression(term.parts);
      return (words) => words.some((word) => expression.test(word));
    }
    case 'phrase': {
      const wanted = wordsOf(term.text).join(' ');
      return (_words, text) => text.includes(wanted);
    }
    case 'and-not': {
      const [wanted, unwanted] = [compileTerm(term.wanted), compileTerm(term.unwanted)];
      return (words, text) => wanted(words, text) && !unwanted(words, text);
    }
    default: {
      const parts = term.terms.map(compileTerm);
      if (term.kind === 'and') return (words, text) => parts.every((part) => part(words, text));
      return (words, text) => parts.some((part) => part(words, text));
    }
  }
};

/**
 * Makes what says whether a record has the words. Words are compared whole and without case, `*` stands for any letters.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-sosl-find.html
 */
export const compileSearch = (
  term: SearchTerm,
  scope: SearchScope,
  definition: ObjectDefinition,
): ((record: OrgRecord) => boolean) => {
  const fields = definition.fields.filter((field) => isLookedInto(field, scope));
  const isFit = compileTerm(term);
  return (record) => {
    const words = fields.flatMap(({ name }) => wordsOf(String(record[name] ?? '')));
    return isFit(words, words.join(' '));
  };
};
