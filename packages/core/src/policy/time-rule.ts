import type { PolicyFile } from './policy-schema.ts';
import { weekdays } from './weekday.ts';

type TimeRule = NonNullable<PolicyFile['times']>[number];

const dayNames: readonly string[] = weekdays;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** A moment on the wall clock of a time zone. */
interface WallTime {
  /** Minutes since 1970: zones differ by whole minutes. */
  at: number;
  /** 0 is Sunday. */
  day: number;
  minute: number;
}

const lastTimes = new Map<string, WallTime>();

/** Whether a moment, in milliseconds since 1970, is within a rule's hours by the wall clock of its time zone. */
export function isWithinHours(rule: TimeRule, now: number): boolean {
  if (Number.isNaN(new Date(now).getTime())) return false;
  const { day, minute } = wallTime(rule.timezone, now);
  if (day < 0) return false;
  const from = minutesOf(rule.from);
  const to = minutesOf(rule.to);
  const isOpenOn = (weekday: number) => rule.days.some((name) => name === dayNames[(weekday + 7) % 7]);
  if (from < to) return isOpenOn(day) && minute >= from && minute < to;
  // Over midnight: the hours belong to the day on which they begin.
  return (isOpenOn(day) && minute >= from) || (isOpenOn(day - 1) && minute < to);
}

function wallTime(timezone: string, now: number): WallTime {
  const at = Math.floor(now / 60_000);
  const last = lastTimes.get(timezone);
  if (last?.at === at) return last;
  const parts = clockOf(timezone).formatToParts(now);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  const day = dayNames.indexOf(part('weekday').toLowerCase());
  const time = { at, day, minute: Number(part('hour')) * 60 + Number(part('minute')) };
  lastTimes.set(timezone, time);
  return time;
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
