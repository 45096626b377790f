/** Rows under named columns; the first column names, the others are figures. */
export interface Table {
  title: string;
  /** How it was measured, in a sentence or two. */
  method: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A table for a terminal: columns aligned, figures to the right. */
export function terminalTable({ title, columns, rows }: Table): string {
  const all = [columns, ...rows].map((row) => row.map(cut));
  const widths = columns.map((_, place) => Math.max(...all.map((row) => (row[place] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, place) => (place === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[place] ?? 0)))
      .join('  ');
  return [`\n${title}`, ...all.map((row) => `  ${line(row).trimEnd()}`)].join('\n');
}

const widest = 44;

function cut(cell: string): string {
  return cell.length > widest ? `${cell.slice(0, widest - 1)}…` : cell;
}

/** The same for a document. */
export function markdownTable({ title, method, columns, rows }: Table): string {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const rule = columns.map((_, place) => (place === 0 ? '---' : '--:'));
  return [`## ${title}`, '', method, '', line(columns), line(rule), ...rows.map(line)].join('\n');
}
