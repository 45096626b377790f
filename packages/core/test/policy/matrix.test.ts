import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { dataClasses } from '../../src/define/data-class.ts';
import { effects, isWrite } from '../../src/define/effect.ts';
import { authorize } from '../../src/policy/authorize.ts';
import { defaultPolicy, isCleared, type Policy } from '../../src/policy/policy.ts';
import { presetNames, presetRoles } from '../../src/policy/preset-roles.ts';

const root = join(import.meta.dirname, '../../../..');
const Surface = z.object({
  title: z.string(),
  tools: z.array(
    z.object({
      name: z.string(),
      effect: z.enum(effects),
      class: z.enum(dataClasses),
      scopes: z.array(z.string()),
    }),
  ),
});

const allPresets: Policy = { version: 1, roles: presetRoles, readOnly: false };

function surfaceOf(server: string) {
  return Surface.parse(JSON.parse(readFileSync(join(root, 'servers', server, 'surface.json'), 'utf8')));
}

/** The rows of the committed table below a server's heading: role, tool, effect and a cell for each class. */
function committedRows(title: string): string[][] {
  const document = readFileSync(join(root, 'docs', 'decision-table.md'), 'utf8');
  const part = document.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
  return part
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| role'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll(/[*`]/g, '')),
    );
}

describe.each(['hello', 'hubspot'])('every role, tool and class of %s', (server) => {
  const { title, tools } = surfaceOf(server);
  const cells = presetNames.flatMap((role) =>
    tools.flatMap((tool) => dataClasses.map((data) => ({ role, tool, data, action: { ...tool, data } }))),
  );

  test('is decided as the committed table says', () => {
    const rows = committedRows(title);

    expect(rows).toHaveLength(presetNames.length * tools.length);
    for (const { role, tool, data, action } of cells) {
      const row = rows.find(([name, toolName]) => name === role && toolName === tool.name);
      const { allowed, approval, reason } = authorize(defaultPolicy, role, action, { server });
      const shown = isCleared(defaultPolicy, role, data) ? 'shown' : 'masked';
      const cell = allowed ? `${approval === 'none' ? 'answers' : 'asks'}, ${shown}` : `no: ${reason}`;
      expect(`${role} ${tool.name} ${data} ${row?.[3 + dataClasses.indexOf(data)]}`).toBe(
        `${role} ${tool.name} ${data} ${cell}`,
      );
    }
  });

  test('keeps the promises of the default policy', () => {
    for (const { role, tool, data, action } of cells) {
      const { allowed, approval } = authorize(defaultPolicy, role, action, { server });
      const clearance = role === 'viewer' ? 'internal' : 'confidential';
      if (role === 'viewer') expect(allowed && isWrite(tool.effect)).toBe(false);
      if (allowed) expect(approval).toBe(isWrite(tool.effect) ? 'ask' : 'none');
      if (data === 'restricted') expect(allowed).toBe(false);
      expect(isCleared(defaultPolicy, role, data)).toBe(dataClasses.indexOf(data) <= dataClasses.indexOf(clearance));
    }
  });

  test('is cleared by a policy file for what its role is cleared for, and for no more scopes than it lists', () => {
    for (const { role, tool, data, action } of cells) {
      const { allowed } = authorize(allPresets, role, action, { server });
      const { clearance, scopes } = presetRoles[role];
      const holds = tool.scopes.every((scope) => {
        const [noun] = scope.split(':');
        return [scope, '*', `${noun}:*`, scope.endsWith(':read') ? '*:read' : ''].some((held) => scopes.includes(held));
      });
      expect([role, tool.name, data, allowed]).toEqual([
        ...[role, tool.name, data],
        holds && (data !== 'restricted' || clearance === 'restricted'),
      ]);
    }
  });

  test('is decided with a rule and a digest', () => {
    for (const { role, action } of cells) {
      expect(authorize(defaultPolicy, role, action, { server })).toMatchObject({
        rule: expect.stringMatching(/^(?:roles|readOnly|tools)/),
        policy: expect.stringMatching(/^[0-9a-f]{16}$/),
      });
    }
  });

  test('is refused to names that no role has', () => {
    for (const role of ['ghost', 'constructor', '__proto__', 'toString', '']) {
      for (const { action } of cells)
        expect(authorize(defaultPolicy, role, action, { server }).reason).toBe('unknown_role');
      expect(isCleared(defaultPolicy, role, 'public')).toBe(false);
    }
  });
});
