import { floors } from '../programs/floor-programs.ts';
import type { Results } from '../results.ts';
import { type Costs, rivalsOf } from './rivals.ts';
import { percentShown, shown } from './shown.ts';

/** One thing that the fleet is to show, and what was measured. */
export interface Verdict {
  text: string;
  isHeld: boolean;
  figures: string;
}

/** A figure of one server. */
interface Named {
  name: string;
  value: number;
}

/** What the fleet is to show, as far as the run measured it. */
export function verdictsOf(results: Results): Verdict[] {
  return [
    ...startVerdicts(results),
    ...fleetVerdicts(results),
    ...rivalVerdicts(results),
    ...memoryVerdicts(results),
    ...concurrencyVerdicts(results),
  ];
}

function startVerdicts({ start = [] }: Results): Verdict[] {
  const floorOf = (floor: string) => start.find(({ name }) => name === floor)?.warm;
  const [hello, wire] = [floorOf(floors.sdk), floorOf(floors.wire)];
  const ours = start.flatMap(({ kind, name, warm }) => (kind === 'ours' && warm ? [{ name, ...warm }] : []));
  if (!hello || !wire || ours.length === 0) return [];
  const cpu = (base: number) => ours.map((one) => ({ name: one.name, value: one.cpu / base }));
  const more = ours.map(({ name, memory }) => ({ name, value: memory - hello.memory }));
  return [
    atMost('CPU of a start: at most 1.0 of the SDK hello, each server', cpu(hello.cpu), 1),
    atMost('CPU of a start: at most 2 of the server without an SDK (a goal)', cpu(wire.cpu), 2),
    atMost('Peak memory of a start: at most 8 MB over the SDK hello', more, 8),
  ];
}

function fleetVerdicts({ fleet = [] }: Results): Verdict[] {
  return fleet
    .filter(({ name }) => name === ourTen)
    .flatMap(({ listed, milliseconds }) => [
      atMost('Ten servers at once: at most 650 MB resident in all', [{ name: 'sum', value: listed.resident }], 650),
      atMost('Ten servers at once: all answer within 4 s', [{ name: 'last', value: milliseconds / 1000 }], 4),
    ]);
}

/** The name by which the tables know ten servers of the fleet. */
export const ourTen = 'ten of ours';

const rivalBounds: readonly [keyof Costs, string, number][] = [
  ['cpu', 'CPU of a start: at most 1/4', 1 / 4],
  ['memory', 'Peak memory of a start: at most 2/3', 2 / 3],
  ['tokens', 'Tokens: at most 1/3', 1 / 3],
  ['megabytes', 'Size on the disk: at most 1/10', 1 / 10],
];

function rivalVerdicts(results: Results): Verdict[] {
  const rivals = rivalsOf(results).filter(({ extent }) => extent === undefined);
  const packages = rivals.flatMap(({ ourName, ours }) =>
    ours.packages ? [{ name: ourName, value: ours.packages }] : [],
  );
  const verdicts = rivalBounds.flatMap(([measure, text, bound]) => {
    const ratios = rivals.flatMap(({ ourName, peer, ours }) => {
      const [mine, theirs] = [ours[measure], peer[measure]];
      return mine === undefined || theirs === undefined ? [] : [{ name: ourName, value: mine / theirs }];
    });
    return ratios.length > 0 ? [atMost(`${text} of the other server for the same system`, ratios, bound)] : [];
  });
  return packages.length > 0 ? [...verdicts, atMost('Packages: 1', packages, 1)] : verdicts;
}

function memoryVerdicts({ memory = [] }: Results): Verdict[] {
  const ours = memory.filter(({ kind }) => kind === 'ours');
  const [first] = ours;
  if (!first) return [];
  const text = `over ${first.calls.toLocaleString('en-GB')} calls: no rise beyond 1 %`;
  const verdict = (what: 'live' | 'resident', title: string): Verdict => ({
    text: `${title} ${text}`,
    isHeld: ours.every((one) => one[what].rise <= 0.01),
    figures: ours.map((one) => `${one.name} ${percentShown(one[what].rise)}`).join(', '),
  });
  return [verdict('live', 'Memory in use'), verdict('resident', 'Resident memory')];
}

function concurrencyVerdicts({ concurrency = [] }: Results): Verdict[] {
  const ours = concurrency.flatMap(({ kind, name, levels }) => {
    const last = levels.at(-1);
    return kind === 'ours' && last ? [{ name, ...last }] : [];
  });
  const [first] = ours;
  if (!first) return [];
  const errors = ours.map(({ name, errors: value }) => ({ name, value }));
  const spread = ours.map(({ name, p50, p99 }) => ({ name, value: p99 / p50 }));
  return [
    atMost(`${first.callers} callers at once: no error`, errors, 0),
    atMost(`${first.callers} callers at once: p99 at most 20 times the median`, spread, 20),
  ];
}

function atMost(text: string, values: readonly Named[], bound: number): Verdict {
  const figures = values.map(({ name, value }) => `${name} ${shown(value)}`).join(', ');
  return { text, isHeld: values.every(({ value }) => value <= bound), figures };
}
