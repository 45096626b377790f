import { parseMessageLine } from '../src/serve/lines/json-line.ts';
import { costlyLines } from '../test/serve/fixtures/costly-lines.ts';

interface Figure {
  name: string;
  unit: string;
  value: number;
  note?: string;
}

const sizes = [1_000, 250_000, 4_000_000];

/** What reading a line costs beside `JSON.parse` alone, for ordinary lines of growing length and for lines made to be costly. */
export async function run(): Promise<Figure[]> {
  const ordinary = sizes.map((bytes) => {
    const line = lineOf(bytes);
    const value = nanosecondsOf(() => parseMessageLine(line)) / nanosecondsOf(() => JSON.parse(line));
    return {
      name: `reading a line of ${bytes.toLocaleString('en-GB')} bytes`,
      unit: 'x JSON.parse',
      value: rounded(value),
    };
  });
  const plain = lineOf(1_000_000);
  const usual = nanosecondsOf(() => parseMessageLine(plain));
  const costly = costlyLines.map(({ title, line }) => {
    const value = nanosecondsOf(() => parseMessageLine(line)) / usual;
    return { name: `reading a megabyte of ${title}`, unit: 'x an ordinary megabyte', value: rounded(value) };
  });
  return [...ordinary, ...costly];
}

function lineOf(bytes: number): string {
  const row = '{"id":"n1","name":"Ada \\"L\\" Byron","amount":1.5,"tags":["a","b"],"ok":true}';
  const rows = Array.from({ length: Math.ceil(bytes / (row.length + 1)) }, () => row).join(',');
  return `{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"rows":[${rows}]}}`;
}

/** The best of several rounds: the machine is shared. */
function nanosecondsOf(work: () => unknown): number {
  const rounds = Array.from({ length: 15 }, () => {
    const begun = process.hrtime.bigint();
    work();
    return Number(process.hrtime.bigint() - begun);
  });
  return Math.min(...rounds);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
