import * as z from 'zod';
import { redactorOf } from '../src/masking/redactor.ts';
import { businessRecords } from '../test/masking/corpus.ts';
import { score } from '../test/masking/score.ts';

interface Figure {
  name: string;
  unit: string;
  value: number;
  note?: string;
}

const perPart = 5000;

/** Precision and recall of each detector on the generated business records, what was masked by mistake, and the cost of a record. */
export async function run(): Promise<Figure[]> {
  return [...figuresOf('known', 11), ...figuresOf('held out', 12), ...costs()];
}

function figuresOf(part: 'known' | 'held out', seed: number): Figure[] {
  const records = businessRecords(seed, perPart, part);
  const { kinds, overMasked } = score(records);
  const share = (count: number, of: number) => Math.round((count / of) * 10_000) / 10_000;
  const clean = records.filter((record) => record.planted.length === 0).length;
  const figures = [...kinds].sort().flatMap(([kind, { planted, found, masked, right }]): Figure[] => [
    { name: `masking recall ${kind}, ${part}`, unit: 'share', value: share(found, planted), note: `of ${planted}` },
    { name: `masking precision ${kind}, ${part}`, unit: 'share', value: share(right, masked), note: `of ${masked}` },
  ]);
  return [
    ...figures,
    { name: `masking of clean records, ${part}`, unit: 'records', value: overMasked.length, note: `of ${clean}` },
  ];
}

function costs(): Figure[] {
  const record = {
    id: '25625917217',
    at: '2026-11-21T02:44:58Z',
    amount: '1250.00',
    text: 'Please renew the plan before spring; the customer asked for 3 seats more.',
    email: 'jane@example.com',
    phone: '+1 415 555 2671',
  };
  const redact = redactorOf(z.object({ rows: z.array(z.record(z.string(), z.string())) }));
  const rows = Array.from({ length: 1000 }, () => record);
  const readers = [
    { role: 'agent_executor', isCleared: (data: string) => data !== 'restricted' },
    { role: 'viewer', isCleared: (data: string) => data === 'public' || data === 'internal' },
  ];
  return readers.map((reader) => {
    const times = Array.from({ length: 9 }, () => {
      const begun = performance.now();
      redact({ rows }, reader);
      return performance.now() - begun;
    });
    const median = times.sort((one, other) => one - other)[4] ?? 0;
    return { name: `masking a record of six fields, ${reader.role}`, unit: 'µs', value: Math.round(median) };
  });
}
