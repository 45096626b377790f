/** A text that is not SOQL, SOSL or a part of them: where reading stopped, and what could have stood there. */
export class SoqlError extends Error {
  /** Counted in characters from 0. */
  readonly position: number;
  readonly expected: readonly string[];

  constructor(problem: string, position: number, expected: readonly string[] = []) {
    const wanted = expected.length > 0 ? `; expected ${expected.join(' or ')}` : '';
    super(`${problem} at position ${position}${wanted}`);
    this.name = 'SoqlError';
    this.position = position;
    this.expected = expected;
  }
}
