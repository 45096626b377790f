import { DatabaseError } from '../../schema/database-error.ts';
import { type Dictionary, joinQueries, phraseOf, type SearchQuery, wordsOf } from './search-query.ts';

type Part = SearchQuery | undefined;

/** Reads to_tsquery's language: words with & | ! <-> and brackets, :* for a prefix. */
class FormalQueryParser {
  readonly #text: string;
  readonly #dictionary: Dictionary;
  readonly #tokens: readonly string[];
  #position = 0;

  constructor(text: string, dictionary: Dictionary) {
    this.#text = text;
    this.#dictionary = dictionary;
    this.#tokens = text.match(/'[^']*'(?::\*)?|[\p{L}\p{N}_]+(?::\*)?|<->|<\d+>|[&|!()]|\S/gu) ?? [];
  }

  read(): Part {
    if (this.#tokens.length === 0) return undefined;
    const query = this.#takeOr();
    if (this.#position < this.#tokens.length) throw this.#syntaxError();
    return query;
  }

  #take(wanted: RegExp): string | undefined {
    const token = this.#tokens[this.#position];
    if (token === undefined || !wanted.test(token)) return undefined;
    this.#position += 1;
    return token;
  }

  #takeOr(): Part {
    let left = this.#takeAnd();
    while (this.#take(/^\|$/) !== undefined) left = joinQueries('or', left, this.#takeAnd());
    return left;
  }

  #takeAnd(): Part {
    let left = this.#takePhrase();
    while (this.#take(/^&$/) !== undefined) left = joinQueries('and', left, this.#takePhrase());
    return left;
  }

  #takePhrase(): Part {
    let left = this.#takeUnary();
    for (let mark = this.#takeMark(); mark !== undefined; mark = this.#takeMark()) {
      const right = this.#takeUnary();
      const distance = mark === '<->' ? 1 : Number(mark.slice(1, -1));
      left = left === undefined || right === undefined ? (left ?? right) : { kind: 'phrase', left, right, distance };
    }
    return left;
  }

  #takeMark(): string | undefined {
    return this.#take(/^<(?:-|\d+)>$/);
  }

  #takeUnary(): Part {
    if (this.#take(/^!$/) !== undefined) {
      const part = this.#takeUnary();
      return part === undefined ? undefined : { kind: 'not', part };
    }
    if (this.#take(/^\($/) === undefined) return this.#takeWord();
    const inner = this.#takeOr();
    if (this.#take(/^\)$/) === undefined) throw this.#syntaxError();
    return inner;
  }

  #takeWord(): Part {
    const token = this.#take(/^['\p{L}\p{N}_]/u);
    if (token === undefined) throw this.#syntaxError();
    const words = wordsOf(token);
    if (words.length > 1) return phraseOf(words, this.#dictionary);
    const word = this.#dictionary(words[0] ?? '');
    return word === undefined ? undefined : { kind: 'word', word, isPrefix: token.endsWith(':*') };
  }

  #syntaxError(): DatabaseError {
    return new DatabaseError('42601', `syntax error in tsquery: "${this.#text}"`);
  }
}

/** Reads a query as to_tsquery does; undefined when no word of it counts. */
export const readFormalQuery = (text: string, dictionary: Dictionary): Part =>
  new FormalQueryParser(text, dictionary).read();
