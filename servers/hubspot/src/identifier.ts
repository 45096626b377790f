import * as z from 'zod';

/** An identifier as HubSpot sends it: text in most endpoints, a number in a few. */
export const WireId = z.union([z.string(), z.number()]).transform(String);

/** An identifier, as a tool takes it: of what the named tool finds. */
function idFrom(tool: string) {
  return z.string().regex(/^\d{1,20}$/, `no id: digits only; find it with ${tool}`);
}

export const RecordId = idFrom('search_objects');
export const WorkflowId = idFrom('list_workflows');

/** A contact by its identifier or its address, as a tool takes it. */
export const ContactKey = z
  .string()
  .regex(/^(\d{1,20}|[^@\s]+@[^@\s]+)$/, 'no id: digits only, or an email address; find it with search_objects');

/** The property that a contact is found by, where the key is not its id. */
export function contactProperty(key: string): 'email' | undefined {
  return key.includes('@') ? 'email' : undefined;
}

/** The identifier of a record, or another value that only it has. As a part of a path, dots alone would lead to another one. */
export const RecordKey = z.string().min(1).max(200).regex(/[^.]/, 'dots alone are no identifier');

/** A point in time as HubSpot sends it, in plain requests as text and through the SDK as a date. */
export const WireDate = z.union([z.date(), z.string()]).transform(toIsoDate);

/** Whether a text is a day of the calendar: JavaScript takes 30 February for a later one. */
export function isCalendarDay(text: string): boolean {
  return z.iso.date().safeParse(text).success;
}

/** A time of a property: HubSpot has ISO 8601, or milliseconds since 1970. ISO 8601, or undefined for what is no time. */
export function storedTime(value: string | null | undefined): string | undefined {
  if (!value) return undefined;
  return toIsoDate(/^-?\d+$/.test(value) ? new Date(Number(value)) : value);
}

/** ISO 8601, or undefined for what is not a date. */
export function toIsoDate(value: Date | string | undefined): string | undefined {
  const date = value === undefined ? undefined : new Date(value);
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined;
}
