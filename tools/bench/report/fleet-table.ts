import type { FleetResult } from '../fleet/measure-fleet.ts';
import { shown } from './shown.ts';
import type { Table } from './table.ts';

/** Many servers at once. */
export function fleetTable(results: readonly FleetResult[]): Table {
  return {
    title: 'Many servers at once',
    method:
      'Started at the same moment, as a client starts all servers of its configuration; ten of ours are all of them, begun again where ' +
      'there are fewer, but for the template. Seconds until the last has told its tools; then ' +
      'the sums over all processes in MB: of resident sets (shared pages count for each), and of proportional sets (shared pages are ' +
      'divided). The last two columns: after each of ours has answered a call on its sandbox, whose simulated company is in the process.',
    columns: ['fleet', 'servers', 'seconds', 'resident', 'proportional', 'resident, called', 'proportional, called'],
    rows: results.map(({ name, count, milliseconds, listed, called, problem }) => [
      ...[
        problem === undefined ? name : `${name} (not measured)`,
        String(count),
        shown(milliseconds / 1000),
        shown(listed.resident),
        shown(listed.proportional),
      ],
      ...[shown(called?.resident), shown(called?.proportional)],
    ]),
  };
}
