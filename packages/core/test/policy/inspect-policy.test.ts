import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspectPolicyFile } from '../../src/policy/authoring/inspect-policy.ts';
import type { PolicyCatalogue } from '../../src/policy/authoring/policy-catalogue.ts';

const tool = (name: string, effect: 'read' | 'update' | 'delete', scopes: string[]) => ({
  name,
  effect,
  scopes,
  data: 'internal' as const,
});

const catalogue: PolicyCatalogue = [
  {
    server: 'bank',
    tools: [
      tool('list_accounts', 'read', ['accounts:read']),
      { ...tool('update_account', 'update', ['accounts:write']), arguments: ['account_id', 'limit'] },
      { ...tool('delete_account', 'delete', ['accounts:write']), arguments: ['account_id'] },
    ],
  },
  { server: 'post', tools: [tool('list_letters', 'read', ['letters:read'])] },
];

/** What is said of a policy, a line each: `warning 3:5 field: message`. */
async function said(text: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'inspect-policy-'));
  try {
    const path = join(folder, 'policy.yaml');
    writeFileSync(path, text);
    const { findings } = await inspectPolicyFile(path, catalogue);
    return findings.map(({ level, line, column, field, message }) => `${level} ${line}:${column} ${field}: ${message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const fine = `version: 1
presets: [agent_executor]
default_role: agent_executor
`;

test('a policy that means what it says is left alone', async () => {
  expect(await said(fine)).toEqual([]);
  expect(
    await said(`${fine}tools: { allow: [bank.*, "*.list_*"], deny: [bank.delete_account] }
contexts: { acme: { systems: { bank: [read], "*": [read] } } }
default_context: acme
budgets: [{ id: few, tools: [bank.update_account], calls: 2, per: day }]
approvals: [{ id: other, tools: [bank.*], mode: out_of_band }]
`),
  ).toEqual([]);
});

test('each fault is told with its place, and with the key or the role that was meant', async () => {
  expect(
    await said(`version: 1
reedonly: true
roles:
  a:
    inherit: [sales]
    tools: { allow: ["(x)"] }
budgets: [{ id: x, tools: ["*"], cals: 1, calls: 1, per: day }]
`),
  ).toEqual([
    'error 2:1 reedonly: unknown key (did you mean read_only?)',
    'error 5:5 roles.a.inherit: unknown key (did you mean inherits?)',
    'error 6:22 roles.a.tools.allow.0: a pattern such as hubspot.create_object, hubspot.* or *',
    'error 7:34 budgets.0.cals: unknown key (did you mean calls?)',
  ]);
  expect(await said('version: 1\nroles:\n  seller: {}\nprincipals: { sam: saller }\n')).toEqual([
    'error 4:15 principals.sam: there is no role saller (did you mean seller or sales?); define it in roles or list it in presets',
  ]);
  expect(await said('version: 1\nroles: [')).toEqual([expect.stringMatching(/^error \d:\d+ undefined: /)]);
});

test('a file that cannot be read is an error, which has no line', async () => {
  const { findings } = await inspectPolicyFile('/nowhere/policy.yaml', catalogue);

  expect(findings).toEqual([{ level: 'error', message: 'there is no such file' }]);
});

/** Lines behind a fine beginning, with what must be said of them; the first of them is line 4. */
const odd: [string, string[]][] = [
  ['tools: { deny: [bnk.*] }', ['4:17 tools.deny.0: there is no server bnk (did you mean bank?)']],
  [
    'tools: { deny: [bank.update_acount] }',
    [
      '4:17 tools.deny.0: bank.update_acount matches no tool (did you mean bank.update_account or bank.delete_account?)',
    ],
  ],
  [
    'contexts: { a: { systems: { bnk: [read] } } }',
    ['4:29 contexts.a.systems.bnk: there is no server bnk (did you mean bank?)'],
  ],
  ['credentials: [pst.root]', ['4:15 credentials.0: there is no server pst (did you mean post?)']],
  ['taint: { trusted_sources: [bank.nothing] }', ['4:28 taint.trusted_sources.0: bank.nothing matches no tool']],
  [
    'tools: { allow: ["*", bank.delete_account], deny: [bank.delete_*] }',
    ['4:23 tools.allow.1: all that bank.delete_account allows is denied beside it'],
  ],
  [
    'approvals: [{ id: reads, tools: [bank.list_accounts], mode: always }]',
    ['4:13 approvals.0: reads never applies: nobody is asked about reads (bank.list_accounts)'],
  ],
  [
    'times: [{ id: night, tools: [post.*], effects: [delete], from: "01:00", to: "02:00", timezone: UTC }]',
    ['4:9 times.0: night never applies: no tool of it has these effects (post.list_letters)'],
  ],
  [
    'read_only: true\nbudgets: [{ id: few, tools: [bank.update_account], calls: 2, per: day }]',
    ['5:11 budgets.0: few never applies: no role may call bank.update_account (scopes, lists or read_only)'],
  ],
  [
    'budgets: [{ id: no, tools: [bank.update_account], calls: 0, per: day }]',
    ['4:11 budgets.0: no allows no call at all of bank.update_account'],
  ],
  [
    'approvals: [{ id: free, roles: [agent_executor], tools: [bank.update_account], mode: never }]',
    ['4:13 approvals.0: free lets agent_executor write without asking anybody: bank.update_account'],
  ],
  [
    'approvals: [{ id: free, roles: [agent_executor], tools: [bank.delete_account], mode: never }]',
    ['4:13 approvals.0: free has no effect: bank.delete_account is asked about all the same (deletions and sendings)'],
  ],
  [
    'arguments: [{ id: cap, tools: [bank.update_account], path: limt, max: 5, missing: allow }]',
    ['4:13 arguments.0: cap binds nothing: bank.update_account takes no limt (did you mean limit?)'],
  ],
  [
    'arguments: [{ id: cap, tools: [bank.update_account], path: limt.value, max: 5 }]',
    ['4:13 arguments.0: cap refuses every call: bank.update_account takes no limt (did you mean limit?)'],
  ],
  [
    'arguments: [{ id: cap, tools: [bank.update_account, bank.delete_account], path: Limit, max: 5 }]',
    [
      '4:13 arguments.0: cap refuses every call of bank.delete_account, which takes no Limit; missing: allow lets it through',
    ],
  ],
  ['arguments: [{ id: cap, tools: ["bank.*"], path: limit, max: 5, missing: allow }]', []],
  [
    'roles:\n  clerk: { scopes: ["account:read"] }',
    [
      '5:3 roles.clerk: nobody has the role clerk: principals and default_role give others, and --role can only narrow those',
      '5:21 roles.clerk.scopes.0: no tool needs account:read (did you mean accounts:read?)',
    ],
  ],
];

test.each(odd)('warns of %j', async (text, warnings) => {
  expect(await said(`${fine}${text}\n`)).toEqual(warnings.map((warning) => `warning ${warning}`));
});

test('warns of a policy under which nobody may do anything', async () => {
  expect(await said('version: 1\npresets: [viewer]\n')).toEqual([
    'warning 1:1 the file: nobody has a role, so every call is denied; name a default_role or principals',
  ]);
});
