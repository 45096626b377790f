import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { drawableText } from './drawable-text.ts';
import type { MonthlyChart } from './monthly-chart.ts';

/** Of every chart, in pixels. */
export const size = { width: 960, height: 520 };
// Told apart by people who see no red or green, too (Okabe and Ito).
const colours = ['#0072b2', '#e69f00', '#009e73'];
const ink = '#24292f';
const paleInk = '#57606a';
// The face that the renderer brings along.
const fontFamily = 'Geist';
// Beside it stands the legend.
const titleWidth = 600;

/** A chart as SVG, its text as text. */
export function monthlySvg(chart: MonthlyChart): string {
  use([BarChart, LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);
  const drawing = init(null, null, { renderer: 'svg', ssr: true, ...size });
  drawing.setOption(optionsOf(chart));
  const svg = drawing.renderToSVGString();
  drawing.dispose();
  return svg;
}

function optionsOf({ title, subtitle, months, bars, line }: MonthlyChart) {
  return {
    animation: false,
    color: colours,
    textStyle: { fontFamily, color: ink },
    title: {
      text: drawableText(title),
      subtext: drawableText(subtitle),
      left: 24,
      top: 18,
      textStyle: {
        ...{ fontFamily, fontSize: 20, fontWeight: 600, color: ink },
        ...{ width: titleWidth, overflow: 'truncate' as const },
      },
      subtextStyle: { fontFamily, fontSize: 13, color: paleInk },
    },
    legend: { right: 24, top: 22, itemGap: 20, textStyle: { fontFamily, fontSize: 13, color: ink } },
    grid: { left: 24, right: 24, top: 96, bottom: 24, outerBoundsMode: 'same' as const },
    xAxis: {
      type: 'category' as const,
      data: months.map(monthLabel),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#8c959f' } },
      axisLabel: { fontFamily, fontSize: 12, color: paleInk, interval: 0, margin: 12 },
    },
    yAxis: {
      type: 'value' as const,
      axisLabel: { fontFamily, fontSize: 12, color: paleInk, formatter: shortNumber },
      splitLine: { lineStyle: { color: '#e6e9ec' } },
    },
    series: [...bars.map(barSeries), lineSeries(line)],
  };
}

function barSeries({ name, values }: MonthlyChart['bars'][number]) {
  return {
    name,
    type: 'bar' as const,
    data: values.map(finiteOrGap),
    barMaxWidth: 64,
    barGap: '12%',
    barCategoryGap: '36%',
    itemStyle: { borderRadius: [3, 3, 0, 0] },
  };
}

function lineSeries({ name, values }: MonthlyChart['line']) {
  return {
    name,
    type: 'line' as const,
    data: values.map(finiteOrGap),
    symbol: 'circle',
    symbolSize: 10,
    itemStyle: { borderColor: '#ffffff', borderWidth: 2 },
    lineStyle: { width: 3 },
    z: 5,
  };
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-01` as `Jan 2026`, other months without their year. */
function monthLabel(month: string, index: number): string {
  const name = monthNames[Number(month.slice(5, 7)) - 1] ?? month;
  return index === 0 || name === 'Jan' ? `${name}\n${month.slice(0, 4)}` : name;
}

const units = [
  { size: 1e12, name: 'tn' },
  { size: 1e9, name: 'bn' },
  { size: 1e6, name: 'M' },
  { size: 1e3, name: 'k' },
];

/** `12500` as `12.5k`. */
function shortNumber(value: number): string {
  const unit = units.find(({ size }) => Math.abs(value) >= size);
  return unit ? `${Number((value / unit.size).toFixed(2))}${unit.name}` : String(value);
}

/** One that is no number would stretch the axis without end. */
function finiteOrGap(value: number): number | '-' {
  return Number.isFinite(value) ? value : '-';
}
