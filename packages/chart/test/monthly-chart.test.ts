import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { drawMonthlyChart } from '../src/index.ts';
import { monthlySvg } from '../src/monthly-svg.ts';

const months = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`);
const chart = (values: readonly number[]) => ({
  title: 'Income, costs and result',
  subtitle: 'GBP by month',
  months,
  bars: [
    { name: 'Income', values },
    { name: 'Costs', values: values.map((value) => value * 0.8) },
  ],
  line: { name: 'Net profit', values: values.map((value) => value * 0.2 - 2000) },
});
const rising = months.map((_, index) => 20_000 + index * 1500);

test('a chart is a PNG of the promised size', async () => {
  const picture = Buffer.from(await drawMonthlyChart(chart(rising)));

  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1920, 1040]);
  expect(picture.length).toBeLessThan(500_000);
});

test('the same figures make the same picture, others another', async () => {
  const [first, again, other] = [
    await drawMonthlyChart(chart(rising)),
    await drawMonthlyChart(chart(rising)),
    await drawMonthlyChart(chart(rising.toReversed())),
  ];

  expect(Buffer.from(first).equals(again)).toBe(true);
  expect(Buffer.from(first).equals(other)).toBe(false);
});

test('markup in a title is drawn and not obeyed', async () => {
  const hostile = { ...chart(rising), title: '<image href="http://127.0.0.1:9/x"/>&<' };

  await expect(drawMonthlyChart(hostile)).resolves.toBeInstanceOf(Uint8Array);
});

test.each([
  ['a title with controls in it', { ...chart(rising), title: 'Bell\u0007 & Sons' }],
  ['no months', { ...chart([]), months: [] }],
  ['one month', { ...chart([5]), months: ['2026-11'] }],
  ['nothing but zeros', chart(months.map(() => 0))],
  ['a year of losses of trillions', chart(months.map(() => -9.87e13))],
])('%s makes a picture too', async (_what, one) => {
  const picture = Buffer.from(await drawMonthlyChart(one));

  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1920, 1040]);
});

test('what is no number leaves a gap, and the axis as it is', () => {
  const labels = (values: readonly number[]) => monthlySvg(chart(values)).match(/>-?[\d.]+(k|M|bn|tn)?</g);

  expect(labels(rising.with(5, Number.POSITIVE_INFINITY).with(2, Number.NaN))).toEqual(labels(rising));
  expect(labels(rising.map((value) => value * 1e9))).toContain('>40tn<');
});

test('a long title ends before the legend', () => {
  const title = 'The International Trading and Development Corporation of Greater Manchester and its Surroundings';

  expect(monthlySvg({ ...chart(rising), title })).toMatch(/>The International Trading[^<]{5,40}\.\.\.</);
});
