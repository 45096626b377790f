import { ambiguousNumber } from '@bizmcp/core';
import { optionProblem } from '../field-problem.ts';
import { isCalendarDay, storedTime } from '../identifier.ts';
import type { PropertyValue } from './property-name.ts';

/** As much of a property's definition as its values are judged by. */
interface Definition {
  name: string;
  type: string;
  fieldType: string;
  options: readonly { value: string; label: string }[];
  /** Kept elsewhere, such as owners. */
  externalOptions?: boolean | null | undefined;
}

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** Digits as people write them: how HubSpot keeps an exponent is nowhere said. */
const decimal = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const milliseconds = /^-?\d+$/;
const time = /^(\d{4}-\d{2}-\d{2})(?:T([\d:.]+)(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Why HubSpot would not take a value, as far as that is certain, or nobody can tell what is meant by it; an empty text, which clears a
 * property, it always takes.
 */
export function valueProblem(definition: Definition, given: PropertyValue): string | undefined {
  const { name, type } = definition;
  const value = String(given);
  if (value === '') return undefined;
  if (value.trim() === '') return 'has blanks alone: give a text, or an empty one for none';
  if (name === 'email' && !address.test(value.trim())) return 'not an email address';
  if (type === 'string' && name !== 'email') return undefined;
  // https://developers.hubspot.com/changelog/breaking-change-enhanced-validations-for-non-string-properties-in-hubspots-crmobject-apis
  if (value !== value.trim()) return 'begins or ends with a blank';
  switch (type) {
    case 'number':
      return numberProblem(given);
    case 'bool':
      return value === 'true' || value === 'false' ? undefined : 'give true or false';
    case 'date':
      return dateProblem(value);
    case 'datetime':
      return timeProblem(value);
    case 'enumeration':
      return enumerationProblem(definition, value);
    default:
      return undefined;
  }
}

/** A number of JSON is no text with a separator: it is as it was meant. */
function numberProblem(given: PropertyValue): string | undefined {
  const unclear = typeof given === 'string' ? ambiguousNumber(given) : undefined;
  if (unclear !== undefined) return unclear;
  return decimal.test(String(given)) ? undefined : 'not a number: digits with a decimal point, such as 1250.5';
}

/** A date is midnight UTC, however it is given: https://developers.hubspot.com/docs/faq/how-should-timestamps-be-formatted-for-hubspots-apis */
function dateProblem(value: string): string | undefined {
  if (timeProblem(value)) return 'not a date of the calendar: give YYYY-MM-DD';
  return isMidnight(value) ? undefined : 'takes no time of day: give YYYY-MM-DD';
}

function isMidnight(value: string): boolean {
  return storedTime(value)?.endsWith('T00:00:00.000Z') ?? false;
}

function timeProblem(value: string): string | undefined {
  if (milliseconds.test(value)) return undefined;
  const [, day = '', clock, zone] = time.exec(value) ?? [];
  if (!day || (clock && zone && Number.isNaN(Date.parse(value))))
    return 'not a time: ISO 8601, such as 2026-11-24T09:00:00Z';
  if (!isCalendarDay(day)) return `no calendar has ${day}`;
  return clock && !zone ? 'a time without its zone: add Z, or such as +01:00' : undefined;
}

/** HubSpot takes options as they are spelled. https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide */
function enumerationProblem({ externalOptions, fieldType, options }: Definition, value: string): string | undefined {
  if (externalOptions || options.length === 0) return undefined;
  const chosen = fieldType === 'checkbox' ? value.split(';').filter(Boolean) : [value];
  const wrong = chosen.find((each) => options.every((option) => option.value !== each))?.toLowerCase();
  if (wrong === undefined) return undefined;
  const trimmed = chosen.map((each) => each.trim());
  if (trimmed.every((each) => options.some((option) => option.value === each)))
    return `options are joined without blanks; give ${trimmed.join(';')}`;
  const meant = options.filter((option) => [option.value, option.label].some((text) => text.toLowerCase() === wrong));
  return optionProblem((meant.length > 0 ? meant : options).map((option) => option.value));
}
