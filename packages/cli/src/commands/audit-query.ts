import { searchAuditTrail } from '@bizmcp/core/operate';
import { filterFlags, filterOf, filterUsage } from '../audit/filter-options.ts';
import { isOfSandbox, recordColumns, recordRow, sandboxNote } from '../audit/record-row.ts';
import { presentTrail, problemNotes } from '../audit/trail.ts';
import { CliError } from '../cli-error.ts';
import { tableOf } from '../table/table.ts';
import { defineCommand } from './command.ts';

const usualLimit = 50;
const mostLimit = 100_000;

export const auditQuery = defineCommand({
  name: 'audit query',
  summary: 'Finds records of the audit trail, the newest first',
  usage: [
    'bizmcp audit query --since 7d --effect write',
    'bizmcp audit query --actor maria --outcome denied',
    'bizmcp audit query --tool "hubspot.create_*" --since 2026-11-01 --json',
    'bizmcp audit query ./copy/audit --event "policy.*"',
    '',
    ...filterUsage,
    `--limit N         ${usualLimit} unless told otherwise, ${mostLimit} at most`,
    '--json            a record a line, as it is stored, with its outcome',
  ],
  options: { ...filterFlags, limit: { type: 'string' } },
  async run({ values, words }, { surroundings, now, screen, write }) {
    const limit = limitOf(values.limit);
    const filter = filterOf(values, now);
    const folder = presentTrail(words, surroundings);
    const { found, isCut, problems } = await searchAuditTrail(folder, filter, limit);
    const notes = [
      ...(found.length === 0 ? ['No record was found.'] : []),
      ...(isCut
        ? [`These are the newest ${found.length}; --limit ${limit * 10} or \`bizmcp audit export\` has more.`]
        : []),
      ...problemNotes(problems),
    ];
    const exitCode = problems.length > 0 ? 1 : 0;
    if (!values.json) {
      const lines = found.length === 0 ? [] : tableOf(recordColumns, found.map(recordRow), screen);
      const isMarked = found.some(({ record }) => isOfSandbox(record));
      return { data: undefined, lines: [...lines, ...(isMarked ? [sandboxNote] : [])], notes, exitCode };
    }
    for (const { record, outcome } of found) write(`${JSON.stringify({ outcome, record })}\n`);
    return { data: undefined, lines: [], notes, exitCode };
  },
});

function limitOf(given: string | undefined): number {
  const limit = given === undefined ? usualLimit : Number(given);
  if (Number.isInteger(limit) && limit > 0 && limit <= mostLimit) return limit;
  throw new CliError(
    'usage',
    `--limit takes a number from 1 to ${mostLimit}, not "${given}".`,
    'For more there is `bizmcp audit export`, which holds nothing in the memory.',
  );
}
