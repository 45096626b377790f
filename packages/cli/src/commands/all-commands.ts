import { add } from './add-servers.ts';
import { approvalsApprove } from './approvals-approve.ts';
import { approvalsDeny } from './approvals-deny.ts';
import { approvalsList } from './approvals-list.ts';
import { auditExport } from './audit-export.ts';
import { auditQuery } from './audit-query.ts';
import { auditRetention } from './audit-retention.ts';
import { auditVerify } from './audit-verify.ts';
import { call } from './call.ts';
import type { Command } from './command.ts';
import { deploy } from './deploy.ts';
import { doctor } from './doctor.ts';
import { init } from './init.ts';
import { inspect } from './inspect.ts';
import { list } from './list.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { newServer } from './new-server.ts';
import { newTool } from './new-tool.ts';
import { pack } from './pack.ts';
import { policyCheck } from './policy-check.ts';
import { policyExplain } from './policy-explain.ts';
import { policyTest } from './policy-test.ts';
import { remove } from './remove.ts';

/** All commands, in the order of the help. */
export const allCommands: readonly Command[] = [
  init,
  add,
  remove,
  list,
  login,
  logout,
  doctor,
  call,
  inspect,
  pack,
  deploy,
  auditVerify,
  auditQuery,
  auditExport,
  auditRetention,
  approvalsList,
  approvalsApprove,
  approvalsDeny,
  policyCheck,
  policyExplain,
  policyTest,
  newServer,
  newTool,
];
