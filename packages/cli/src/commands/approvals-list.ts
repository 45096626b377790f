import { atDesk } from '../approvals/desk.ts';
import { requestLines } from '../approvals/request-lines.ts';
import { defineCommand } from './command.ts';

export const approvalsList = defineCommand({
  name: 'approvals list',
  summary: 'Lists the calls that wait for the yes of another person',
  usage: [
    'bizmcp approvals list',
    'BIZMCP_STATE=redis://host:6379 bizmcp approvals list --json',
    '',
    'A policy sends calls here with `approvals: ... mode: out_of_band`. The',
    'requests are where the servers keep their state: in a file of their user,',
    'or in the Redis or PostgreSQL that BIZMCP_STATE names for all machines. A',
    'server in the sandbox keeps them to itself, and forgets them when it ends.',
  ],
  options: {},
  async run(_line, context) {
    const requests = await atDesk(context, (desk) => desk.pending());
    const lines = requests.flatMap((request, index) => [
      ...(index > 0 ? [''] : []),
      ...requestLines(request, context.now, context.screen),
    ]);
    return { data: { requests }, lines: requests.length > 0 ? lines : ['Nothing waits for a decision.'], exitCode: 0 };
  },
});
