import { PassThrough, Writable } from 'node:stream';

interface Place {
  letter: string;
  /** Codes of Select Graphic Rendition that are on, such as `32`. */
  style: string;
}

/** What a terminal of so many columns shows after it was sent these texts; only what programs that ask questions use. */
export class TerminalScreen {
  readonly #columns: number;
  #rows: Place[][] = [[]];
  #row = 0;
  #column = 0;
  #style: readonly string[] = [];
  /** The beginning of a sequence whose end comes with the next text. */
  #rest = '';

  constructor(columns: number) {
    this.#columns = columns;
  }

  write(text: string): void {
    const all = this.#rest + text;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are spoken to in control characters.
    const end = all.search(/\u001B(?:\[[?\d;]*)?$/u);
    this.#rest = end < 0 ? '' : all.slice(end);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are spoken to in control characters.
    for (const [part] of all.slice(0, all.length - this.#rest.length).matchAll(/\u001B\[[?\d;]*[A-Za-z]|[\s\S]/gu)) {
      if (part.startsWith('\u001B')) this.#control(part.slice(2, -1), part.at(-1) ?? '');
      else this.#put(part);
    }
  }

  /** The letters alone. */
  text(): string {
    return this.#lines((row) =>
      row
        .map(({ letter }) => letter)
        .join('')
        .trimEnd(),
    );
  }

  /** The letters with their colours, so that it looks the same when it is printed. */
  coloured(): string {
    return this.#lines((row) => {
      let before = '';
      const parts = row.map(({ letter, style }) => {
        const change = style === before ? '' : `\u001B[0${style}m`;
        before = style;
        return change + letter;
      });
      return `${parts.join('').trimEnd()}${before === '' ? '' : '\u001B[0m'}`;
    });
  }

  #lines(lineOf: (row: Place[]) => string): string {
    return `${this.#rows.map(lineOf).join('\n').trimEnd()}\n`;
  }

  #put(letter: string): void {
    if (letter === '\n') {
      this.#goTo(this.#row + 1, 0);
      return;
    }
    if (letter === '\r') {
      this.#column = 0;
      return;
    }
    if (this.#column >= this.#columns) this.#goTo(this.#row + 1, 0);
    const row = this.#rows[this.#row] ?? [];
    while (row.length < this.#column) row.push({ letter: ' ', style: '' });
    row[this.#column] = { letter, style: this.#style.map((code) => `;${code}`).join('') };
    this.#column += 1;
  }

  #control(parameters: string, kind: string): void {
    const count = Number(parameters || 1);
    if (kind === 'A') this.#goTo(this.#row - count, this.#column);
    else if (kind === 'B') this.#goTo(this.#row + count, this.#column);
    else if (kind === 'C') this.#column = Math.min(this.#columns - 1, this.#column + count);
    else if (kind === 'D') this.#column = Math.max(0, this.#column - count);
    else if (kind === 'G') this.#column = count - 1;
    else if (kind === 'J') this.#rows = [...this.#rows.slice(0, this.#row), this.#start()];
    else if (kind === 'K') this.#rows[this.#row] = this.#start();
    else if (kind === 'm') this.#style = styled(this.#style, parameters);
    else if (!parameters.startsWith('?')) throw new RangeError(`this screen does not know ${parameters}${kind}`);
  }

  #start(): Place[] {
    return (this.#rows[this.#row] ?? []).slice(0, this.#column);
  }

  #goTo(row: number, column: number): void {
    this.#row = Math.max(0, row);
    this.#column = column;
    while (this.#rows.length <= this.#row) this.#rows.push([]);
  }
}

const ends: Readonly<Record<string, readonly string[]>> = {
  '22': ['1', '2'],
  '23': ['3'],
  '24': ['4'],
  '27': ['7'],
  '28': ['8'],
  '29': ['9'],
};

function styled(style: readonly string[], parameters: string): readonly string[] {
  return (parameters || '0').split(';').reduce<readonly string[]>((on, code) => {
    if (code === '0') return [];
    if (code === '39') return on.filter((one) => !/^(3|9)\d$/.test(one));
    const ended = ends[code];
    return ended ? on.filter((one) => !ended.includes(one)) : [...on.filter((one) => one !== code), code];
  }, style);
}

/** A terminal without a machine: what is written to it is shown on a screen, and keys can be pressed. */
export function terminalOf(columns: number) {
  const screen = new TerminalScreen(columns);
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(
    new Writable({
      write(chunk, _encoding, done) {
        screen.write(String(chunk));
        done();
      },
    }),
    { isTTY: true, columns, rows: 60 },
  );
  return { screen, input, output };
}
