import { counted } from '@bizmcp/core/operate';
import type { Screen } from '../commands/command.ts';
import { type Meaning, type Paint, painter } from '../screen/paint.ts';
import { plainLine, plainText } from '../screen/plain-text.ts';
import { shortPath } from '../screen/short-path.ts';
import { widthOf, wrapped } from '../screen/wrap.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Examined, Report } from './examine.ts';
import type { Finding, Severity } from './finding.ts';

const meanings: Record<Severity, Meaning> = { error: 'bad', warning: 'doubtful', note: 'quiet' };
const indent = '     ';

/** The report as a person reads it: every entry with how it fared, then each finding with what mends it. */
export function doctorLines(report: Report, surroundings: Surroundings, screen: Screen): string[] {
  const paint = painter(screen);
  const columns = Math.min(screen.columns, 100);
  const short = (path: string) => shortPath(path, surroundings);
  return [
    ...entryLines(report, { paint, columns, short }),
    ...report.findings.flatMap((finding, index) =>
      findingLines(shownFinding(finding), index, { paint, columns, short }),
    ),
    '',
    ...wrapped(summary(report), columns),
  ];
}

interface Style {
  paint: Paint;
  columns: number;
  short(path: string): string;
}

function entryLines({ entries, findings, files }: Report, style: Style): string[] {
  const { paint, short } = style;
  if (entries.length === 0) {
    const read = files.filter(({ text }) => text !== undefined).length;
    return [`No client starts a server of bizmcp (${counted(read, 'file')} of clients read).`];
  }
  const groups = Map.groupBy(entries, ({ entry }) => `${entry.client.title}, ${entry.scope}`);
  return [...groups].flatMap(([title, group], index) => {
    const path = short(group[0]?.entry.path ?? '');
    const room = style.columns - widthOf(title) - 2;
    const below = wrapped(path, style.columns, { first: '  ', rest: '  ' }).map((line) => paint('quiet', line));
    const head =
      widthOf(path) <= room
        ? [`${paint('strong', title)}  ${paint('quiet', path)}`]
        : [paint('strong', title), ...below];
    const width = Math.min(24, Math.max(...group.map(({ entry }) => widthOf(plainLine(entry.name)))));
    const lines = group.flatMap((examined) => entryLine(examined, findings, { ...style, width }));
    return [...(index > 0 ? [''] : []), ...head, ...lines];
  });
}

function entryLine(
  examined: Examined,
  findings: readonly Finding[],
  { paint, columns, width }: Style & { width: number },
): string[] {
  const { entry } = examined;
  const own = findings.filter((finding) => finding.path === entry.path && finding.entry === entry.name);
  const [word, meaning] = stateOf(examined, own);
  const about = aboutOf(examined);
  const name = plainLine(entry.name);
  const head = `  ${paint(meaning, word.padEnd(5))} ${name}`;
  const gap = ' '.repeat(Math.max(0, width - widthOf(name)) + 2);
  if (widthOf(head + gap + about) <= columns) return [head + gap + paint('quiet', about)];
  const indent = { first: '        ', rest: '        ' };
  return [head, ...wrapped(about, columns, indent).map((line) => paint('quiet', line))];
}

function stateOf({ isDisabled }: Examined, own: readonly Finding[]): [word: string, meaning: Meaning] {
  if (isDisabled) return ['off', 'quiet'];
  if (own.some(({ severity }) => severity === 'error')) return ['wrong', 'bad'];
  return own.some(({ severity }) => severity === 'warning') ? ['warn', 'doubtful'] : ['ok', 'good'];
}

function aboutOf({ trial, isDisabled }: Examined): string {
  if (isDisabled) return 'switched off in the entry';
  if (!trial) return 'not started';
  const { server, attempts } = trial;
  if (!server) return 'does not start';
  const times = attempts.flatMap((attempt) =>
    attempt.kind === 'connected' ? [`${attempt.protocolVersion} ${attempt.milliseconds} ms`] : [],
  );
  return [`${server.version}, ${server.tools.length} tools`, ...times].join('; ');
}

/** A finding quotes files that may be anybody's. */
function shownFinding({ problem, fix, entry, command, ...finding }: Finding): Finding {
  return {
    ...finding,
    problem: plainText(problem),
    fix: plainText(fix),
    ...(entry !== undefined && { entry: plainLine(entry) }),
    ...(command !== undefined && { command: plainText(command) }),
  };
}

function findingLines(finding: Finding, index: number, style: Style): string[] {
  const { paint, columns, short } = style;
  const { severity, problem, path, entry, fix, command } = finding;
  const number = `${index + 1}`.padStart(3);
  const [head = '', ...more] = wrapped(problem, columns, { first: `${number}  ${severity}: `, rest: indent });
  const start = `${number}  ${severity}:`;
  const place = entry === undefined ? short(path) : `${short(path)}, entry ${entry}`;
  return [
    '',
    `${number}  ${paint(meanings[severity], `${severity}:`)}${head.slice(start.length)}`,
    ...more,
    ...wrapped(place, columns, { first: `${indent}in   `, rest: `${indent}     ` }).map((line) => paint('quiet', line)),
    ...wrapped(fix, columns, { first: `${indent}fix  `, rest: `${indent}     ` }),
    // A line to copy is never broken.
    ...(command === undefined ? [] : [`${indent}     ${paint('name', command)}`]),
  ];
}

function summary({ findings, entries }: Report): string {
  const count = (severity: Severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [counted(number, severity)];
  };
  const parts = [...count('error'), ...count('warning'), ...count('note')];
  if (parts.length > 0) return `${parts.join(', ')}.`;
  if (entries.length === 0) return 'Set one up: bizmcp init';
  return `Nothing is wrong with ${entries.length === 1 ? 'this entry' : `these ${entries.length} entries`}.`;
}
