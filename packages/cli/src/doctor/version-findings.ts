import { type Examination, entryFinding } from './examination.ts';
import type { Finding } from './finding.ts';
import { addCommand } from './program-findings.ts';

/** Whether an entry starts the version that this bizmcp knows: an unpinned one starts whatever is newest, untried. */
export function versionFindings(examination: Examination, running?: string): Finding[] {
  const { entry, found } = examination;
  const { server } = entry;
  if (!server || !found) return [];
  const word = found.start.args.find((arg) => arg === server.package || arg.startsWith(`${server.package}@`));
  if (word === undefined) return running === undefined ? [] : differingVersion(examination, running);
  const version = word.slice(server.package.length + 1);
  if (/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) return differingVersion(examination, version);
  return [
    entryFinding(examination, 'version-unpinned', 'warning', {
      problem: `The version is not pinned (${word}): each start may run other code than the one before`,
      fix: `Pin it to ${server.version}.`,
      command: addCommand(examination),
    }),
  ];
}

function differingVersion(examination: Examination, version: string): Finding[] {
  const { server } = examination.entry;
  if (!server || version === server.version) return [];
  const isOlder = version.localeCompare(server.version, 'en', { numeric: true }) < 0;
  return [
    entryFinding(examination, 'version-differs', isOlder ? 'warning' : 'note', {
      problem: `The entry starts ${server.name} ${version}; this bizmcp knows ${server.version}`,
      fix: isOlder ? `Bring it to ${server.version}.` : 'Use the newest bizmcp.',
      command: isOlder ? addCommand(examination) : 'npx -y bizmcp@latest doctor',
    }),
  ];
}
