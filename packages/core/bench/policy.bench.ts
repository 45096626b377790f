import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataClasses } from '../src/define/data-class.ts';
import { authorize, type ScopedAction } from '../src/policy/authorize.ts';
import { defaultPolicy, type Policy } from '../src/policy/policy.ts';
import { presetNames } from '../src/policy/preset-roles.ts';
import { readPolicy } from '../src/policy/read-policy.ts';

interface Measurement {
  name: string;
  unit: string;
  value: number;
  note?: string;
}

const laterRounds = 20;

/** Times single decisions over every role, tool and class of a fleet, under the default policy and under one of 160 rules. */
export async function run(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'policy-bench-'));
  const path = join(folder, 'policy.yaml');
  writeFileSync(path, largePolicy());
  try {
    const begun = performance.now();
    const { policy, problem } = await readPolicy(path, { userConfigFolder: folder });
    const milliseconds = performance.now() - begun;
    if (problem !== undefined) throw new Error(problem);
    const note = 'once in a process, with loading the parser and the schema';
    return [
      ...decisions('default policy', defaultPolicy),
      ...decisions('policy of 160 rules', policy),
      { name: 'read a policy file of 160 rules', unit: 'ms', value: rounded(milliseconds), note },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function decisions(name: string, policy: Policy): Measurement[] {
  const input = { object_type: 'deals', properties: { amount: '250.00', name: 'x' }, lines: [{ price: 1 }] };
  const cells = fleet();
  const round = () =>
    cells.map(({ role, action, server }) => timed(() => authorize(policy, role, action, { server, input })));
  const first = round();
  const later = Array.from({ length: laterRounds }, round).flat();
  return [
    measurement(`decision p50, ${name}`, later, 0.5),
    measurement(`decision p99, ${name}`, later, 0.99),
    measurement(`first decision on a tool p50, ${name}`, first, 0.5),
  ];
}

function measurement(name: string, nanoseconds: readonly number[], share: number): Measurement {
  const sorted = [...nanoseconds].sort((a, b) => a - b);
  const value = rounded((sorted[Math.floor(sorted.length * share)] ?? 0) / 1000);
  return { name, unit: 'us', value, note: `${sorted.length} decisions` };
}

/** 20 servers of 30 tools: 3,600 cells with the six roles, each tool in one class. */
function fleet(): Cell[] {
  const cell = (index: number): Cell => {
    const isRead = index % 3 !== 0;
    const data = dataClasses[index % 3] ?? 'internal';
    const name = `${isRead ? 'get' : 'create'}_thing${index % 30}`;
    const action = {
      name,
      effect: isRead ? 'read' : 'create',
      data,
      scopes: [isRead ? 'crm:read' : 'crm:write'],
    } as const;
    const role = presetNames[Math.floor(index / 600)] ?? 'viewer';
    return { role, action, server: `server${Math.floor(index / 30) % 20}` };
  };
  return Array.from({ length: 3600 }, (_, index) => cell(index));
}

interface Cell {
  role: string;
  action: ScopedAction;
  server: string;
}

function largePolicy(): string {
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  const tools = (index: number) => `tools: [server${index % 20}.*, '*.create_thing${index % 30}']`;
  return [
    'version: 1',
    `presets: [${presetNames.join(', ')}]`,
    "tools: { allow: ['*.get_*', '*.create_*'], deny: ['*.delete_*'] }",
    'arguments:',
    ...numbers.map((index) => `  - { id: a${index}, ${tools(index)}, path: properties.amount, max: 500 }`),
    'budgets:',
    ...numbers.map((index) => `  - { id: b${index}, ${tools(index)}, calls: 100, per: day }`),
    'times:',
    ...numbers.map(
      (index) => `  - { id: t${index}, ${tools(index)}, from: '00:00', to: '23:59', timezone: Europe/Berlin }`,
    ),
    'approvals:',
    ...numbers.map((index) => `  - { id: q${index}, ${tools(index)}, effects: [create], mode: out_of_band }`),
  ].join('\n');
}

function timed(work: () => unknown): number {
  const begun = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - begun);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
