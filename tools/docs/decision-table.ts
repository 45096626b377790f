import { dataClasses, type Surface, type SurfaceTool } from '@bizmcp/core';
import { authorize } from '../../packages/core/src/policy/authorize.ts';
import { defaultPolicy, isCleared, type Policy } from '../../packages/core/src/policy/policy.ts';
import { presetNames } from '../../packages/core/src/policy/preset-roles.ts';
import { emptyMarkedPart, withMarkedPart } from './marked-part.ts';

/** What each ready-made role may do with each tool without a policy file, as one document to review. */
export function decisionTable(surfaces: readonly Surface[]): string {
  const parts = surfaces.map((surface) =>
    [`## ${surface.title}`, '', ...serverRows(surface, defaultPolicy)].join('\n'),
  );
  const legend = [
    'Without a policy file. A cell says what happens when the tool returns data of that class: refused, with the reason;',
    'or answered at once, or asked first, and whether fields of that class are shown or masked. **Bold** is the class that the tool has.',
    'Every role can be chosen then, so none sees restricted data: `finance` and `system_admin` do where a policy file assigns them.',
  ].join('\n');
  return withMarkedPart(
    `# Decision table\n\n${emptyMarkedPart}`,
    `${legend}\n\n${parts.join('\n\n')}`,
    'decision table',
  );
}

function serverRows({ name, tools }: Surface, policy: Policy): string[] {
  return [
    `| role | tool | effect | ${dataClasses.join(' | ')} |`,
    `|---|---|---|${dataClasses.map(() => '---|').join('')}`,
    ...presetNames.flatMap((role) => tools.map((tool) => row(policy, name, role, tool))),
  ];
}

function row(policy: Policy, server: string, role: string, tool: SurfaceTool): string {
  const cells = dataClasses.map((data) => {
    const { allowed, approval, reason } = authorize(policy, role, { ...tool, data }, { server });
    const shown = isCleared(policy, role, data) ? 'shown' : 'masked';
    const cell = allowed ? `${approval === 'none' ? 'answers' : 'asks'}, ${shown}` : `no: ${reason}`;
    return data === tool.class ? `**${cell}**` : cell;
  });
  return `| ${role} | \`${tool.name}\` | ${tool.effect} | ${cells.join(' | ')} |`;
}
