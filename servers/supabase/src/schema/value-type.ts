/** How the texts of a type are told from others, and what it takes in words. */
interface Reading {
  reads: (text: string) => boolean;
  takes: string;
}

const wholeForm = /^\s*[+-]?(?:\d[\d_]*|0[xob][\da-f_]+)\s*$/i;
const numberForm =
  /^\s*[+-]?(?:(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[+-]?\d+)?|0[xob][\da-f_]+|inf|infinity|nan)\s*$/i;
/** Words that PostgreSQL reads as a day or time: https://www.postgresql.org/docs/current/datatype-datetime.html */
const timeWords = /^\s*(?:now|today|tomorrow|yesterday|epoch|allballs|[+-]?infinity)\b/i;

const number: Reading = { reads: (text) => numberForm.test(text), takes: 'a number, such as 1234.5' };
const moment: Reading = { reads: readsTime, takes: 'a time in ISO 8601, such as 2026-11-30T15:00:00Z' };
const clock: Reading = {
  reads: (text) => timeWords.test(text) || (hasHours(text) && /:|^\s*T?\d{4}/i.test(text)),
  takes: 'a time of day, such as 15:30:00',
};

/** Of types that are not here the database is the judge. */
const readings: Readonly<Record<string, Reading>> = {
  smallint: whole(2n ** 15n),
  integer: whole(2n ** 31n),
  bigint: whole(2n ** 63n),
  numeric: number,
  real: number,
  'double precision': number,
  date: { reads: readsTime, takes: 'a day that there is, such as 2026-11-30' },
  'timestamp with time zone': moment,
  'timestamp without time zone': moment,
  'time with time zone': clock,
  'time without time zone': clock,
  uuid: {
    reads: (text) => /^\s*\{?[\da-f]{4}(?:-?[\da-f]{4}){7}\}?\s*$/i.test(text),
    takes: 'a uuid, such as 6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  },
  boolean: {
    reads: (text) => /^\s*(?:t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|no?|on|off?|1|0)\s*$/i.test(text),
    takes: 'true or false',
  },
};

/** How texts are read as a type, by PostgreSQL's name of it. */
export function readsOf(type: string): Reading | undefined {
  return Object.hasOwn(readings, type) ? readings[type] : undefined;
}

/** Whether a type takes any text, by PostgreSQL's name of it. */
export function isTextType(type: string): boolean {
  return /^(?:text|character varying|character|citext)(?:\(\d+\))?$/.test(type);
}

/** The offset from UTC that a type without time zone passes over; none of a time in UTC. */
export function lostOffset(type: string, value: unknown): string | undefined {
  const [, offset = ''] = /:\d{2}(?:\.\d+)?\s*([+-]\d{2}(?::?\d{2})?)\s*$/.exec(String(value)) ?? [];
  return type.endsWith('without time zone') && /[1-9]/.test(offset) ? offset : undefined;
}

/** Says how a time without an offset or the name of a zone is read: https://supabase.com/docs/guides/database/postgres/configuration#managing-timezones */
export function withoutOffset(type: string, value: unknown): string | undefined {
  const hasNone = /^\s*\d{4}-\d\d?-\d\d?(?:[T ]\s*\d\d?:\d\d(?::\d\d(?:\.\d+)?)?)?\s*$/i.test(String(value));
  return type === 'timestamp with time zone' && hasNone
    ? `${value} has no offset, so it is taken for UTC, unless the database has another time zone`
    : undefined;
}

function whole(limit: bigint): Reading {
  const isWithin = (digits: bigint) => digits >= -limit && digits < limit;
  return {
    reads: (text) => wholeForm.test(text) && (!/^\s*[+-]?\d+\s*$/.test(text) || isWithin(BigInt(text.trim()))),
    takes: `a whole number from -${limit} to ${limit - 1n}`,
  };
}

/** Many forms are read; days that there are not, seconds since 1970 and words are none of them. */
function readsTime(text: string): boolean {
  if (timeWords.test(text)) return true;
  if (!/\d/.test(text) || /^\s*(?:\d{10}|\d{13})\s*$/.test(text)) return false;
  return missingDay(text) === undefined && hasHours(text);
}

/** The day that a text names and no calendar has, such as 2026-02-30. */
export function missingDay(text: string): string | undefined {
  const [, named, year, month, day] = /^\s*((\d{4})-(\d{1,2})-(\d{1,2}))(?!\d)/.exec(text) ?? [];
  return daysOf(Number(year), Number(month)) < Number(day) ? named : undefined;
}

function daysOf(year: number, month: number): number {
  return month < 1 || month > 12 ? 0 : new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function hasHours(text: string): boolean {
  const [, hours, minutes] = /(?:^|[T\s])(\d{1,2}):(\d{2})/i.exec(text) ?? [];
  return hours === undefined || (Number(hours) <= 24 && Number(minutes) < 60);
}
