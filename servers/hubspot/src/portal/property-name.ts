import * as z from 'zod';

/** What is wrong with a text that can't be an internal name: most often it is a label. */
export const nameAdvice = 'no internal name: letters, digits and _, as list_properties has them';

/** An internal name of a property, as a tool takes it. */
export const PropertyName = z.string().regex(/^[A-Za-z0-9_]{1,100}$/, nameAdvice);

/** Several of them, or of what they were. */
export const PropertyNames = z
  .array(z.string().regex(/^[A-Za-z0-9_]{1,100}(?:\.history)?$/, nameAdvice))
  .min(1)
  .max(50)
  .describe('Properties to return, instead of the usual ones; amount.history: its values with their times');

/** The name by which the history of a property is asked for. */
export function historyOf(name: string): string {
  return `${name}.history`;
}

/** The property that a name is of, or the history that it asks for. */
export function propertyOf(name: string): string {
  return name.replace(/\.history$/, '');
}

const valueAdvice =
  'takes one text, number, true or false: several options are joined by ;, and an empty text clears it';

const PropertyValue = z.union([z.string().max(65_536), z.number(), z.boolean()], valueAdvice);

/** A value to write, as a tool takes it. */
export type PropertyValue = z.output<typeof PropertyValue>;

/** Values to write, by internal name. */
export const PropertyValues = z
  .record(PropertyName, PropertyValue, {
    error: ({ code }) => (code === 'invalid_key' ? nameAdvice : undefined),
  })
  .refine((values) => Object.keys(values).length > 0, 'Name at least one property');

export type PropertyValues = z.output<typeof PropertyValues>;

/** HubSpot takes every value as text; several options are joined by semicolons. */
export function toVendorValues(values: PropertyValues): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
