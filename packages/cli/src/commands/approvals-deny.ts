import { decide } from '../approvals/decide.ts';
import { defineCommand } from './command.ts';

export const approvalsDeny = defineCommand({
  name: 'approvals deny',
  summary: 'Says no to a call; who asks may take it back so, too',
  usage: ['bizmcp approvals deny 7c2f9a1be4d05f63', '', 'The same call is refused for an hour. It is on record.'],
  options: {},
  run: ({ words }, context) => decide('deny', words, true, context),
});
