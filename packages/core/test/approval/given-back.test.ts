import { expect, test } from 'vitest';
import { createApprovalQueue } from '../../src/approval/approval-queue.ts';
import { createConfirmations } from '../../src/approval/confirmations.ts';
import { createIdempotency } from '../../src/approval/idempotency.ts';
import { createShownChanges } from '../../src/approval/shown-changes.ts';
import { createTaint } from '../../src/approval/taint.ts';
import { ToolError } from '../../src/define/tool-error.ts';
import { askApproval } from '../../src/pipeline/ask-approval.ts';
import { openState } from '../../src/state/open-state.ts';
import type { State } from '../../src/state/state.ts';
import { failureOf } from './fixtures/failure-of.ts';
import { writeCall } from './fixtures/write-call.ts';

test('a yes that cannot be given back is not said to be good: the failure of its write is told, and nothing is sent again', async () => {
  const memory = openState('memory:');
  let isFull = false;
  const put: State['put'] = (space, ...rest) =>
    isFull && space === 'confirmation'
      ? Promise.reject(new ToolError('unavailable', 'the disk is full'))
      : memory.put(space, ...rest);
  const state = { ...memory, put };
  const stage = askApproval({
    confirmations: createConfirmations(state),
    queue: createApprovalQueue(state),
    idempotency: createIdempotency(state),
    shownChanges: createShownChanges(state),
    taint: createTaint(),
    isUntrusted: () => false,
    changeOf: async () => undefined,
  });
  const sent: string[] = [];
  const send = (confirmToken?: string) => {
    const upstream = { attempts: 1, writes: 0, retryReasons: [] };
    const call = writeCall(undefined, confirmToken === undefined ? {} : { confirmToken, upstream });
    return failureOf(
      stage.run(call, async () => {
        sent.push(call.id);
        isFull = true;
        throw new ToolError('rate_limited', 'not now');
      }),
    );
  };
  const { confirmToken = '' } = (await send()).details;

  const refused = await send(confirmToken);
  const again = await send(confirmToken);

  expect(refused).toMatchObject({ code: 'rate_limited', message: 'not now' });
  expect(refused.details.hint).toBeUndefined();
  expect(again).toMatchObject({ code: 'approval_required', message: expect.stringContaining('it was used before') });
  expect(sent).toHaveLength(1);
});
