import { describe, expect, test } from 'vitest';
import { lineFitOf, medianOf, percentileOf, riseOf } from './statistics.ts';

describe('a percentile', () => {
  test('of an odd number of values at the half is the middle one, in whatever order they come', () => {
    expect(medianOf([9, 1, 5])).toBe(5);
  });

  test('lies between the two nearest values where it falls between them', () => {
    expect(medianOf([4, 1, 3, 2])).toBe(2.5);
    expect(percentileOf([0, 10], 0.99)).toBeCloseTo(9.9);
  });

  test('of nothing is no number', () => {
    expect(medianOf([])).toBeNaN();
  });

  test('leaves the values in their order', () => {
    const values = [3, 1, 2];

    medianOf(values);

    expect(values).toEqual([3, 1, 2]);
  });
});

describe('a fitted line', () => {
  test('of points on a line is that line, from the first point on', () => {
    const points = [10, 20, 30].map((x) => ({ x, y: 5 + 2 * x }));

    const { start, slope } = lineFitOf(points);

    expect([start, slope]).toEqual([25, 2]);
  });

  test('goes between points that scatter about it', () => {
    const noise = [1, -1, -1, 1];
    const points = noise.map((off, x) => ({ x, y: 100 + x + off }));

    expect(lineFitOf(points).slope).toBeCloseTo(1);
  });

  test('rises by a share of where it begins', () => {
    const points = [0, 25, 50].map((x) => ({ x, y: 200 + x / 5 }));

    expect(riseOf(points)).toBeCloseTo(0.05);
  });

  test('rises by nothing where all is level, and falls below it', () => {
    expect(riseOf([0, 1, 2].map((x) => ({ x, y: 7 })))).toBe(0);
    expect(riseOf([0, 1, 2].map((x) => ({ x, y: 10 - x })))).toBeCloseTo(-0.2);
  });
});
