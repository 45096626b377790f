import { CliError } from '../cli-error.ts';
import type { Place } from '../entry-reading/project-trust.ts';
import type { LiveSurface } from '../inspect/live-surface.ts';
import type { TargetWords } from '../inspect/tool-lines.ts';
import { StartFailure } from '../live-server/start-failure.ts';
import { type TargetChoice, targetFlags, targetOf, targetUsage } from '../live-server/target.ts';
import { defineCommand } from './command.ts';
import { splitNames } from './split-names.ts';

export const inspect = defineCommand({
  name: 'inspect',
  summary: 'Shows what a running server offers: tools, arguments, scopes, resources, prompts',
  usage: [
    'bizmcp inspect hubspot --sandbox',
    'bizmcp inspect hubspot search_objects',
    'bizmcp inspect -- npx -y somebody-elses-server',
    '',
    ...targetUsage,
  ],
  options: targetFlags,
  async run({ values, words, program }, { surroundings, person, screen }) {
    const name = program.length > 0 ? undefined : words[0];
    const [tool, tooMuch] = program.length > 0 ? words : words.slice(1);
    if (tooMuch !== undefined)
      throw new CliError('usage', `"${tooMuch}" is too much.`, 'Name a server and at most one tool.');
    const clients = splitNames(values.client);
    const { sandbox: isSandbox = false, from } = values;
    const surface = await surfaceAt({ name, program, clients, from, isSandbox }, { surroundings, person });
    if (tool === undefined) {
      const { surfaceLines } = await import('../inspect/surface-lines.ts');
      return { data: { ...surface }, lines: surfaceLines(surface, screen), exitCode: 0 };
    }
    const shown = surface.tools.find((one) => one.name === tool);
    if (!shown)
      throw new CliError(
        'usage',
        `${surface.title} has no tool "${tool}".`,
        `It has: ${surface.tools.map((one) => one.name).join(', ')}.`,
      );
    const { toolLines } = await import('../inspect/tool-lines.ts');
    return { data: { ...shown }, lines: toolLines(shown, targetWords(name, program, values), screen), exitCode: 0 };
  },
});

function targetWords(
  name: string | undefined,
  program: readonly string[],
  { sandbox, from }: { sandbox?: boolean | undefined; from?: string | undefined },
): TargetWords {
  const flags = `${from === undefined ? '' : ` --from ${from}`}${sandbox ? ' --sandbox' : ''}`;
  if (name === undefined) return { before: '', after: `${flags} -- ${program.join(' ')}` };
  return { before: `${name} `, after: flags };
}

async function surfaceAt(choice: TargetChoice, place: Place): Promise<LiveSurface> {
  const target = targetOf(choice, place);
  const { connectServer } = await import('../live-server/connect-server.ts');
  const { surfaceOfLive } = await import('../inspect/live-surface.ts');
  try {
    const live = await connectServer(target.start, { era: 'auto', patienceMilliseconds: 90_000 });
    return await surfaceOfLive(live).finally(() => live.close());
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    const said = error.stderr.trim();
    throw new CliError(
      'refused',
      `The server did not start (${target.how}): ${error.message}${said === '' ? '' : `\n${said}`}`,
      'Find out why: bizmcp doctor',
      4,
    );
  }
}
