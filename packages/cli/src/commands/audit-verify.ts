import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { counted, shownText, type Verification, verifyAuditTrail } from '@bizmcp/core/operate';
import { presentTrail } from '../audit/trail.ts';
import { CliError } from '../cli-error.ts';
import { type Meaning, painter } from '../screen/paint.ts';
import { wrapped } from '../screen/wrap.ts';
import { defineCommand, type Screen } from './command.ts';

/** Exit code where there is nothing to verify. */
const unreadable = 3;

/** Most findings that are shown to people. */
const shownFindings = 50;

const verdicts = [
  { word: 'intact', meaning: 'good' },
  { word: 'TAMPERED', meaning: 'bad' },
  { word: 'incomplete', meaning: 'doubtful' },
  { word: 'UNREADABLE', meaning: 'bad' },
] as const satisfies readonly { word: string; meaning: Meaning }[];

export const auditVerify = defineCommand({
  name: 'audit verify',
  summary: 'Proves that nothing of the audit trail was changed',
  usage: [
    'bizmcp audit verify                       the trail of this machine',
    'bizmcp audit verify ./copy/audit --pubkey ./586dccbe.pub --json',
    '',
    '--pubkey FILE      a public key to trust instead of those beside the trail',
    '                   (may be given more than once)',
    '--checkpoint FILE  signed checkpoints that were kept on another machine',
    '',
    'Exit code: 0 intact, 1 tampered, 2 incomplete, 3 unreadable,',
    '64 wrong command line.',
  ],
  options: { pubkey: { type: 'string', multiple: true }, checkpoint: { type: 'string' } },
  usageExitCode: 64,
  async run({ values, words }, { surroundings, screen }) {
    const read = (path: string) => readOption(resolve(surroundings.folder, path));
    const publicKeys = values.pubkey?.map((path) => read(path).trim());
    const anchors = values.checkpoint === undefined ? undefined : read(values.checkpoint);
    const folder = presentTrail(words, surroundings, unreadable);
    const verification = await verifyAuditTrail(folder, {
      ...(publicKeys && { publicKeys }),
      ...(anchors !== undefined && { anchors }),
    });
    const { exitCode } = verification;
    return { data: { folder, ...verification }, lines: linesOf(folder, verification, screen), exitCode };
  },
});

function readOption(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CliError('usage', `${path} can't be read.`, 'Name a file that you may read.');
  }
}

function linesOf(folder: string, verification: Verification, screen: Screen): string[] {
  const { exitCode, segments, records, unanchored, findings } = verification;
  const { word, meaning } = verdicts[exitCode];
  const columns = Math.max(screen.columns, 24);
  const indent = { first: '  ', rest: '  ' };
  const told = findings.slice(0, shownFindings).flatMap(({ level, segment, seq, problem }) => {
    const place = [segment, seq].filter((part) => part !== undefined).join(' record ');
    const text = shownText(`${level}${place && ` ${place}`}: ${problem}`);
    return wrapped(text, columns, { first: '! ', rest: '  ' });
  });
  const more = findings.length - shownFindings;
  const uncovered = `${counted(unanchored, 'record')}: chained, but not yet covered by a signed checkpoint`;
  return [
    `${painter(screen)(meaning, word)}: ${counted(segments, 'segment')}, ${counted(records, 'record')}`,
    ...wrapped(`in ${folder}`, columns, indent),
    ...(unanchored > 0 ? wrapped(uncovered, columns, indent) : []),
    ...told,
    ...(more > 0 ? [`  and ${more} more; --json has all`] : []),
  ];
}
