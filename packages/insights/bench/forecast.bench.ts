import { existsSync, readFileSync } from 'node:fs';
import { median } from '../src/distribution/robust.ts';
import { selectEts } from '../src/forecast/ets-fit.ts';
import { projectFrom } from '../src/forecast/ets-model.ts';
import { forecast } from '../src/forecast/forecast.ts';
import type { ForecastPoint } from '../src/forecast/prediction-interval.ts';
import { createSeededRandom } from '../src/random/seeded-random.ts';

interface Measurement {
  name: string;
  unit: string;
  value: number;
  note?: string;
}

interface CompetitionSeries {
  train: number[];
  test: number[];
  /** Decisions were taken on half A alone; half B was looked at once, afterwards. */
  half: 'A' | 'B';
}

interface Score {
  half: 'A' | 'B';
  smape: number;
  mase: number;
}

const season = 12;
const level = 0.95;
type Method = (train: readonly number[], horizon: number) => Promise<number[]> | number[];

const rivals: Record<string, Method> = {
  naive: (train, horizon) => Array.from({ length: horizon }, () => train.at(-1) ?? 0),
  'seasonal naive': (train, horizon) =>
    Array.from({ length: horizon }, (_, step) => train[train.length - season + (step % season)] ?? 0),
  'plain ETS': (train, horizon) => {
    const fit = selectEts(train, season);
    return fit ? projectFrom(fit.pass.state, fit.form, fit.weights.phi, horizon) : [];
  },
};

/**
 * Accuracy on the monthly series of the M1 competition (Makridakis et al. 1982), 18 months ahead. sMAPE runs from 0
 * to 200; MASE is over the mean absolute seasonal step of the history (Hyndman and Koehler 2006).
 * The file is named by BIZMCP_M1_FILE or as the argument after the topic; without it nothing is measured but time.
 */
export async function run(): Promise<Measurement[]> {
  const file = process.env.BIZMCP_M1_FILE ?? process.argv[3];
  if (file === undefined || !existsSync(file)) {
    const why = file === undefined ? 'no file named' : `no file ${file}`;
    const note = `${why}: set BIZMCP_M1_FILE to the CSV of the M1 series for accuracy`;
    return [...(await measureTime()), { name: 'accuracy on M1 monthly', unit: 'not measured', value: 0, note }];
  }
  const all = readCompetition(file);
  const rows: Measurement[] = [];
  for (const [name, method] of Object.entries(rivals)) rows.push(...scoreRows(name, await scoresOf(all, method)));
  return [...rows, ...(await measureOurs(all)), ...(await measureTime())];
}

async function scoresOf(all: readonly CompetitionSeries[], method: Method): Promise<Score[]> {
  const scores: Score[] = [];
  for (const series of all) scores.push(scoreOf(series, await method(series.train, series.test.length)));
  return scores;
}

function scoreOf({ train, test, half }: CompetitionSeries, means: readonly number[]): Score {
  const misses = test.map((value, step) => Math.abs(value - (means[step] ?? Number.NaN)));
  const ratios = misses.map((miss, step) => {
    const size = Math.abs(test[step] ?? 0) + Math.abs(means[step] ?? 0);
    return size === 0 ? 0 : (200 * miss) / size;
  });
  const steps = train.slice(season).map((value, place) => Math.abs(value - (train[place] ?? 0)));
  return { half, smape: meanOf(ratios), mase: meanOf(misses) / meanOf(steps) };
}

function scoreRows(name: string, scores: readonly Score[]): Measurement[] {
  const halves = (read: (score: Score) => number) => {
    const of = (half: string) => meanOf(scores.filter((score) => score.half === half).map(read)).toFixed(3);
    return `half A ${of('A')}, held-out half B ${of('B')}`;
  };
  return [
    { name: `${name}, sMAPE`, unit: '%', value: meanOf(scores.map(readSmape)), note: halves(readSmape) },
    { name: `${name}, MASE`, unit: 'x', value: meanOf(scores.map(readMase)), note: halves(readMase) },
  ];
}

const readSmape = ({ smape }: Score) => smape;
const readMase = ({ mase }: Score) => mase;

async function measureOurs(all: readonly CompetitionSeries[]): Promise<Measurement[]> {
  const scores: Score[] = [];
  const hits: { half: 'A' | 'B'; share: number }[] = [];
  for (const series of all) {
    const { points } = await forecast(series.train, { horizon: series.test.length, season, level });
    scores.push(
      scoreOf(
        series,
        points.map(({ mean }) => mean),
      ),
    );
    hits.push({
      half: series.half,
      share: meanOf(series.test.map((value, step) => (isInside(value, points[step]) ? 1 : 0))),
    });
  }
  const covered = (half: string) =>
    (100 * meanOf(hits.filter((hit) => hit.half === half).map(({ share }) => share))).toFixed(1);
  return [
    ...scoreRows('ours', scores),
    { name: 'ours, median MASE', unit: 'x', value: median(scores.map(readMase)) },
    {
      name: 'ours, values inside the 95 % interval',
      unit: '%',
      value: 100 * meanOf(hits.map(({ share }) => share)),
      note: `half A ${covered('A')}, held-out half B ${covered('B')}`,
    },
  ];
}

function isInside(value: number, point: ForecastPoint | undefined): boolean {
  return point !== undefined && value >= point.lower && value <= point.upper;
}

/** Computing time of one forecast of 60 months, 12 ahead, the first one apart: it loads WebAssembly. */
async function measureTime(): Promise<Measurement[]> {
  const random = createSeededRandom(7);
  const series = Array.from(
    { length: 60 },
    (_, month) => 1000 + 8 * month + 150 * Math.sin((month * Math.PI) / 6) + 100 * random(),
  );
  const times: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    const before = process.cpuUsage();
    await forecast(series, { horizon: 12 });
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return [
    {
      name: 'one forecast of 60 months',
      unit: 'ms',
      value: median(times.slice(2)),
      note: `first ${times[0]?.toFixed(0)} ms`,
    },
  ];
}

/** Columns: id, type, description, start year and month, length, horizon, split, time, value. */
function readCompetition(file: string): CompetitionSeries[] {
  const found = new Map<string, CompetitionSeries>();
  for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const cells = line.split(',');
    const [id = ''] = cells;
    const series: CompetitionSeries = found.get(id) ?? { train: [], test: [], half: 'B' };
    found.set(id, series);
    (cells.at(-3) === 'train' ? series.train : series.test).push(Number(cells.at(-1)));
  }
  return halved([...found.values()]);
}

/** The halves as they were when decisions were taken: drawn by a linear congruential generator (Numerical Recipes). */
function halved(all: CompetitionSeries[]): CompetitionSeries[] {
  let state = 20261121;
  const drawn = all.map((series) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return { series, key: state };
  });
  const first = drawn.toSorted((one, other) => one.key - other.key).slice(0, Math.floor(all.length / 2) + 1);
  for (const { series } of first) series.half = 'A';
  return all;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
