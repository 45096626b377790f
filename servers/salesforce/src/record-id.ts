import * as z from 'zod';

/** The identifier of a record, as a tool takes it: 15 letters and digits, or the same with three to check them. */
export const RecordId = z
  .string()
  .regex(/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/, 'takes an Id of 15 or 18 letters and digits');

/** The identifier of a lead. */
export const LeadId = z
  .string()
  .regex(/^00Q[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/, 'takes the Id of a lead, which begins with 00Q');

/** The name of an object, as a tool takes it. */
export const ObjectName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,79}$/, 'takes the name of an object, such as Lead');

/** The name of a field of the object itself, as a tool takes it. */
export const FieldName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,79}$/, 'takes the name of a field, such as Email');
