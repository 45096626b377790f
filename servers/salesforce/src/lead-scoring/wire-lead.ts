import * as z from 'zod';

const Time = z.string().transform((text, context) => {
  // Salesforce writes zones without a colon.
  const time = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (!Number.isNaN(time)) return time;
  context.issues.push({ code: 'custom', input: text, message: 'not a time' });
  return z.NEVER;
});

const Value = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (typeof value === 'boolean' ? String(value) : (value ?? null)));

/** What is read of a lead; a field that the user may not see is not asked for, and not there. */
export const WireLead = z.object({
  Id: z.string(),
  CreatedDate: Time,
  IsConverted: z.boolean().optional(),
  ConvertedDate: Time.nullish(),
  ConvertedContactId: z.string().nullish(),
  ConvertedContact: z.object({ CreatedDate: Time }).nullish(),
  Status: z.string().nullish(),
  Title: Value.optional(),
  Industry: Value.optional(),
  LeadSource: Value.optional(),
  NumberOfEmployees: Value.optional(),
  AnnualRevenue: Value.optional(),
  Country: Value.optional(),
  Email: Value.optional(),
  Phone: Value.optional(),
});

export type WireLead = z.output<typeof WireLead>;

export const WireTask = z.object({
  WhoId: z.string().nullish(),
  CreatedDate: Time,
  ActivityDate: Time.nullish(),
  TaskSubtype: z.string().nullish(),
});

export const WireEvent = z.object({ WhoId: z.string().nullish(), CreatedDate: Time, StartDateTime: Time.nullish() });

export const WireMember = z.object({
  Id: z.string(),
  ContactId: z.string().nullish(),
  LeadId: z.string().nullish(),
  CreatedDate: Time,
  LastModifiedDate: Time.nullish(),
  HasResponded: z.boolean().nullish(),
  FirstRespondedDate: Time.nullish(),
});

export const WireChange = z.object({
  LeadId: z.string(),
  Field: z.string(),
  OldValue: Value,
  NewValue: Value,
  CreatedDate: Time,
});
