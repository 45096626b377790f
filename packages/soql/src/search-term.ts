import type { SearchTerm } from './search-tree.ts';
import { SoqlError } from './soql-error.ts';
import type { PatternPart } from './syntax-tree.ts';

/** https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-sosl-find.html (reserved characters) */
const reserved = /[?&|!{}[\]()^~*:\\"'+-]/g;

interface Piece {
  readonly kind: 'word' | 'phrase' | 'sign' | 'end';
  readonly text: string;
  readonly position: number;
}

const shapes: ReadonlyArray<readonly [kind: Piece['kind'], shape: RegExp]> = [
  ['phrase', /"(?:[^"\\]|\\[\s\S])*"/y],
  ['sign', /[()]/y],
  ['word', /(?:[^\s?&|!{}[\]()^~*:\\"'+-]|[*?]|\\[\s\S])+/y],
];

const pieceAt = (text: string, position: number): Piece => {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = position;
    const found = shape.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found, position };
  }
  throw new SoqlError(`Unexpected ${JSON.stringify(text[position])} in the search words`, position, [
    'a backslash before it',
  ]);
};

const piecesOf = (text: string, start: number, end: number): Piece[] => {
  const pieces: Piece[] = [];
  let position = start;
  while (position < end) {
    if (/\s/.test(text[position] ?? '')) position += 1;
    else {
      const piece = pieceAt(text.slice(0, end), position);
      pieces.push(piece);
      position += piece.text.length;
    }
  }
  return [...pieces, { kind: 'end', text: '', position: end }];
};

const partsOf = (word: string): PatternPart[] => {
  const parts: PatternPart[] = [];
  for (const [sign, escaped] of word.matchAll(/\\([\s\S])|[\s\S]/g)) {
    const last = parts.at(-1);
    if (sign === '*') parts.push({ kind: 'any' });
    else if (sign === '?') parts.push({ kind: 'one' });
    else if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + (escaped ?? sign) };
    else parts.push({ kind: 'text', text: escaped ?? sign });
  }
  return parts;
};

const joiners: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT']);

/** Joins terms; one alone stays as it is. */
const joinTerms = (kind: 'and' | 'or', terms: readonly SearchTerm[]): SearchTerm => {
  const [only, ...others] = terms;
  return only !== undefined && others.length === 0 ? only : { kind, terms };
};

/** Walks over pieces. */
const createPieceCursor = (pieces: readonly Piece[]) => {
  let index = 0;
  const peek = (): Piece => pieces[index] ?? { kind: 'end', text: '', position: 0 };
  const isWord = (word: string): boolean => peek().kind === 'word' && peek().text.toUpperCase() === word;
  return {
    peek,
    isWord,
    take: (): Piece => {
      const piece = peek();
      index += 1;
      return piece;
    },
    accept: (word: string): boolean => {
      const isThere = isWord(word);
      if (isThere) index += 1;
      return isThere;
    },
    isOver: (): boolean => peek().kind === 'end' || (peek().kind === 'sign' && peek().text === ')'),
  };
};

type PieceCursor = ReturnType<typeof createPieceCursor>;

const deepest = 20;

const readGroup = (cursor: PieceCursor, depth: number): SearchTerm => {
  if (depth > deepest) throw new SoqlError('Too many parentheses', cursor.peek().position);
  const term = readAlternatives(cursor, depth);
  if (cursor.peek().text !== ')') throw new SoqlError('A parenthesis is not closed', cursor.peek().position, ['")"']);
  cursor.take();
  return term;
};

const readFactor = (cursor: PieceCursor, depth: number): SearchTerm => {
  const piece = cursor.take();
  if (piece.kind === 'phrase') return { kind: 'phrase', text: piece.text.slice(1, -1).replace(/\\([\s\S])/g, '$1') };
  if (piece.kind === 'sign' && piece.text === '(') return readGroup(cursor, depth + 1);
  if (piece.kind !== 'word' || joiners.has(piece.text.toUpperCase()))
    throw new SoqlError('A word to search for is missing', piece.position, ['a word', 'a phrase in double quotes']);
  return { kind: 'word', parts: partsOf(piece.text) };
};

/** Reads words that must all be there; they stand side by side or with AND between them. */
const readConjunction = (cursor: PieceCursor, depth: number): SearchTerm => {
  let terms = [readFactor(cursor, depth)];
  while (!cursor.isOver() && !cursor.isWord('OR')) {
    if (cursor.accept('AND') && cursor.accept('NOT'))
      terms = [{ kind: 'and-not', wanted: joinTerms('and', terms), unwanted: readFactor(cursor, depth) }];
    else terms.push(readFactor(cursor, depth));
  }
  return joinTerms('and', terms);
};

const readAlternatives = (cursor: PieceCursor, depth: number): SearchTerm => {
  const terms = [readConjunction(cursor, depth)];
  while (cursor.accept('OR')) terms.push(readConjunction(cursor, depth));
  return joinTerms('or', terms);
};

/** Reads the search words between `start` and `end` of a text. */
export const readSearchTerm = (text: string, start: number, end: number): SearchTerm => {
  const cursor = createPieceCursor(piecesOf(text, start, end));
  const term = readAlternatives(cursor, 0);
  if (cursor.peek().kind !== 'end') throw new SoqlError('Unexpected ")"', cursor.peek().position);
  return term;
};

const escapeWord = (text: string): string => text.replace(reserved, '\\$&').replace(/\s/g, '\\$&');

const printPart = (part: PatternPart): string => {
  if (part.kind === 'text') return escapeWord(part.text);
  return part.kind === 'any' ? '*' : '?';
};

const printWord = (parts: readonly PatternPart[]): string => {
  const word = parts.map(printPart).join('');
  // Escaping its first letter keeps a word that looks like a joiner a word.
  return joiners.has(word.toUpperCase()) ? `\\${word}` : word;
};

/** Writes search words as SOSL, every reserved sign escaped. */
export const printSearchTerm = (term: SearchTerm): string => {
  switch (term.kind) {
    case 'word':
      return printWord(term.parts);
    case 'phrase':
      return `"${term.text.replace(reserved, '\\$&')}"`;
    case 'and-not':
      return `(${printSearchTerm(term.wanted)} AND NOT ${printSearchTerm(term.unwanted)})`;
    default:
      return `(${term.terms.map(printSearchTerm).join(` ${term.kind.toUpperCase()} `)})`;
  }
};

/**
 * A word that joins others means itself in double quotes:
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-sosl-examples.html
 */
const literalWord = (word: string): SearchTerm =>
  joiners.has(word.toUpperCase())
    ? { kind: 'phrase', text: word }
    : { kind: 'word', parts: [{ kind: 'text', text: word }] };

/** Makes search words of what a person typed: every word must be there, and no sign means anything but itself. */
export const literalSearchTerm = (text: string): SearchTerm => {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const terms = words.map(literalWord);
  if (terms.length === 0) throw new SoqlError('There is no word to search for', 0, ['a word']);
  return joinTerms('and', terms);
};
