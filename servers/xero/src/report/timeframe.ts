/** How long each column of a comparison is. */
export const timeframes = ['MONTH', 'QUARTER', 'YEAR'] as const;

export type Timeframe = (typeof timeframes)[number];

export const timeframeMonths: Record<Timeframe, number> = { MONTH: 1, QUARTER: 3, YEAR: 12 };
