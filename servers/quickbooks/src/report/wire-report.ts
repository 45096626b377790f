import * as z from 'zod';

/** What QuickBooks sends of a report. */
export const WireReport = z.object({ Header: z.looseObject({}), Columns: z.looseObject({}), Rows: z.looseObject({}) });

export type WireReport = z.output<typeof WireReport>;
