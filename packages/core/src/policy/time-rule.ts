import type { PolicyFile } from './policy-schema.ts';
import { weekdays } from './weekday.ts';

type TimeRule = NonNullable<PolicyFile['times']>[number];

const dayNames: readonly string[] = weekdays;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Whether a moment, in milliseconds since 1970, is within a rule's hours by the wall clock of its time zone. */
export function isWithinHours(rule: TimeRule, now: number): boolean {
  if (!Number.isFinite(now)) return false;
  const parts = clockOf(rule.timezone).formatToParts(now);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  const weekday = part('weekday').toLowerCase();
  const today = dayNames.indexOf(weekday);
  if (today < 0) return false;
  const minute = Number(part('hour')) * 60 + Number(part('minute'));
  const from = minutesOf(rule.from);
  const to = minutesOf(rule.to);
  const isOpenOn = (day: number) => rule.days.some((name) => name === dayNames[(day + 7) % 7]);
  if (from < to) return isOpenOn(today) && minute >= from && minute < to;
  // Over midnight: the hours belong to the day on which they begin.
  return (isOpenOn(today) && minute >= from) || (isOpenOn(today - 1) && minute < to);
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  clocks.set(timeZone, clock);
  return clock;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
