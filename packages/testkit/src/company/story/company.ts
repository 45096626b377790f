import type { Ledger } from '../ledger/ledger.ts';
import type { PlantedAnomaly } from './planted-anomaly.ts';

/** What an account was meant to earn or cost in a month, in minor units of the home currency. */
export interface BudgetFigure {
  readonly accountId: string;
  /** As 2026-07. */
  readonly month: string;
  readonly amount: number;
}

/** Who the company is, for a vendor's company or organisation record. */
export interface CompanyProfile {
  readonly legalName: string;
  readonly tradingName: string;
  readonly email: string;
  readonly phone: string;
  readonly street: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly taxNumber: string;
}

/** How to tell the company. */
export interface CompanyOptions {
  /** The last day anything happened, as 2026-07-31. */
  readonly today: string;
  /** USD where it is not given. The second currency is EUR. */
  readonly homeCurrency?: 'USD' | 'GBP' | 'NZD';
  /** QuickBooks keeps a receivable and a payable account for each currency, Xero one for all, the default. */
  readonly controlAccounts?: 'per_currency' | 'single';
  readonly seed?: number;
}

/** The company after 36 months. */
export interface Company {
  readonly profile: CompanyProfile;
  readonly today: string;
  readonly firstDay: string;
  readonly ledger: Ledger;
  readonly budgets: readonly BudgetFigure[];
}

/** The company with what only tests and benches may see: the wrongs and the true accounts. */
export interface ToldCompany extends Company {
  readonly plantedAnomalies: readonly PlantedAnomaly[];
  /** The account each uncoded bank transaction belongs to, by document id. */
  readonly trueAccounts: ReadonlyMap<string, string>;
}
