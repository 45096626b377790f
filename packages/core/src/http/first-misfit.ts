import * as z from 'zod';

/**
 * Has zod stop where a vendor's answer first leaves its schema: one of 10 MB can do so millions of times, and a list of them all fills
 * the memory. zod has this option for its `validate` alone, which tells no place; a test holds that parsing heeds it too.
 */
export const firstMisfit: z.core.ParseContextInternal<z.core.$ZodIssue> = { abortEarly: true };

/** Where an answer leaves its schema, empty for the whole. Only names that the schema itself has are shown: every other is the vendor's text. */
export function placeOfMisfit(schema: z.ZodType, error: z.ZodError): string {
  const known = JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  const path = (error.issues[0]?.path ?? []).map(String);
  return path.map((name) => (/^\d+$/.test(name) || known.includes(`${JSON.stringify(name)}:`) ? name : '*')).join('.');
}
