import { type DecisionContext, explainDecision, tighten } from '@bizmcp/core/operate';
import { CliError } from '../cli-error.ts';
import { nearHint } from '../near-hint.ts';
import { catalogueOf, toolNamed } from '../policy/catalogue.ts';
import { namedPolicy } from '../policy/named-policy.ts';
import { type Meaning, painter } from '../screen/paint.ts';
import { wrapped } from '../screen/wrap.ts';
import { defineCommand, type Screen } from './command.ts';

const example = `bizmcp policy explain policy.yaml sales hubspot.create_object '{"amount": 5}'`;

export const policyExplain = defineCommand({
  name: 'policy explain',
  summary: 'Tells every check that a call would be put to, and the verdict',
  usage: [
    example,
    'bizmcp policy explain policy.yaml sales hubspot.create_object \\',
    '  --tenant acme --now 2026-11-21T22:00:00Z --tainted',
    '',
    '--tenant NAME   the context of the policy that the call is made in',
    '--now TIME      when (default: now)',
    '--tainted       after something was read that others may have written',
    '--read-only     on a server that was started with --read-only',
    '--within ROLE   on a server that was started with --role ROLE',
    '--surface FILE  surface.json of a server of your own (more than once)',
    '',
    'Exit code: 0 allowed, 1 denied, 2 wrong command line.',
  ],
  options: {
    tenant: { type: 'string' },
    now: { type: 'string' },
    tainted: { type: 'boolean' },
    'read-only': { type: 'boolean' },
    within: { type: 'string' },
    surface: { type: 'string', multiple: true },
  },
  async run({ values, words }, { surroundings, screen, now }) {
    const [named, role, name, input, ...more] = words;
    if (named === undefined || role === undefined || name === undefined || more.length > 0)
      throw new CliError('usage', 'Name a policy, a role, a tool and, if they matter, its arguments.', example);
    const { server, action } = toolNamed(catalogueOf(values.surface, surroundings), name);
    const read = await namedPolicy(named, surroundings);
    const { within } = values;
    const policy = tighten(read, {
      readOnly: values['read-only'] ?? false,
      ...(within !== undefined && { role: within }),
    });
    for (const one of [role, ...(within === undefined ? [] : [within])]) checkRole(one, Object.keys(policy.roles));
    const context: DecisionContext = {
      server,
      now: momentOf(values.now, now),
      isTainted: values.tainted ?? false,
      ...(values.tenant !== undefined && { tenant: values.tenant }),
      ...(input !== undefined && { input: argumentsOf(input) }),
    };
    const lines = explainDecision(policy, role, action, context);
    const verdict = lines.at(-1) ?? '';
    const isAllowed = verdict.startsWith('allowed');
    return {
      data: { role, tool: name, isAllowed, checks: lines.slice(0, -1), verdict },
      lines: lines.flatMap((line) => linesOf(line, screen)),
      exitCode: isAllowed ? 0 : 1,
    };
  },
});

function checkRole(role: string, roles: readonly string[]): void {
  if (roles.includes(role)) return;
  const known = roles.length > 0 ? `Roles: ${roles.join(', ')}.` : 'It has none: name presets or roles in it.';
  const hint = nearHint(role, roles, known);
  throw new CliError('usage', `The policy has no role ${role}.`, hint);
}

function momentOf(given: string | undefined, now: Date): number {
  const time = given === undefined ? now.getTime() : Date.parse(given);
  if (!Number.isNaN(time)) return time;
  throw new CliError('usage', `--now can't be read: "${given}".`, 'Give a moment such as 2026-11-21T22:00:00Z.');
}

function argumentsOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Told below.
  }
  throw new CliError('usage', 'The arguments are no JSON object.', example);
}

const meanings: Readonly<Record<string, Meaning>> = { yes: 'good', allowed: 'good', no: 'bad', denied: 'bad' };

/** Its first word is painted after the line is broken. */
function linesOf(line: string, screen: Screen): string[] {
  const [, word = '', gap = '', text = ''] = /^(\w+)(:? +)(.*)$/s.exec(line) ?? [];
  const indent = { first: `${word}${gap}`, rest: '     ' };
  const [first = '', ...rest] = wrapped(text, Math.max(screen.columns, 24), indent);
  return [`${painter(screen)(meanings[word] ?? 'strong', word)}${first.slice(word.length)}`, ...rest];
}
