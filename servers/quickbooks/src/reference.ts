import * as z from 'zod';

/** What QuickBooks refers to something by. */
export const WireReference = z.object({ value: z.string(), name: z.string().nullish() });
