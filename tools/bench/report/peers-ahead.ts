import type { Results } from '../results.ts';
import { type Costs, rivalsOf } from './rivals.ts';
import { shown } from './shown.ts';

const measures: readonly [keyof Costs, string, number][] = [
  ['cpu', 'ms of CPU to start', 1],
  ['memory', 'MB at the start', 1],
  ['tokens', 'tokens', 1],
  ['listKilobytes', 'kB of list', 1],
  ['megabytes', 'MB on the disk', 1],
  ['packages', 'packages', 1],
  ['bytes', 'MB downloaded', 1e-6],
];

/** Sentences on what others do better, by the figures of the run. */
export function peersAhead(results: Results): string[] {
  return [...rivalSentences(results), ...otherSentences(results), ...callSentences(results)];
}

/** Against our server for the same system. */
function rivalSentences(results: Results): string[] {
  return rivalsOf(results).flatMap(({ name, ourName, peer, ours }) =>
    measures.flatMap(([measure, unit, scale]) => {
      const [mine, theirs] = [ours[measure], peer[measure]];
      if (mine === undefined || theirs === undefined || theirs >= mine) return [];
      return [`${name}: ${shown(theirs * scale)} ${unit}; our ${ourName}: ${shown(mine * scale)}.`];
    }),
  );
}

/** A server for a system that we have none for, against the one of ours that costs most. */
function otherSentences({ start = [] }: Results): string[] {
  const others = start.filter(({ kind, system, problem }) => kind === 'peer' && !system && problem === undefined);
  const most = start.filter(({ kind }) => kind === 'ours').sort((left, right) => right.tokens - left.tokens)[0];
  return others.flatMap(({ name, tokens }) =>
    most && tokens > 0 && tokens < most.tokens
      ? [`${name}: ${shown(tokens)} tokens; our ${most.name}, which shows most: ${shown(most.tokens)}.`]
      : [],
  );
}

/** Those that can be called without an account, against the quickest of ours. */
function callSentences({ concurrency = [] }: Results): string[] {
  const rateOf = (name: string) => concurrency.find((result) => result.name === name)?.levels.at(-1)?.rate ?? 0;
  const ours = concurrency.filter(({ kind }) => kind === 'ours').map(({ name }) => name);
  const [best] = ours.sort((left, right) => rateOf(right) - rateOf(left));
  if (best === undefined) return [];
  return concurrency
    .filter(({ kind, name }) => kind !== 'ours' && rateOf(name) > rateOf(best))
    .map(
      ({ name }) =>
        `${name}: ${shown(rateOf(name))} calls/s by many callers; our quickest, ${best}: ${shown(rateOf(best))}.`,
    );
}
