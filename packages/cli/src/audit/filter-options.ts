import type { parseArgs } from 'node:util';
import { type AuditFilter, auditOutcomes } from '@bizmcp/core/operate';
import { CliError } from '../cli-error.ts';

/** The options by which records are chosen. */
export const filterFlags = {
  server: { type: 'string' },
  tool: { type: 'string' },
  principal: { type: 'string' },
  actor: { type: 'string' },
  effect: { type: 'string' },
  outcome: { type: 'string' },
  event: { type: 'string' },
  call: { type: 'string' },
  text: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
} as const;

/** What the help says of them. */
export const filterUsage = [
  '--server NAME     calls of one server; operators are "bizmcp"',
  '--tool GLOB       create_*, or hubspot.create_*',
  '--actor NAME      who called or decided; also --principal',
  '--effect E        read, create, update, delete, send; write: all but read',
  '--outcome O       ok, error, denied, unknown, asked, none (no end on record)',
  '--event GLOB      for example approval.* or policy.changed',
  '--call ID         every record of one call',
  '--text WORDS      anywhere in the record, such as a vendor request id',
  '--since, --until  7d, 24h, 30m, or 2026-11-01 or 2026-11-01T08:00Z (UTC)',
];

type FilterValues = ReturnType<typeof parseArgs<{ options: typeof filterFlags }>>['values'];

const filterEffects = ['read', 'create', 'update', 'delete', 'send', 'write'] as const;
const unitMilliseconds: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** Reads them. Throws `usage` for what has no meaning. */
export function filterOf(values: FilterValues, now: Date): AuditFilter {
  const { server, tool, event, call, text, since, until, principal = values.actor } = values;
  if (values.actor !== undefined && values.actor !== principal)
    throw new CliError('usage', '--actor and --principal are the same, and name two.', 'Give one of them.');
  const effect = oneOf(filterEffects, values.effect, '--effect');
  const outcome = oneOf(auditOutcomes, values.outcome, '--outcome');
  return {
    ...(server !== undefined && { server }),
    ...(tool !== undefined && { tool }),
    ...(principal !== undefined && { principal }),
    ...(effect !== undefined && { effect }),
    ...(outcome !== undefined && { outcome }),
    ...(event !== undefined && { event }),
    ...(call !== undefined && { call }),
    ...(text !== undefined && { text }),
    ...(since !== undefined && { since: momentOf(since, '--since', now) }),
    ...(until !== undefined && { until: momentOf(until, '--until', now) }),
  };
}

function oneOf<Value extends string>(known: readonly Value[], given: string | undefined, flag: string) {
  const found = known.find((value) => value === given);
  if (found !== undefined || given === undefined) return found;
  throw new CliError('usage', `${flag} takes no "${given}".`, `It takes: ${known.join(', ')}.`);
}

/** A time ago, a day or a moment. A day is meant to its end after `--until`. */
function momentOf(given: string, flag: '--since' | '--until', now: Date): number {
  const [, count, unit = ''] = /^(\d{1,6})([mhdw])$/.exec(given) ?? [];
  if (count !== undefined) return now.getTime() - Number(count) * (unitMilliseconds[unit] ?? 0);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(given);
  const isMoment = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?$/.test(given);
  const hasZone = /(?:Z|[+-]\d{2}:\d{2})$/.test(given);
  const time = isDay || isMoment ? Date.parse(isDay || hasZone ? given : `${given.replace(' ', 'T')}Z`) : Number.NaN;
  if (Number.isNaN(time))
    throw new CliError(
      'usage',
      `${flag} can't be read: "${given}".`,
      'Give a time ago (30m, 24h, 7d, 2w), a day (2026-11-01) or a moment (2026-11-01T08:00Z).',
    );
  return isDay && flag === '--until' ? time + (unitMilliseconds.d ?? 0) - 1 : time;
}
