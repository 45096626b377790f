import { describe, expect, test } from 'vitest';
import type { Results } from '../results.ts';
import { peersAhead } from './peers-ahead.ts';
import { verdictsOf } from './promises.ts';
import { documentReport, terminalReport } from './report.ts';

const startOf = (name: string, kind: 'floor' | 'ours' | 'peer', cpu: number, tokens: number) => ({
  ...{ name, kind, runs: 15, tokens, tools: [{ name: 'greet', tokens }], listKilobytes: 5 },
  warm: { cpu, wall: cpu, memory: cpu },
  ...(kind !== 'floor' && { system: 'acme' }),
});

const shownOf = (name: string, kind: 'ours' | 'peer', tokens: number, extent: 'lean' | 'whole') => {
  const { warm: _, ...shown } = startOf(name, kind, 1, tokens);
  return { ...shown, extent };
};

const sizeOf = (name: string, kind: 'ours' | 'peer', megabytes: number, packages: number) => ({
  ...{
    name,
    kind,
    system: 'acme',
    megabytes,
    contentMegabytes: megabytes,
    packages,
    bytes: megabytes * 2e5,
    answers: packages,
    seconds: 1,
  },
});

const machine = {
  ...{ processor: 'Abacus', cores: 2, memory: 4, system: 'linux', node: '24.0.0', npm: '11.0.0', sdk: '2.4.0' },
  ...{ commit: 'abc1234', load: 0.5 },
};

const results: Results = {
  ...{ date: '2026-11-21', machine, loadAfter: 1, lasted: 9, isQuick: false, hasPeers: true, notes: {} },
  start: [
    startOf('no SDK', 'floor', 40, 28),
    startOf('SDK hello', 'floor', 100, 47),
    startOf('acme', 'ours', 50, 1000),
    startOf('Acme, official', 'peer', 400, 2000),
    shownOf('acme, lean', 'ours', 350, 'lean'),
    shownOf('Acme, official, lean', 'peer', 300, 'lean'),
    shownOf('Acme, official, whole', 'peer', 900, 'whole'),
  ],
  size: [sizeOf('acme', 'ours', 2, 1), sizeOf('Acme, official', 'peer', 15, 100)],
};

const verdictOn = (words: string, of: Results = results) =>
  verdictsOf(of).find(({ text }) => text.includes(words)) ?? { isHeld: undefined, figures: 'none' };

describe('what is to be shown', () => {
  test('is held or missed by the figures of the run', () => {
    expect(verdictOn('1.0 of the SDK hello')).toMatchObject({ isHeld: true, figures: 'acme 0.50' });
    expect(verdictOn('at most 1/4')).toMatchObject({ isHeld: true, figures: 'acme 0.13' });
    expect(verdictOn('Tokens: at most 1/3')).toMatchObject({ isHeld: false, figures: 'acme 0.50' });
    expect(verdictOn('Size on the disk: at most 1/10')).toMatchObject({ isHeld: false, figures: 'acme 0.13' });
    expect(verdictOn('Packages: 1')).toMatchObject({ isHeld: true });
  });

  test('says nothing of what was not measured', () => {
    expect(verdictOn('Ten servers')).toMatchObject({ isHeld: undefined });
    expect(verdictsOf({ ...results, start: [] }).map(({ text }) => text)).toEqual([]);
  });

  test('is missed by one server that grows, whatever the others do', () => {
    const grown = (rise: number) => ({
      ...{ name: `by ${rise}`, kind: 'ours' as const, calls: 50_000, errors: 0, samples: [] },
      ...{ live: { before: 20, after: 20, rise }, resident: { before: 90, after: 90, rise: 0 }, working: 95 },
    });

    expect(verdictOn('in use', { ...results, memory: [grown(0.005), grown(-0.2)] })).toMatchObject({ isHeld: true });
    expect(verdictOn('in use', { ...results, memory: [grown(0.005), grown(0.02)] })).toMatchObject({
      isHeld: false,
      figures: 'by 0.005 +0.5 %, by 0.02 +2.0 %',
    });
  });

  test('is missed by an error of one of many callers, and by stragglers', () => {
    const answered = (errors: number, p99: number): Results => ({
      ...results,
      concurrency: [
        {
          ...{ name: 'acme', kind: 'ours', tool: 'list_notes' },
          levels: [{ callers: 64, rate: 1000, p50: 10, p99, errors }],
        },
      ],
    });

    expect(verdictOn('no error', answered(0, 30)).isHeld).toBe(true);
    expect(verdictOn('no error', answered(1, 30)).isHeld).toBe(false);
    expect(verdictOn('p99', answered(0, 200)).isHeld).toBe(true);
    expect(verdictOn('p99', answered(0, 201)).isHeld).toBe(false);
  });
});

describe('a report', () => {
  test('says where another server is ahead: lean beside lean, whole beside all of ours', () => {
    expect(peersAhead(results)).toEqual([
      'Acme, official, lean: 300 tokens; our acme, lean: 350.',
      'Acme, official, whole: 900 tokens; our acme: 1,000.',
    ]);
  });

  test('tells a reader of the document the machine, the verdicts and every table', () => {
    const document = documentReport(results);

    expect(document).toContain('2 cores of Abacus, 4 GB');
    expect(document).toContain('- MISSED: Tokens: at most 1/3');
    expect(document).toContain('| acme | 50 | 0.50 | 50 | - | - | 50 | -50.0 | 15 |');
    expect(document).toContain('| Acme, official | acme | 0.13 | 0.13 | 0.50 | 1 | 0.13 | 0.01 | 0.13 |');
  });

  test('says where a longer list of tools lies behind few tokens', () => {
    const { start = [] } = results;
    const longer = start.map((result) => (result.name === 'acme' ? { ...result, listKilobytes: 20 } : result));

    expect(peersAhead({ ...results, start: longer })).toContain('Acme, official: 5 kB of list; our acme: 20.');
  });

  test('names what could not be measured, and why', () => {
    const silent = { ...startOf('Beta', 'peer', 1, 0), runs: 0, warm: undefined, problem: 'no list of tools in 20 s' };
    const { warm: _, ...unmeasured } = silent;
    const { start = [] } = results;

    const report = terminalReport({ ...results, start: [...start, unmeasured] });

    expect(report).toContain('Beta (not measured)');
    expect(report).toContain('Beta could not be measured: no list of tools in 20 s.');
  });
});
