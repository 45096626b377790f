import type { ApprovalRequest } from '@bizmcp/core/operate';
import { CliError } from '../cli-error.ts';
import type { CommandContext, CommandResult } from '../commands/command.ts';
import { painter } from '../screen/paint.ts';
import { userName } from '../surroundings.ts';
import { atDesk } from './desk.ts';
import { requestLines } from './request-lines.ts';

/** What a question draws at the left of what it shows. */
const frameColumns = 4;

/** Decides the request that was named, in the name of the user of the operating system, after a look at it. */
export async function decide(
  decision: 'approve' | 'deny',
  words: readonly string[],
  isConfirmed: boolean,
  context: CommandContext,
): Promise<CommandResult> {
  const [id, ...more] = words;
  if (id === undefined || more.length > 0)
    throw new CliError('usage', 'Name one request.', `For example: bizmcp approvals ${decision} 7c2f9a1be4d05f63`);
  return atDesk(context, async (desk) => {
    const known = (await desk.pending()).find((request) => request.id === id);
    if (known && decision === 'approve' && !isConfirmed) await askAbout(known, context);
    const decided = await desk.decide(id, userName(context.surroundings), decision);
    return { data: { request: decided }, lines: decidedLines(decided, context), exitCode: 0 };
  });
}

/** A yes is given to what was seen. */
async function askAbout(request: ApprovalRequest, { person, now, screen }: CommandContext): Promise<void> {
  if (!person)
    throw new CliError(
      'usage',
      'There is nobody to ask whether this may be done.',
      'Look at it with `bizmcp approvals list`, then add --yes.',
    );
  person.show(requestLines(request, now, { ...screen, columns: screen.columns - frameColumns }).join('\n'));
  if (await person.confirm('May this be done?', { isGrave: true })) return;
  throw new CliError('refused', 'Nothing was decided.', `To say no to it: bizmcp approvals deny ${request.id}`);
}

function decidedLines(
  { id, tool, status, approver, principal }: ApprovalRequest,
  { screen }: CommandContext,
): string[] {
  const isYes = status === 'approved';
  const word = painter(screen)(isYes ? 'good' : 'doubtful', status);
  const next = isYes
    ? `${principal} has an hour to repeat exactly the same call, which goes through once.`
    : 'The same call is refused for an hour; nothing was changed.';
  return [`${word}: ${tool} of ${principal}, request ${id}, by ${approver}`, next];
}
