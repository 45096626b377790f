import type { SizeResult } from '../size/measure-sizes.ts';
import { shown } from './shown.ts';
import type { Table } from './table.ts';

/** What a server costs to get. */
export function sizeTable(results: readonly SizeResult[]): Table {
  return {
    title: 'What the first npx of a server brings',
    method:
      'Measured with an empty cache, through a stand-in for the registry on loopback that counts the bodies of its answers (descriptions ' +
      'of packages compressed, tarballs as they are). Ours are packed as a release packs them and served by the stand-in; for the peers ' +
      'it asks the registry. On the disk: in whole blocks, as du tells. Install scripts do not run.',
    columns: ['server', 'MB on the disk', 'MB of content', 'packages', 'MB downloaded', 'answers'],
    rows: results.map(({ name, megabytes, contentMegabytes, packages, bytes, answers, problem }) => [
      problem === undefined ? name : `${name} (not measured)`,
      ...[
        shown(megabytes),
        shown(contentMegabytes),
        shown(packages),
        shown(bytes === undefined ? undefined : bytes / 1e6),
        shown(answers),
      ],
    ]),
  };
}
