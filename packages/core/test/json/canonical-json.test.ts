import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/json/canonical-json.ts';

test('keys stand in the order of their UTF-16 code units, however many there are', () => {
  const names = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6', '10', '9', 'z', 'Z', ''];
  const many = Array.from({ length: 40 }, (_, index) => `key${(index * 7) % 40}`);

  for (const keys of [names, many]) {
    const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, [key]])));

    const written = [...text.matchAll(/("(?:[^"\\]|\\.)*"):/g)].map(([, key]) => JSON.parse(key ?? ''));
    expect(written).toEqual([...keys].sort());
    expect(JSON.parse(text)).toEqual(Object.fromEntries(keys.map((key) => [key, [key]])));
  }
});

test('values are written as JSON writes them, and what it cannot hold is left out', () => {
  const values = [
    -0,
    1e21,
    1e-7,
    0.1 + 0.2,
    Number.NaN,
    true,
    false,
    null,
    undefined,
    '"\\\n\u2028\ud800',
    new Date(0),
  ];
  const value = { a: values, b: undefined, c: () => 1, d: {}, e: [], f: { toJSON: () => ({ y: 1, x: [2] }) } };

  expect(canonicalJson(values)).toBe(JSON.stringify(values));
  expect(canonicalJson(value)).toBe(`{"a":${JSON.stringify(values)},"d":{},"e":[],"f":{"x":[2],"y":1}}`);
  expect(canonicalJson(undefined)).toBe('null');
});
