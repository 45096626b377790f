import { ToolError } from '@bizmcp/core';
import { type ApprovalDesk, openApprovalDesk } from '@bizmcp/core/operate';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../commands/command.ts';
import { ownFolder } from '../surroundings.ts';
import { version } from '../version.ts';

/** Works at the desk of this machine's deployment, and closes it. What can be mended becomes a `refused` CliError. */
export async function atDesk<Result>(
  { surroundings, now }: CommandContext,
  work: (desk: ApprovalDesk) => Promise<Result>,
): Promise<Result> {
  const folder = ownFolder(surroundings);
  const address = surroundings.environment.BIZMCP_STATE;
  const desk = openApprovalDesk({ folder, address, version, now: () => now.getTime() });
  try {
    return await work(desk);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new CliError('refused', error.message, hints[error.code] ?? 'Nothing was decided.');
  } finally {
    await desk.close();
  }
}

const hints: Readonly<Record<string, string>> = {
  not_found: 'See `bizmcp approvals list`; a request waits for a day.',
  conflict: 'See `bizmcp approvals list` for those that still wait.',
  forbidden: 'One who may must run this, as their own user of the operating system.',
  unavailable: 'BIZMCP_STATE must be what your servers have; without it it is the file in BIZMCP_HOME.',
};
