import type { Screen } from '../commands/command.ts';
import { type Paint, painter } from '../screen/paint.ts';
import { widthOf } from '../screen/wrap.ts';
import { type Cell, shortened } from './cell.ts';

/** One column of a table. */
export interface Column {
  title: string;
  /** Places below which it is cut on very narrow screens alone. Default: it is never cut. */
  least?: number;
  isRight?: boolean;
}

const gap = '  ';
const leastOfAll = 4;

/** Rows under their titles, no wider than the screen: the widest columns that may be cut are. */
export function tableOf(columns: readonly Column[], rows: readonly (readonly Cell[])[], screen: Screen): string[] {
  const widths = widthsOf(columns, rows, screen.columns);
  const paint = painter(screen);
  const head = columns.map(({ title }): Cell => ({ text: title, meaning: 'strong' }));
  return [head, ...rows].map((row) => lineOf(columns, row, widths, paint));
}

function lineOf(columns: readonly Column[], row: readonly Cell[], widths: readonly number[], paint: Paint): string {
  const cells = columns.map(({ isRight }, index) => {
    const { text = '', meaning } = row[index] ?? {};
    const width = widths[index] ?? 0;
    const cut = shortened(text, width);
    const filling = ' '.repeat(Math.max(width - widthOf(cut), 0));
    const shown = meaning === undefined ? cut : paint(meaning, cut);
    if (isRight) return `${filling}${shown}`;
    return index === columns.length - 1 ? shown : `${shown}${filling}`;
  });
  return cells.join(gap).trimEnd();
}

function widthsOf(columns: readonly Column[], rows: readonly (readonly Cell[])[], places: number): number[] {
  const widths = columns.map(({ title }, index) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[index]?.text ?? '')), widthOf(title)),
  );
  const cuttable = columns.flatMap(({ least }, index) => (least === undefined ? [] : [{ index, least }]));
  cutTo(widths, places, cuttable);
  // A screen on which even that is too wide.
  cutTo(
    widths,
    places,
    cuttable.map(({ index }) => ({ index, least: leastOfAll })),
  );
  return widths;
}

/** Takes a place from the widest column that may lose one, until all of them fit. */
function cutTo(widths: number[], places: number, cuttable: readonly { index: number; least: number }[]): void {
  const widthAt = ({ index }: { index: number }) => widths[index] ?? 0;
  let over = widths.reduce((sum, width) => sum + width + gap.length, -gap.length) - places;
  while (over > 0) {
    const [widest] = cuttable
      .filter((one) => widthAt(one) > one.least)
      .sort((one, other) => widthAt(other) - widthAt(one));
    if (!widest) return;
    widths[widest.index] = widthAt(widest) - 1;
    over -= 1;
  }
}
