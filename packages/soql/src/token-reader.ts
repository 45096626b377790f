import { SoqlError } from './soql-error.ts';
import { type Token, tokenise } from './token.ts';

/** Reads tokens one after the other. Words are compared without case, as in SOQL. */
export interface TokenReader {
  /** The token `ahead` places on, 0 for the next one. */
  peek(ahead?: number): Token;
  take(): Token;
  /** Says whether the next tokens are these words. */
  isAt(...words: string[]): boolean;
  /** Takes these words if they come next. */
  accept(...words: string[]): boolean;
  expect(...words: string[]): void;
  acceptSign(sign: string): boolean;
  expectSign(sign: string): void;
  /** Stops reading at the next token. */
  fail(expected: readonly string[]): never;
  /** Refuses what is left. */
  expectEnd(expected: readonly string[]): void;
  /** Reads something inside parentheses or a query; refuses what is nested too deeply to be meant. */
  nested<Result>(read: () => Result): Result;
}

const deepest = 40;

/** Says what a token is, for a person. */
const nameOf = (token: Token): string => (token.kind === 'end' ? 'the end' : JSON.stringify(token.text));

/** Counts the levels that are open. */
const createDepth = (positionOf: () => number): TokenReader['nested'] => {
  let depth = 0;
  return (read) => {
    depth += 1;
    if (depth > deepest) throw new SoqlError(`More than ${deepest} levels of nesting`, positionOf());
    const result = read();
    depth -= 1;
    return result;
  };
};

/** Makes what walks over tokens: where it stands, and how it moves on. */
const createWalk = (text: string) => {
  const tokens = tokenise(text);
  const end: Token = { kind: 'end', text: '', position: text.length };
  let index = 0;
  return {
    peek: (ahead = 0): Token => tokens[index + ahead] ?? end,
    skip: (count: number): void => {
      index += count;
    },
  };
};

/** Makes a reader at the first token of a text. */
export const createTokenReader = (text: string): TokenReader => {
  const { peek, skip } = createWalk(text);
  const fail = (expected: readonly string[]): never => {
    throw new SoqlError(`Unexpected ${nameOf(peek())}`, peek().position, expected);
  };
  const isAt = (...words: string[]): boolean =>
    words.every((word, ahead) => peek(ahead).kind === 'word' && peek(ahead).text.toUpperCase() === word);
  const takeIf = (isThere: boolean, count: number): boolean => {
    if (isThere) skip(count);
    return isThere;
  };
  const accept = (...words: string[]): boolean => takeIf(isAt(...words), words.length);
  const acceptSign = (sign: string): boolean => takeIf(peek().kind === 'sign' && peek().text === sign, 1);
  return {
    peek,
    take: () => {
      const token = peek();
      skip(1);
      return token;
    },
    isAt,
    accept,
    expect: (...words) => {
      if (!accept(...words)) fail([words.join(' ')]);
    },
    acceptSign,
    expectSign: (sign) => {
      if (!acceptSign(sign)) fail([`"${sign}"`]);
    },
    fail,
    expectEnd: (expected) => {
      if (peek().kind !== 'end') fail([...expected, 'the end']);
    },
    nested: createDepth(() => peek().position),
  };
};
