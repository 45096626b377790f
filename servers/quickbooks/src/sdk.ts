import { axiosAdapter } from '@bizmcp/core';
import type { CreatedEntity, Entity, VoidableEntity } from './entity.ts';

/** How the SDK hands over what came. */
export type Done = (error: unknown, result: unknown) => void;

type Plural<Name extends string> = Name extends `${infer Stem}y`
  ? `${Stem}ies`
  : Name extends `${string}s`
    ? `${Name}es`
    : `${Name}s`;

/** The reports that this server reads, by their names in the API. */
export type ReportName =
  | 'ProfitAndLoss'
  | 'BalanceSheet'
  | 'CashFlow'
  | 'TrialBalance'
  | 'GeneralLedger'
  | 'ItemSales'
  | 'CustomerSales'
  | 'VendorExpenses'
  | 'AgedReceivables'
  | 'AgedReceivableDetail'
  | 'AgedPayables'
  | 'AgedPayableDetail';

export type FindMethod = `find${Plural<Entity>}`;
type ReportMethod = `report${Exclude<ReportName, 'GeneralLedger'> | 'GeneralLedgerDetail'}`;

/** The calls of the SDK that are used here. Every one gets a callback: without it, a failed one throws where nobody catches it. */
export type Sdk = { endpoint: string } & {
  /** With a text, the SDK sends it as it is after `select * from <entity>`. */
  [Name in FindMethod]: (clause: string | object[], done: Done) => void;
} & { [Name in `get${Entity | 'CompanyInfo'}`]: (id: string, done: Done) => void } & {
  [Name in `create${CreatedEntity}`]: (body: object, done: Done) => void;
} & { [Name in `update${Exclude<VoidableEntity, 'Invoice'>}`]: (body: object, done: Done) => void } & {
  [Name in ReportMethod]: (parameters: Record<string, string>, done: Done) => void;
} & {
  voidInvoice(body: object, done: Done): void;
  deleteBill(body: object, done: Done): void;
  getPreferences(done: Done): void;
  getExchangeRate(options: { sourcecurrencycode: string; asofdate: string }, done: Done): void;
};

/** Keys, token and secret are left to our upstream; of the flags, `debug` would write to stdout. */
type Settings = [
  key: '',
  secret: '',
  token: '',
  tokenSecret: false,
  realmId: string,
  useSandbox: false,
  debug: false,
  minorVersion: string,
  oauthVersion: '2.0',
];

/** Pinned, so that an answer keeps its form; Intuit takes none below 75 since August 2025. */
export const minorVersion = '75';

/** Loads node-quickbooks for one company; its requests go through the upstream of the `useAxiosSdk` that they are sent in. */
export async function loadSdk(baseUrl: string, realmId: string): Promise<Sdk> {
  // The SDK calls its own copy of axios and has no hook; the adapter finds the upstream by the call, so one serves all.
  const { default: axios } = await import('axios/dist/node/axios.cjs');
  axios.defaults.adapter = axiosAdapter;
  const { default: loaded } = await import('node-quickbooks');
  // The types that come with the SDK take its CommonJS class for a module, know no criteria as text, and promise answers that nobody checked.
  const Client = loaded as unknown as new (...settings: Settings) => Sdk;
  const client = new Client('', '', '', false, realmId, false, false, minorVersion, '2.0');
  client.endpoint = `${baseUrl}/v3/company/`;
  return client;
}
