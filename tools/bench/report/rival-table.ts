import type { Costs, Rival } from './rivals.ts';
import { ratioShown } from './shown.ts';
import type { Table } from './table.ts';

/** Ours beside what others publish for the same system. */
export function rivalTable(rivals: readonly Rival[]): Table {
  const measures = [
    'cpu',
    'memory',
    'tokens',
    'listKilobytes',
    'megabytes',
    'packages',
    'bytes',
  ] satisfies (keyof Costs)[];
  return {
    title: 'Beside other servers for the same systems',
    method: 'Ours divided by theirs, from the tables above: below 1 ours is ahead, above 1 theirs is.',
    columns: ['theirs', 'ours', 'CPU', 'memory', 'tokens', 'list', 'installed', 'packages', 'downloaded'],
    rows: rivals.map(({ name, ourName, peer, ours }) => [
      ...[name, ourName, ...measures.map((measure) => ratioShown(ours[measure], peer[measure]))],
    ]),
  };
}
