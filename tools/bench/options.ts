import { parseArgs } from 'node:util';

/** The parts of a bench, in the order of a run. */
export const partNames = ['start', 'size', 'calls', 'memory', 'fleet', 'governance', 'insights'] as const;
export type PartName = (typeof partNames)[number];

/** What the command line asks for. */
export interface Options {
  parts: PartName[];
  /** Few rounds: to see that all works, not to believe the figures. */
  isQuick: boolean;
  /** Whether servers of others are installed and measured too. */
  hasPeers: boolean;
  /** Whether the committed document is written. */
  writesDocument: boolean;
  /** A result of an earlier run to report again, instead of measuring. */
  from?: string;
}

/** What a whole run measures; the others have their own figures, and are asked for by name. */
const usualParts: readonly PartName[] = ['start', 'size', 'calls', 'memory', 'fleet'];
const aliases: Readonly<Record<string, readonly PartName[]>> = { peers: ['start', 'size'] };

/** Reads the command line. Throws with a sentence for the user. */
export function readOptions(words: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      'no-peers': { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      from: { type: 'string' },
    },
  });
  const asked = positionals.flatMap(partsOf);
  const isWhole = asked.length === 0 && !values.quick && !values['no-peers'];
  return {
    parts: asked.length === 0 ? [...usualParts] : partNames.filter((name) => asked.includes(name)),
    isQuick: values.quick,
    hasPeers: !values['no-peers'],
    writesDocument: values.write || isWhole,
    ...(values.from !== undefined && { from: values.from }),
  };
}

function partsOf(word: string): readonly PartName[] {
  const part = partNames.find((name) => name === word);
  const parts = part ? [part] : aliases[word];
  if (!parts) {
    throw new Error(`There is no part ${word}. There are: ${[...partNames, ...Object.keys(aliases)].join(', ')}.`);
  }
  return parts;
}
