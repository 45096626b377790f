/** Figures of months: bars beside each other and a line over them. Values are only drawn, never calculated with. */
export interface MonthlyChart {
  title: string;
  /** Under the title, such as the currency. */
  subtitle: string;
  /** YYYY-MM, in order. */
  months: readonly string[];
  bars: readonly { name: string; values: readonly number[] }[];
  line: { name: string; values: readonly number[] };
}

/** A chart as PNG, 1920 x 1040 pixels. What draws it is loaded at the first picture. */
export async function drawMonthlyChart(chart: MonthlyChart): Promise<Uint8Array> {
  const [{ monthlySvg, size }, { renderPng }] = await Promise.all([
    import('./monthly-svg.ts'),
    import('./render-png.ts'),
  ]);
  return renderPng(monthlySvg(chart), size);
}
