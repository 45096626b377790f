import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { widthOf } from '../src/screen/wrap.ts';
import { type NotebookServer, startNotebookServer } from './notebook-server.ts';
import { inOperatorHome, type OperatorHome } from './operator-home.ts';

const caller = userInfo().username;
const policy = `version: 1
presets: [agent_executor]
default_role: agent_executor
approvals:
  - { id: notes, tools: [hello.create_note], mode: out_of_band, approvers: [maria, ${JSON.stringify(caller)}] }
`;

/** A home with the built server running in it, whose notes another person must approve. */
function withHeldServer(
  act: (server: NotebookServer, home: OperatorHome & { id: () => Promise<string> }) => Promise<void>,
): Promise<void> {
  return inOperatorHome(async (home) => {
    mkdirSync(home.state, { recursive: true, mode: 0o700 });
    const path = join(home.home, 'policy.yaml');
    writeFileSync(path, policy);
    const server = await startNotebookServer(['--policy', path], { BIZMCP_HOME: home.state });
    const id = async () => {
      const { requests } = JSON.parse((await home.run(['approvals', 'list', '--json'])).output);
      assert.equal(requests.length, 1);
      return requests[0].id;
    };
    try {
      await act(server, { ...home, id });
    } finally {
      await server.stop();
    }
  });
}

describe('a call that a policy sends to another person', () => {
  const note = { text: 'Pay kim@example.com 10 euros' };

  test('is held, shown with its exact values, approved by somebody else, and goes through once', () =>
    withHeldServer(async (server, { run, id, trail }) => {
      const held = await server.call('create_note', note);
      const list = await run(['approvals', 'list']);
      const request = await id();
      const approved = await run(['approvals', 'approve', request], { isYes: true });
      const other = await server.call('create_note', { text: 'Pay eve@example.com 10 euros' });
      const through = await server.call('create_note', note);
      const again = await server.call('create_note', note);

      assert.equal(held.error?.code, 'approval_required');
      assert.ok(held.error?.message.includes(request));
      assert.ok(list.output.includes('create_note in Hello (create)'));
      assert.ok(list.output.includes('to be decided within 23 h 59 min, by maria\n'));
      assert.ok(list.output.includes('text: "Pay kim@example.com 10 euros"'));
      for (const line of list.output.split('\n')) assert.ok(widthOf(line) <= 80, line);
      assert.match(approved.output, /^approved: create_note of .*, by maria\n.*goes through once/);
      assert.equal(other.error?.code, 'approval_required');
      assert.equal(through.error, undefined);
      assert.equal(again.error?.code, 'approval_required');
      assert.deepEqual(server.notes, [note.text]);
      const found = await run(['audit', 'query', '--tool', 'create_note', '--json']);
      const records = found.output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).record);
      const write = records.find(({ what, result }) => what && result.status === 'ok');
      const decision = records.find(({ ev }) => ev === 'approval.outcome');
      assert.deepEqual(write.approval, { ...decision.approval, mode: 'out_of_band', approver: 'maria' });
      assert.equal(decision.who.principal, 'maria');
      assert.ok(existsSync(trail));
    }));

  test('is refused for an hour after a no', () =>
    withHeldServer(async (server, { run, id }) => {
      await server.call('create_note', note);
      const denied = await run(['approvals', 'deny', await id()]);
      const after = await server.call('create_note', note);
      const list = await run(['approvals', 'list']);

      assert.match(denied.output, /^denied: create_note/);
      assert.equal(after.error?.code, 'approval_declined');
      assert.match(after.error?.message ?? '', /maria said no/);
      assert.deepEqual(server.notes, []);
      assert.equal(list.output, 'Nothing waits for a decision.\n');
    }));

  test('is not approved by the one who asks, and the attempt is on record', () =>
    withHeldServer(async (server, { run, id }) => {
      await server.call('create_note', note);
      const request = await id();
      const own = await run(['approvals', 'approve', request, '--yes'], { user: caller });
      const after = await server.call('create_note', note);

      assert.equal(own.exitCode, 1);
      assert.match(own.errors, /^Another person than .* must approve.*\nOne who may must run this/);
      assert.equal(after.error?.code, 'approval_required');
      const { output } = await run(['audit', 'query', '--server', 'bizmcp', '--outcome', 'denied']);
      assert.match(output, new RegExp(`${caller} +bizmcp +approve create_note +denied forbidden`));
      assert.equal((await run(['approvals', 'deny', request], { user: caller })).exitCode, 0);
    }));

  test('is approved by those alone whom the policy names', () =>
    withHeldServer(async (server, { run, id }) => {
      await server.call('create_note', note);
      const request = await id();
      const other = await run(['approvals', 'approve', request, '--yes'], { user: 'eve' });

      assert.equal(other.exitCode, 1);
      assert.match(other.errors, /^The policy lets maria or .* approve this request, not eve\./);
      assert.equal((await server.call('create_note', note)).error?.code, 'approval_required');
      assert.equal((await run(['approvals', 'approve', request, '--yes'], { user: 'maria' })).exitCode, 0);
      assert.equal((await server.call('create_note', note)).error, undefined);
    }));

  test('is gone after a day, and a decision about it says so', () =>
    withHeldServer(async (server, { run, id }) => {
      await server.call('create_note', note);
      const request = await id();
      const tomorrow = { now: new Date(Date.now() + 86_400_000) };

      assert.equal((await run(['approvals', 'list'], tomorrow)).output, 'Nothing waits for a decision.\n');
      const late = await run(['approvals', 'approve', request, '--yes'], tomorrow);
      assert.equal(late.exitCode, 1);
      assert.match(late.errors, /may have expired/);
    }));

  test('is approved by nobody where nobody was asked, or answered no', () =>
    withHeldServer(async (server, { run, id }) => {
      await server.call('create_note', note);
      const request = await id();

      assert.equal((await run(['approvals', 'approve', request])).exitCode, 2);
      assert.equal((await run(['approvals', 'approve', request], { isYes: false })).exitCode, 1);
      assert.equal((await run(['approvals', 'approve', 'nothing', '--yes'])).exitCode, 1);
      assert.equal((await server.call('create_note', note)).error?.code, 'approval_required');
    }));
});

test('nothing is made where no server has run yet', () =>
  inOperatorHome(async ({ state, run }) => {
    expect((await run(['approvals', 'list', '--json'])).output).toBe('{\n  "requests": []\n}\n');
    assert.equal(existsSync(state), false);
  }));

test('a decision that cannot be put on record is none', () =>
  withHeldServer(async (server, { run, id, trail }) => {
    await server.call('create_note', { text: 'x' });
    const request = await id();
    writeFileSync(`${trail}-keys/digest.key`, 'no key');

    const { exitCode, errors } = await run(['approvals', 'approve', request, '--yes']);

    assert.equal(exitCode, 1);
    assert.match(errors, /cannot be put on record, so nothing was decided/);
    assert.equal((await server.call('create_note', { text: 'x' })).error?.code, 'approval_required');
  }));

test('a state that cannot be reached is told in a sentence', () =>
  inOperatorHome(async ({ run }) => {
    const { exitCode, errors } = await run(['approvals', 'list'], { environment: { BIZMCP_STATE: 'mongodb://x' } });

    assert.equal(exitCode, 1);
    assert.match(errors, /cannot be used[\s\S]*BIZMCP_STATE must be what your servers have/);
  }));
