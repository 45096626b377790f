import type * as z from 'zod';

/**
 * Has zod stop where a vendor's answer first leaves its schema: one of 10 MB can do so millions of times, and a list of them all fills
 * the memory. zod has this option for its `validate` alone, which tells no place; a test holds that parsing heeds it too.
 */
export const firstMisfit: z.core.ParseContextInternal<z.core.$ZodIssue> = { abortEarly: true };
