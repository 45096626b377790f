import { DatabaseError } from '../../schema/database-error.ts';

/** Reads a text from left to right. */
export interface Scanner {
  readonly isAtEnd: () => boolean;
  /** The match of a sticky expression at this place, which is then behind us. */
  readonly take: (pattern: RegExp) => string | undefined;
  readonly takeText: (text: string) => boolean;
  readonly see: (pattern: RegExp) => boolean;
  readonly position: () => number;
  readonly back: (position: number) => void;
  /** PostgREST's answer to what it cannot parse. */
  readonly fail: (expected: string) => DatabaseError;
}

/** `what` names the parameter in errors, such as `select parameter`. */
export const createScanner = (text: string, what: string): Scanner => {
  let position = 0;
  const match = (pattern: RegExp): string | undefined => {
    const sticky = new RegExp(pattern.source, pattern.flags.includes('y') ? pattern.flags : `${pattern.flags}y`);
    sticky.lastIndex = position;
    return sticky.exec(text)?.[0];
  };
  return {
    isAtEnd: () => position >= text.length,
    take: (pattern) => {
      const found = match(pattern);
      if (found !== undefined) position += found.length;
      return found;
    },
    takeText: (wanted) => {
      const isThere = text.startsWith(wanted, position);
      if (isThere) position += wanted.length;
      return isThere;
    },
    see: (pattern) => match(pattern) !== undefined,
    position: () => position,
    back: (to) => {
      position = to;
    },
    fail: (expected) => {
      const found = position < text.length ? `"${text.charAt(position)}"` : 'end of input';
      return new DatabaseError('PGRST100', `"failed to parse ${what} (${text})" (line 1, column ${position + 1})`, {
        details: `unexpected ${found} expecting ${expected}`,
        status: 400,
      });
    },
  };
};
