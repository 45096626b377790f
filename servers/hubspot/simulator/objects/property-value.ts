import type { PropertyDefinition } from '../portal/property-definition.ts';

/** What is wrong with a value, in the codes of HubSpot's property validation. */
export interface PropertyFault {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/** A value as HubSpot stores it, or what is wrong with it. */
export type CheckedValue =
  | { readonly kind: 'good'; readonly value: string }
  | { readonly kind: 'bad'; readonly fault: PropertyFault };

const good = (value: string): CheckedValue => ({ kind: 'good', value });
const bad = (name: string, code: string, message: string): CheckedValue => ({
  kind: 'bad',
  fault: { name, code, message },
});

const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const dayMilliseconds = 86_400_000;

const isDay = (day: string): boolean => new Date(day).toISOString().startsWith(day);

/** A time as milliseconds, from milliseconds or ISO 8601; undefined for what is neither. */
export const readTime = (text: string): number | undefined => {
  if (/^-?\d+$/.test(text)) return Number(text);
  if (!isoTime.test(text) && !isoDate.test(text)) return undefined;
  const time = Date.parse(text);
  // JavaScript takes 29 February of any year for a day.
  return Number.isNaN(time) || !isDay(text.slice(0, 10)) ? undefined : time;
};

/** Times may be sent as ISO 8601 or as milliseconds: https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide */
const checkDateTime = (name: string, text: string): CheckedValue => {
  const time = readTime(text);
  return time === undefined
    ? bad(name, 'INVALID_LONG', `${text} was not a valid long.`)
    : good(new Date(time).toISOString());
};

/** A date is midnight UTC, whichever way it is sent (same page). */
const checkDate = (name: string, text: string): CheckedValue => {
  const time = readTime(text);
  if (time === undefined) return bad(name, 'INVALID_DATE', `${text} was not a valid date.`);
  if (time % dayMilliseconds === 0) return good(new Date(time).toISOString().slice(0, 10));
  const clock = new Date(time);
  return bad(
    name,
    'INVALID_DATE',
    `${text} is at ${clock.getUTCHours()}:${clock.getUTCMinutes()}:${clock.getUTCSeconds()}.${clock.getUTCMilliseconds()} UTC, not midnight!`,
  );
};

const checkOption = (definition: PropertyDefinition, text: string, options: readonly string[]): CheckedValue => {
  const chosen = definition.fieldType === 'checkbox' ? text.split(';').filter((part) => part !== '') : [text];
  const wrong = chosen.find((value) => !options.includes(value));
  if (wrong === undefined) return good(text);
  return bad(definition.name, 'INVALID_OPTION', `${wrong} was not one of the allowed options: [${options.join(', ')}]`);
};

const emailPattern = /^[^\s@"(),:;<>[\]\\]+@[^\s@.]+(\.[^\s@.]+)+$/;

/**
 * Checks one value against its definition; `options` are the values that an enumeration accepts just now. Since 2025 only texts may
 * begin or end with blanks:
 * https://developers.hubspot.com/changelog/breaking-change-enhanced-validations-for-non-string-properties-in-hubspots-crmobject-apis
 */
export const checkValue = (definition: PropertyDefinition, text: string, options: readonly string[]): CheckedValue => {
  const { name } = definition;
  if (definition.isReadOnly) {
    return bad(name, 'READ_ONLY_VALUE', `"${name}" is a read only property; its value cannot be set.`);
  }
  if (text === '') return good('');
  if (definition.type !== 'string' && text !== text.trim())
    return bad(name, 'LEADING_TRAILING_WHITESPACE', `"${text}" includes leading or trailing whitespace.`);
  if (name === 'email' && !emailPattern.test(text))
    return bad(name, 'INVALID_EMAIL', `Email address ${text} is invalid`);
  switch (definition.type) {
    case 'number':
      if (Number.isFinite(Number(text))) return good(text);
      return bad(name, 'INVALID_INTEGER', `${text} was not a valid number.`);
    case 'datetime':
      return checkDateTime(name, text);
    case 'date':
      return checkDate(name, text);
    case 'bool':
      return checkOption(definition, text, ['true', 'false']);
    case 'enumeration':
      return checkOption(definition, text, options);
    default:
      return good(name === 'email' ? text.toLowerCase() : text);
  }
};
