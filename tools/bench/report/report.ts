import type { Figure } from '../figure.ts';
import type { Results } from '../results.ts';
import { concurrencyTable, memoryTable, overheadTable } from './call-tables.ts';
import { fleetTable } from './fleet-table.ts';
import { peersAhead } from './peers-ahead.ts';
import { type Verdict, verdictsOf } from './promises.ts';
import { rivalTable } from './rival-table.ts';
import { rivalsOf } from './rivals.ts';
import { shown } from './shown.ts';
import { sizeTable } from './size-table.ts';
import { startTables } from './start-tables.ts';
import { markdownTable, type Table, terminalTable } from './table.ts';

/** The tables of what a run measured. */
function tablesOf(results: Results): Table[] {
  const { start, size, overhead, concurrency, memory, fleet } = results;
  const rivals = rivalsOf(results);
  return [
    ...(start ? startTables(start) : []),
    ...(size ? [sizeTable(size)] : []),
    ...(rivals.length > 0 ? [rivalTable(rivals)] : []),
    ...(overhead ? [overheadTable(overhead)] : []),
    ...(concurrency ? [concurrencyTable(concurrency)] : []),
    ...(memory ? [memoryTable(memory)] : []),
    ...(fleet ? [fleetTable(fleet)] : []),
  ];
}

/** All that a run measured, for a terminal. */
export function terminalReport(results: Results): string {
  const verdicts = verdictsOf(results).map((verdict) => `  ${lineOf(verdict)}`);
  const ahead = peersAhead(results).map((sentence) => `  ${sentence}`);
  return [
    ...tablesOf(results).map(terminalTable),
    ...section('Governance in one process', (results.governance ?? []).map(figureLine)),
    ...section('Insights', (results.insights ?? []).map(figureLine)),
    ...section('What is to be shown', verdicts),
    ...section('Where another server is ahead', ahead),
    ...section(
      'Notes',
      notesOf(results).map((note) => `  ${note}`),
    ),
  ].join('\n');
}

/** The same as the document that is committed. */
export function documentReport(results: Results): string {
  const list = (sentences: readonly string[]) => sentences.map((sentence) => `- ${sentence}`);
  const parts = [
    '<!-- Written by `pnpm bench`: do not edit. -->',
    '# Benchmarks',
    circumstances(results),
    ['## What is to be shown', '', ...list(verdictsOf(results).map(lineOf))].join('\n'),
    ['## Where another server is ahead', '', ...list(peersAhead(results))].join('\n'),
    ...tablesOf(results).map(markdownTable),
    ['## The other servers', '', ...list(notesOf(results))].join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

function circumstances({ date, machine, loadAfter, lasted, isQuick }: Results): string {
  const { processor, cores, memory, system, node, npm, sdk, commit, load } = machine;
  return [
    `${isQuick ? 'A quick run with few rounds, whose figures are rough' : 'One run of'} \`pnpm bench\` on ${date}, of ${Math.round(lasted)} minutes.`,
    `${cores} cores of ${processor}, ${memory} GB, ${system}; Node.js ${node}, npm ${npm}, MCP SDK ${sdk}; commit ${commit}.`,
    `Load of the machine before: ${load.toFixed(1)}, after: ${loadAfter.toFixed(1)}; the bench itself keeps one to two cores busy.`,
    'Figures of two runs are not to be compared; ratios within a run are.',
  ].join(' ');
}

/** What a reader must know of the peers, and what could not be measured. */
function notesOf({ notes, start = [], size = [], fleet = [] }: Results): string[] {
  const problems = [...start, ...size, ...fleet].flatMap(({ name, problem }) =>
    problem === undefined ? [] : [`${name} could not be measured: ${problem}.`],
  );
  return [...Object.entries(notes).map(([name, note]) => `${name}: ${note}.`), ...problems];
}

function figureLine({ name, value, unit, note }: Figure): string {
  return `  ${name.padEnd(70)} ${shown(value).padStart(10)} ${unit}${note === undefined ? '' : ` (${note})`}`;
}

function lineOf({ text, isHeld, figures }: Verdict): string {
  return `${isHeld ? 'held' : 'MISSED'}: ${text} (${figures})`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [`\n${title}`, ...lines] : [];
}
