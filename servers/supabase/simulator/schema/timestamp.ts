import { DatabaseError } from './database-error.ts';

const type = 'timestamp with time zone';

const pattern =
  /^(\d{4,6})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?)?\s*(Z|[+-]\d{1,2}(?::?\d{2})?)?$/i;

const offsetMinutes = (zone: string): number => {
  if (zone.toUpperCase() === 'Z') return 0;
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -total : total;
};

/** Writes a moment as PostgreSQL's JSON does: UTC, no zeros at the end of the fraction. */
export const timestampText = (milliseconds: number, fraction?: string): string => {
  const iso = new Date(milliseconds).toISOString();
  const digits = (fraction ?? iso.slice(20, 23)).replace(/0+$/, '');
  return `${iso.slice(0, 19)}${digits === '' ? '' : `.${digits}`}+00:00`;
};

/** Reads the ISO forms of a timestamp; the texts it gives sort as the moments do. */
export const parseTimestamp = (text: string): string => {
  const found = pattern.exec(text.trim());
  if (found === null) throw new DatabaseError('22007', `invalid input syntax for type ${type}: "${text}"`);
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = found;
  const wall = new Date(0);
  wall.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const isDay = wall.getUTCMonth() === Number(month) - 1 && wall.getUTCDate() === Number(day);
  // The end of a day is 24:00:00, no later.
  const isTime = Number(hour) < 24 || (hour === '24' && Number(minute) + Number(second) === 0);
  if (!isDay || !isTime || Number(minute) > 59 || Number(second) > 60) {
    throw new DatabaseError('22008', `date/time field value out of range: "${text}"`);
  }
  wall.setUTCHours(Number(hour), Number(minute), Number(second));
  return timestampText(wall.getTime() - offsetMinutes(zone) * 60_000, fraction);
};
