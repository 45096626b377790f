import { isUtf8 } from 'node:buffer';

/** What a {@link LineFramer} reports. Texts never hold the newline, nor the carriage return before it. */
export interface LineFramerOptions {
  /** Longest line that is kept, in bytes before its newline. */
  maxBytes: number;
  /** A complete line of well-formed UTF-8. */
  onLine(text: string): void;
  /** A line that was too long, told once at its end, with its first and last 4 KiB, in which its id may be. */
  onOversize(head: string, tail: string): void;
  /** A complete line that is not UTF-8; the bad bytes are replaced in `text`. */
  onIllFormed(text: string): void;
  /** What came after the last newline when the input ended: perhaps half a message, so never given to `onLine`. */
  onUnterminated(text: string): void;
}

/** Splits a byte stream into lines. */
export interface LineFramer {
  push(chunk: Buffer): void;
  end(): void;
}

const newline = 0x0a;
const carriageReturn = 0x0d;
const smallestHeld = 4096;
const largestIdle = 65_536;

/** How much of a discarded line is kept at either end, in bytes. */
const endBytes = 4096;

/** Splits at `\n` or `\r\n` in linear time and bounded memory, wherever the chunks are cut. */
export function createLineFramer(options: LineFramerOptions): LineFramer {
  const held = new HeldLine(options.maxBytes);

  function finish(rest: Buffer): void {
    // Most lines come whole and are not copied.
    const isWhole = held.isEmpty && rest.length <= options.maxBytes;
    if (!isWhole) held.append(rest);
    if (held.isTooLong) options.onOversize(...held.takeEnds());
    else report(isWhole ? rest : held.take(), options);
  }

  function push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      const rest = chunk.subarray(start, end);
      start = end + 1;
      finish(rest);
    }
    held.append(chunk.subarray(start));
  }

  function end(): void {
    if (held.isTooLong) options.onOversize(...held.takeEnds());
    else if (!held.isEmpty) options.onUnterminated(held.take().toString());
  }

  return { push, end };
}

function report(line: Buffer, options: LineFramerOptions): void {
  const content = line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
  if (isUtf8(content)) options.onLine(content.toString());
  else options.onIllFormed(content.toString());
}

/** The bytes of a line whose newline has not come yet: all of them up to `maxBytes`, only both ends after that. */
class HeldLine {
  readonly #maxBytes: number;
  #bytes = Buffer.allocUnsafe(smallestHeld);
  #length = 0;
  #ends: LineEnds | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get isEmpty(): boolean {
    return this.#length === 0 && !this.#ends;
  }

  get isTooLong(): boolean {
    return this.#ends !== undefined;
  }

  append(piece: Buffer): void {
    if (!this.#ends && this.#length + piece.length > this.#maxBytes) {
      this.#ends = new LineEnds();
      this.#ends.append(this.#bytes.subarray(0, this.#length));
    }
    if (this.#ends) this.#ends.append(piece);
    else this.#keep(piece);
  }

  /** Doubles its room, so that a line that comes byte by byte is still copied a bounded number of times. */
  #keep(piece: Buffer): void {
    const needed = this.#length + piece.length;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, Math.min(this.#bytes.length * 2, this.#maxBytes)));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#length += piece.copy(this.#bytes, this.#length);
  }

  /** Empties it. The line that it gives is good until the next `append`. */
  take(): Buffer {
    const line = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    if (this.#bytes.length > largestIdle) this.#bytes = Buffer.allocUnsafe(smallestHeld);
    return line;
  }

  takeEnds(): [head: string, tail: string] {
    const texts = this.#ends?.texts() ?? ['', ''];
    this.#ends = undefined;
    this.take();
    return texts;
  }
}

/** The first and the last `endBytes` of a line. */
class LineEnds {
  readonly #head = Buffer.alloc(endBytes);
  readonly #tail = Buffer.alloc(2 * endBytes);
  #headLength = 0;
  #tailLength = 0;

  append(piece: Buffer): void {
    this.#headLength += piece.copy(this.#head, this.#headLength);
    const last = piece.subarray(-endBytes);
    if (this.#tailLength + last.length > this.#tail.length) {
      this.#tail.copyWithin(0, this.#tailLength - endBytes, this.#tailLength);
      this.#tailLength = endBytes;
    }
    this.#tailLength += last.copy(this.#tail, this.#tailLength);
  }

  texts(): [head: string, tail: string] {
    const tail = this.#tail.subarray(Math.max(0, this.#tailLength - endBytes), this.#tailLength);
    return [this.#head.subarray(0, this.#headLength).toString(), tail.toString().trimEnd()];
  }
}
