import type { ConcurrencyResult } from '../calls/measure-concurrency.ts';
import type { OverheadResult } from '../calls/overhead.ts';
import type { MemoryResult } from '../memory/measure-memory.ts';
import { percentShown, ratioShown, shown } from './shown.ts';
import type { Table } from './table.ts';

/** What governance adds to a call. */
export function overheadTable({ bare, governed }: OverheadResult): Table {
  const row = (name: string, pick: (side: OverheadResult['bare']) => number) => [
    ...[name, shown(pick(bare)), shown(pick(governed)), ratioShown(pick(governed), pick(bare))],
  ];
  return {
    title: 'What governance adds to a call',
    method:
      'The same tool over stdio: on the bare SDK with nothing around it, and through the whole pipeline with its audit trail on the disk. ' +
      'Medians, both sides in turn. Why it costs what it costs: [decision 0015](decisions/0015-cost-of-governance.md).',
    columns: ['call', 'bare SDK', 'governed', 'governed / bare'],
    rows: [
      row('one of the first 50 of a process, ms', ({ cold }) => cold),
      row('warm, ms', ({ warm }) => warm),
      row('64 callers, calls/s', ({ rate }) => rate),
    ],
  };
}

/** Many callers at once. */
export function concurrencyTable(results: readonly ConcurrencyResult[]): Table {
  const counts = results[0]?.levels.map(({ callers }) => callers) ?? [];
  return {
    title: 'Calls by one caller and by many',
    method:
      'A cheap read over stdio, by callers that each ask again when they are answered, all servers in turn. Ours run on their sandbox with ' +
      'the limits lifted (their own and those of the simulated vendor), so the vendor is in the same process; the trail is on the disk. ' +
      'The others govern and record nothing. p50 and p99 in milliseconds.',
    columns: [
      ...['server', 'tool'],
      ...counts.flatMap((count) => [`${count}: calls/s`, 'p50', 'p99']),
      ...['p99 / p50', 'errors'],
    ],
    rows: results.map(({ name, tool, levels }) => {
      const last = levels.at(-1);
      const errors = levels.reduce((sum, level) => sum + level.errors, 0);
      return [
        ...[name, tool, ...levels.flatMap(({ rate, p50, p99 }) => [shown(rate), shown(p50), shown(p99)])],
        ...[ratioShown(last?.p99, last?.p50), String(errors)],
      ];
    }),
  };
}

/** Memory over very many calls. */
export function memoryTable(results: readonly MemoryResult[]): Table {
  const [first] = results;
  return {
    title: `Memory over ${(first?.calls ?? 0).toLocaleString('en-GB')} calls`,
    method:
      'By 8 callers that make cheap reads, on the sandbox as above: the simulated company is in the process too. After each fortieth of ' +
      'the calls the process collects what it no longer needs, gives back the pages that V8 keeps for the next objects, and tells what it ' +
      'holds, in MB: objects and buffers in use (live; without the code that V8 goes on compiling), and the resident set, which holds the ' +
      'memory that V8 compiled with, too. The figures are the ends of the straight line nearest to the samples; as many calls, in ' +
      'the same manner, warm up before. In work: the resident set before a process collects, the median.',
    columns: [
      'server',
      'live at first',
      'at last',
      'rise',
      'resident at first',
      'at last',
      'rise',
      'in work',
      'errors',
    ],
    rows: results.map(({ name, live, resident, working, errors }) => [
      ...[name, shown(live.before), shown(live.after), percentShown(live.rise)],
      ...[shown(resident.before), shown(resident.after), percentShown(resident.rise)],
      ...[shown(working), String(errors)],
    ]),
  };
}
