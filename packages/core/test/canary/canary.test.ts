import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  allowed,
  type Exit,
  exits,
  formsOf,
  markOf,
  type Place,
  person,
  places,
  secretPlaces,
  textOf,
} from './canary.ts';
import { type Bytes, runWithCanaries } from './canary-run.ts';
import { type CanaryVendor, startCanaryVendor } from './canary-vendor.ts';

const home = mkdtempSync(join(tmpdir(), 'bizmcp-canary-'));
let vendor: CanaryVendor;
let bytes: Bytes;

beforeAll(async () => {
  vendor = await startCanaryVendor();
  bytes = await runWithCanaries(home, vendor);
}, 60_000);

afterAll(() => {
  vendor?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** The places whose whole text is an answer's: what stands around their marks comes out with them. */
const shownPlaces: readonly Place[] = [
  'an argument of a prompt',
  'an argument in the preview of a write',
  'an argument in the question to a person',
  'an argument that another person decides on',
];
const cells = places.flatMap((place) => exits.map((exit): [Place, Exit] => [place, exit]));

test('the matrix has every place in and every place out, and each exception names a place and a reason', () => {
  expect(cells).toHaveLength(places.length * exits.length);
  expect(new Set(places.map(markOf)).size).toBe(places.length);
  for (const reasons of Object.values(allowed)) {
    for (const [exit, reason] of Object.entries(reasons)) {
      expect(exits).toContain(exit);
      expect(reason.length).toBeGreaterThan(10);
    }
  }
});

describe.each(places)('%s', (place) => {
  test.each(exits)('does not come out in %s', (exit) => {
    const found = formsOf(markOf(place)).filter((form) => bytes[exit].includes(form));
    const reason = allowed[place]?.[exit];

    if (reason === undefined) expect(found).toEqual([]);
    else expect(found, `no longer comes out, though it may: ${reason}`).not.toEqual([]);
  });
});

describe.each(exits)('%s', (exit) => {
  test('is there to be searched', () => {
    expect(bytes[exit].length).toBeGreaterThan(100);
  });

  test.each(Object.entries(person))('has no %s, whichever place it came from', (_kind, value) => {
    const mayBeShown = shownPlaces.map(markOf);
    const isShown = (line: string) => exit === 'standard output' && mayBeShown.some((mark) => line.includes(mark));
    const searched = bytes[exit].split('\n').filter((line) => !isShown(line));

    const found = [value, value.replace(/[ ()-]/g, '')].flatMap(formsOf);

    expect(searched.filter((line) => found.some((form) => line.includes(form)))).toEqual([]);
  });

  test('has no name of a person', () => {
    expect(bytes[exit]).not.toContain('Zanzibara');
  });
});

test('the canaries were really sent: the vendor saw those that go there', () => {
  for (const place of secretPlaces.slice(0, 3))
    expect(vendor.seen).toContain(JSON.stringify(markOf(place)).slice(1, -1));
  expect(vendor.seen).toContain(encodeURIComponent(markOf('a known argument of a read')));
  expect(bytes['standard output'].match(/x-pin[^,]*\[secret\]/)).not.toBeNull();
  expect(bytes['standard output']).toContain('j***@e***.com'.slice(1, 4));
  expect(textOf('a known argument of a read')).toContain(person.ssn);
});
