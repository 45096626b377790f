import manifest from '../../packages/cli/package.json' with { type: 'json' };
import { allCommands } from '../../packages/cli/src/commands/all-commands.ts';
import { emptyMarkedPart, withMarkedPart } from './marked-part.ts';

/** The README of the command's package: what its own help says, for those who meet it on npm. */
export function commandReadme(path: string): string {
  const part = [
    `${manifest.description}.`,
    '```sh\nnpx bizmcp init\n```',
    'It asks which clients, which servers and which access, shows what it would write, and writes it. `--sandbox` needs no account.',
    [
      '| command | what it does |',
      '|---|---|',
      ...allCommands.map(({ name, summary }) => `| \`${name}\` | ${summary} |`),
    ].join('\n'),
    'Each takes `--help` and `--json`. MIT licence, no telemetry; what is bundled is named in `dist/NOTICE`.',
  ].join('\n\n');
  return withMarkedPart(`# ${manifest.name}\n\n${emptyMarkedPart}`, part, path);
}
