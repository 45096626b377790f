import { applyRetention, changeHold, planRetention, withOperatorLog } from '@bizmcp/core/operate';
import { retentionLines } from '../audit/retention-lines.ts';
import { presentTrail, problemNotes } from '../audit/trail.ts';
import { CliError } from '../cli-error.ts';
import { userName } from '../surroundings.ts';
import { version } from '../version.ts';
import { type CommandContext, type CommandResult, defineCommand } from './command.ts';

export const auditRetention = defineCommand({
  name: 'audit retention',
  summary: 'Shows what the audit trail keeps and what would go; holds it',
  usage: [
    'bizmcp audit retention                    what is kept, and until when',
    'bizmcp audit retention --apply            removes what is due, after a yes',
    'bizmcp audit retention --hold "case 26-114"',
    'bizmcp audit retention --release "case 26-114"',
    '',
    '--apply         removes whole segments whose time is over; each leaves a',
    '                signed tombstone, so that the rest stays provable',
    '--yes           does not ask',
    '--hold NAME     nothing goes, by anybody, until the hold is released',
    '--release NAME  ends a hold; both are on record with your name',
  ],
  options: {
    apply: { type: 'boolean' },
    yes: { type: 'boolean', short: 'y' },
    hold: { type: 'string' },
    release: { type: 'string' },
  },
  async run({ values: { apply, yes = false, hold, release }, words }, context) {
    if ([apply, hold, release].filter((choice) => choice !== undefined).length > 1)
      throw new CliError('usage', '--apply, --hold and --release do different things.', 'Give one of them.');
    const folder = presentTrail(words, context.surroundings);
    if (hold !== undefined) await holdOrRelease('hold', folder, hold, context);
    if (release !== undefined) await holdOrRelease('release', folder, release, context);
    return apply ? applied(folder, yes, context) : shown(folder, context);
  },
});

async function shown(folder: string, { now, screen }: CommandContext): Promise<CommandResult> {
  const plan = await planRetention(folder, now.getTime());
  return { data: { folder, ...plan }, lines: retentionLines(plan, screen), exitCode: 0 };
}

async function applied(folder: string, isConfirmed: boolean, context: CommandContext): Promise<CommandResult> {
  const { surroundings, now, person, screen } = context;
  const plan = await planRetention(folder, now.getTime());
  const due = plan.segments.filter(({ state }) => state === 'due').length;
  const none = { data: { folder, purged: [], problems: [], holds: plan.holds }, exitCode: 0 };
  if (due === 0) return { ...none, lines: [...retentionLines(plan, screen), 'Nothing is due, so nothing went.'] };
  if (!isConfirmed) {
    if (!person)
      throw new CliError('usage', 'There is nobody to ask whether to remove records.', 'Add --yes to remove them.');
    person.show(retentionLines(plan, screen).join('\n'));
    const isYes = await person.confirm(`Remove ${due} of ${plan.segments.length} segments for good?`, {
      isGrave: true,
    });
    if (!isYes) throw new CliError('refused', 'Nothing was removed.', 'Run it again when you are ready.');
  }
  const { purged, problems } = await withOperatorLog(
    folder,
    version,
    () => now.getTime(),
    (log) => applyRetention(folder, log, { by: userName(surroundings), now: () => now.getTime() }),
  );
  return {
    data: { folder, purged, problems, holds: plan.holds },
    lines: [
      ...purged.map((segment) => `removed ${segment}`),
      `${purged.length} of ${due} segments that were due went.`,
    ],
    notes: problemNotes(problems),
    exitCode: problems.length > 0 ? 1 : 0,
  };
}

async function holdOrRelease(
  what: 'hold' | 'release',
  folder: string,
  name: string,
  { surroundings, now }: CommandContext,
): Promise<void> {
  const { holds } = await planRetention(folder, now.getTime());
  const isThere = holds.some((hold) => hold.name === name);
  if (what === 'hold' && name.trim() === '')
    throw new CliError('usage', 'A hold needs a name.', 'Name the case or the inquiry.');
  if (what === 'release' && !isThere)
    throw new CliError(
      'refused',
      `There is no hold "${name}".`,
      `Holds: ${holds.map((one) => one.name).join(', ') || 'none'}.`,
    );
  if (what === 'hold' && isThere)
    throw new CliError('refused', `There is a hold "${name}" already.`, 'Nothing goes while it is there.');
  const hold = { name, by: userName(surroundings), at: now.toISOString() };
  await withOperatorLog(
    folder,
    version,
    () => now.getTime(),
    (log) => changeHold(folder, log, what, hold),
  );
}
