import type { Random } from '../../simulator/random.ts';
import { monthsBetween } from '../calendar.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Agenda } from './agenda.ts';
import type { PlantedAnomaly } from './planted-anomaly.ts';

/** What all chapters of the story share. */
export interface Teller {
  readonly ledger: Ledger;
  readonly random: Random;
  readonly agenda: Agenda;
  readonly firstDay: string;
  readonly today: string;
  readonly plantedAnomalies: PlantedAnomaly[];
  readonly trueAccounts: Map<string, string>;
  /** Whole units of a US price in minor units of the home currency. */
  money(units: number): number;
}

/** January first: slow after the holidays, weak February, a peak before Christmas. */
const seasons = [0.86, 0.7, 0.93, 1, 1.03, 1.04, 0.93, 0.9, 1.05, 1.15, 1.34, 1.12];

/** How busy a month is beside the average month of the first year: season and one per cent of growth a month. */
export const activityOf = ({ firstDay }: Teller, date: string): number =>
  (seasons[Number(date.slice(5, 7)) - 1] ?? 1) * growthOf(firstDay, date);

/** The growth without the season. */
export const growthOf = (firstDay: string, date: string): number => 1.009 ** monthsBetween(firstDay, date);

/** A count that averages to a number with a fraction: 2.3 is 2, and 3 three times in ten. */
export const countOf = (random: Random, average: number): number =>
  Math.floor(average) + Number(random.chance(average % 1));
