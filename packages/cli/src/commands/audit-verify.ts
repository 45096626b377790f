import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { shownText, type Verification, verifyAuditTrail } from '@bizmcp/core/operate';
import { trailFolder } from '../audit/trail.ts';
import { CliError } from '../cli-error.ts';
import { painted, type Tone, wrapped } from '../table/cell.ts';
import { defineCommand, type Screen } from './command.ts';

/** Most findings that are shown to people. */
const shownFindings = 50;

const verdicts = [
  { word: 'intact', tone: 'good' },
  { word: 'TAMPERED', tone: 'bad' },
  { word: 'incomplete', tone: 'warning' },
  { word: 'UNREADABLE', tone: 'bad' },
] as const satisfies readonly { word: string; tone: Tone }[];

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
    const folder = trailFolder(words, surroundings);
    const read = (path: string) => readOption(resolve(surroundings.folder, path));
    const publicKeys = values.pubkey?.map((path) => read(path).trim());
    const anchors = values.checkpoint === undefined ? undefined : read(values.checkpoint);
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
  const { word, tone } = verdicts[exitCode];
  const places = Math.max(screen.columns - 2, 20);
  const told = findings.slice(0, shownFindings).flatMap(({ level, segment, seq, problem }) => {
    const place = [segment, seq].filter((part) => part !== undefined).join(' record ');
    return wrapped(shownText(`${level}${place && ` ${place}`}: ${problem}`), places).map((line, index) => {
      return index === 0 ? `! ${line}` : `  ${line}`;
    });
  });
  const more = findings.length - shownFindings;
  return [
    `${painted({ text: word, tone }, screen)}: ${counted(segments, 'segment')}, ${counted(records, 'record')}`,
    ...wrapped(`in ${folder}`, places).map((line) => `  ${line}`),
    ...(unanchored > 0
      ? wrapped(`${counted(unanchored, 'record')}: chained, but not yet covered by a signed checkpoint`, places)
      : []
    ).map((line) => `  ${line}`),
    ...told,
    ...(more > 0 ? [`  and ${more} more; --json has all`] : []),
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
