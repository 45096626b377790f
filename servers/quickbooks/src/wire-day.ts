import * as z from 'zod';

/** A day as QuickBooks sends it, some with a zone behind it (`2026-11-20-08:00`). Read as YYYY-MM-DD. */
export const WireDay = z
  .string()
  .transform((text) => text.slice(0, 10))
  .pipe(z.iso.date());
