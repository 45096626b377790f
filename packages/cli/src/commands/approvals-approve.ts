import { decide } from '../approvals/decide.ts';
import { defineCommand } from './command.ts';

export const approvalsApprove = defineCommand({
  name: 'approvals approve',
  summary: 'Says yes to one call of somebody else, once',
  usage: [
    'bizmcp approvals approve 7c2f9a1be4d05f63        shows it and asks',
    'bizmcp approvals approve 7c2f9a1be4d05f63 --yes --json',
    '',
    '--yes  does not ask; look at it with `bizmcp approvals list` before',
    '',
    'The yes is good for one call with exactly these values, within an hour. You',
    'are the user of the operating system, and may not be the one who asks; who',
    'tried to decide what is on record (`bizmcp audit query --event approval.*`).',
  ],
  options: { yes: { type: 'boolean', short: 'y' } },
  run: ({ values, words }, context) => decide('approve', words, values.yes ?? false, context),
});
