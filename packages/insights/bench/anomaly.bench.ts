import type { Anomaly } from '../src/anomaly/anomaly.ts';
import { detectAnomalies } from '../src/anomaly/detect-anomalies.ts';
import { ledgerEnd, makeFaultyLedger, type SeededFault } from './faulty-ledger.ts';

/**
 * Precision and recall on generated ledgers with seeded faults, of seeds no limit was chosen by. A finding is right when its rule
 * and one of its ids are a seeded fault's.
 */
export async function run(): Promise<{ name: string; unit: string; value: number; note?: string }[]> {
  const seeds = Array.from({ length: 20 }, (_, index) => 9000 + index);
  let [found, seeded, right, all, transactions, milliseconds] = [0, 0, 0, 0, 0, 0];
  const byRule: RuleCounts = new Map();
  for (const seed of seeds) {
    const ledger = makeFaultyLedger(seed);
    const start = performance.now();
    const anomalies = detectAnomalies({ transactions: ledger.transactions, asOf: ledgerEnd });
    milliseconds += performance.now() - start;
    const matches = ledger.faults.map(({ rule, id }) =>
      anomalies.filter((one) => one.rule === rule && one.ids.includes(id)),
    );
    seeded += ledger.faults.length;
    found += matches.filter((match) => match.length > 0).length;
    right += new Set(matches.flat()).size;
    all += anomalies.length;
    transactions += ledger.transactions.length;
    countByRule(byRule, ledger.faults, anomalies);
  }
  const note = `${seeds.length} generated ledgers, ${transactions} transactions, ${seeded} seeded faults`;
  return [
    { name: 'anomaly: recall of seeded faults', unit: '%', value: (100 * found) / seeded, note },
    { name: 'anomaly: precision of what is reported', unit: '%', value: (100 * right) / all, note },
    { name: 'anomaly: one ledger', unit: 'ms', value: milliseconds / seeds.length },
    ...[...byRule].map(([rule, count]) => ({
      name: `anomaly: recall of ${rule}`,
      unit: '%',
      value: (100 * count.found) / count.seeded,
      note: `${count.seeded} seeded; ${count.right} of ${count.all} findings right`,
    })),
  ];
}

type RuleCounts = Map<string, { seeded: number; found: number; right: number; all: number }>;

function countByRule(counts: RuleCounts, faults: readonly SeededFault[], anomalies: readonly Anomaly[]): void {
  for (const rule of new Set(faults.map((fault) => fault.rule))) {
    const count = counts.get(rule) ?? { seeded: 0, found: 0, right: 0, all: 0 };
    const findings = anomalies.filter((one) => one.rule === rule);
    const matches = faults
      .filter((fault) => fault.rule === rule)
      .map(({ id }) => findings.filter(({ ids }) => ids.includes(id)));
    count.seeded += matches.length;
    count.found += matches.filter((match) => match.length > 0).length;
    count.right += new Set(matches.flat()).size;
    count.all += findings.length;
    counts.set(rule, count);
  }
}
