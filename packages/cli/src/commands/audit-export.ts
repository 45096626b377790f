import { resolve } from 'node:path';
import { type ExportFormat, exportAuditTrail, exportFormats, isOfFilter } from '@bizmcp/core/operate';
import { type ExportTarget, fileTarget, streamTarget } from '../audit/export-target.ts';
import { filterFlags, filterOf, filterUsage } from '../audit/filter-options.ts';
import { presentTrail, problemNotes } from '../audit/trail.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand } from './command.ts';

export const auditExport = defineCommand({
  name: 'audit export',
  summary: 'Writes the audit trail for a spreadsheet, a SIEM or a tracer',
  usage: [
    'bizmcp audit export --format csv --output trail.csv',
    'bizmcp audit export --format ocsf --since 24h --output - | gzip > day.gz',
    '',
    '--format F        jsonl (as stored), csv, ocsf (API Activity), otel',
    '--output FILE     a file, or - for standard output',
    '--force           replace a file that is there',
    ...filterUsage.filter((line) => !line.startsWith('--outcome')),
    '',
    'An export proves nothing: `bizmcp audit verify` proves the trail itself.',
  ],
  options: { ...filterFlags, format: { type: 'string' }, output: { type: 'string' }, force: { type: 'boolean' } },
  async run({ values, words }, { surroundings, now, write, drained }) {
    const format = formatOf(values.format);
    if (values.outcome !== undefined)
      throw new CliError('usage', 'An export takes no --outcome: it has each record by itself.', 'Use `audit query`.');
    const filter = filterOf(values, now);
    const folder = presentTrail(words, surroundings);
    const output = outputOf(values.output, surroundings.folder);
    const target = output === '-' ? streamTarget(write) : fileTarget(output, values.force ?? false);
    const { records, problems } = await exported(target, (print) =>
      exportAuditTrail(folder, format, print, {
        isWanted: (record, line) => isOfFilter(record, line, filter),
        pause: output === '-' ? drained : undefined,
      }),
    );
    const said = `${records} records as ${format}${output === '-' ? '' : ` in ${output}`}`;
    const exitCode = problems.length > 0 ? 1 : 0;
    if (output === '-') return { data: undefined, lines: [], notes: [said, ...problemNotes(problems)], exitCode };
    return { data: { output, format, records, problems }, lines: [said], notes: problemNotes(problems), exitCode };
  },
});

async function exported<Result>(
  target: ExportTarget,
  run: (print: ExportTarget['print']) => Promise<Result>,
): Promise<Result> {
  try {
    const result = await run(target.print);
    target.end();
    return result;
  } catch (error) {
    target.abandon();
    throw error;
  }
}

function formatOf(given: string | undefined): ExportFormat {
  const format = exportFormats.find((name) => name === given);
  if (format) return format;
  const problem = given === undefined ? 'No format was named.' : `There is no format "${given}".`;
  throw new CliError('usage', problem, `Add --format ${exportFormats.join('|')}.`);
}

function outputOf(given: string | undefined, folder: string): string {
  if (given === undefined)
    throw new CliError('usage', 'No output was named.', 'Add --output FILE, or --output - for standard output.');
  return given === '-' ? given : resolve(folder, given);
}
