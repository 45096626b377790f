import { createTimedMemory, once, readSdkAnswer, type Upstream, useAxiosSdk } from '@bizmcp/core';
import * as z from 'zod';
import { WireFactor } from './amount.ts';
import { type Company, toCompany, WireCompanyInfo, WirePreferences, zoneOf } from './company.ts';
import type { CreatedEntity, Entity, VoidableEntity } from './entity.ts';
import { refusedInGoodAnswer } from './explain-error.ts';
import { clauseOf, countOf, type Query } from './query.ts';
import { todayIn } from './report/calendar.ts';
import { type ReportTable, toReportTable } from './report/report-table.ts';
import { WireReport } from './report/wire-report.ts';
import { type Done, type FindMethod, loadSdk, minorVersion, type ReportName, type Sdk } from './sdk.ts';

/** The books of one company in QuickBooks Online. */
export interface QuickBooks {
  readonly realmId: string;
  /** Rows by QuickBooks' query language, each held against the schema. */
  query<Schema extends z.ZodType>(query: Query, row: Schema): Promise<z.output<Schema>[]>;
  /** How many rows match a query that was sent, on all its pages. */
  count(query: Query): Promise<number | undefined>;
  /** One by its id, inactive ones too. Throws `not_found`. */
  read<Schema extends z.ZodType>(entity: Entity, id: string, schema: Schema): Promise<z.output<Schema>>;
  /** Creates one; sent again after a lost answer, it is still created once. */
  create<Schema extends z.ZodType>(entity: CreatedEntity, body: object, schema: Schema): Promise<z.output<Schema>>;
  /** Voids the one that still has this SyncToken. Throws `conflict` where it was changed meanwhile. */
  void<Schema extends z.ZodType>(entity: VoidableEntity, at: Version, schema: Schema): Promise<z.output<Schema>>;
  /** Deletes the bill that still has this SyncToken. Throws `conflict` where it was changed meanwhile. */
  deleteBill(at: Version): Promise<void>;
  /** Emails an invoice: to its own address unless told. */
  sendInvoice<Schema extends z.ZodType>(id: string, to: string | undefined, schema: Schema): Promise<z.output<Schema>>;
  /** QuickBooks' own rate of a day: home currency for one of the other, decimal. */
  exchangeRate(currency: string, day: string): Promise<string>;
  /** A report as QuickBooks computes it now. */
  report(name: ReportName, parameters: Record<string, string>): Promise<ReportTable>;
  /** Asked for once in five minutes. */
  company(): Promise<Company>;
  /** The day that it is where the company is. */
  today(): Promise<string>;
  /** What changes seldom (chart of accounts, terms, ...), asked for once in five minutes. */
  remember<Value>(name: string, load: () => Promise<Value>): Promise<Value>;
}

/** One state of a transaction; each change gives it another SyncToken. */
export interface Version {
  Id: string;
  SyncToken: string;
}

type Call = (sdk: Sdk, done: Done) => void;

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/exchangerate */
const WireRate = z.object({ ExchangeRate: z.object({ Rate: WireFactor }) });

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/bill#delete-a-bill */
const Deleted = z.object({ Bill: z.object({ status: z.literal('Deleted') }) });

/** https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries, count(*) */
const Counted = z
  .object({ QueryResponse: z.object({ totalCount: z.int().nullish() }) })
  .transform(({ QueryResponse }) => QueryResponse.totalCount ?? undefined);

const Rows = z.object({ QueryResponse: z.record(z.string(), z.unknown()) });

type Send = <Schema extends z.ZodType>(kind: 'read' | 'write', schema: Schema, call: Call) => Promise<z.output<Schema>>;

interface Place extends Pick<QuickBooks, 'realmId'> {
  baseUrl: string;
}

export function createQuickBooks(upstream: Upstream, { baseUrl, realmId }: Place): QuickBooks {
  const send = createSend(upstream, baseUrl, realmId);
  const remember = createTimedMemory(memoryMilliseconds, mostRemembered);
  const info = () => remember('company info', () => readInfo(send, realmId));
  const company = () => remember('company', () => readCompany(send, info));

  return {
    realmId,
    async query(query, row) {
      const { QueryResponse: found } = await send('read', Rows, (sdk, done) =>
        sdk[findMethod(query.entity)](clauseOf(query), done),
      );
      return readSdkAnswer(z.array(row), found[query.entity] ?? [], { system: 'QuickBooks', kind: 'read' });
    },
    count: (query) => send('read', Counted, (sdk, done) => sdk[findMethod(query.entity)](countOf(query), done)),
    read: (entity, id, schema) =>
      send('read', schema, (sdk, done) => sdk[`get${entity}`](encodeURIComponent(id), done)),
    create: (entity, body, schema) => send('write', schema, (sdk, done) => sdk[`create${entity}`](body, done)),
    void: (entity, at, schema) => send('write', schema, voidCall(entity, at)),
    async deleteBill(at) {
      await send('write', Deleted, (sdk, done) => sdk.deleteBill(at, done));
    },
    sendInvoice: (id, to, schema) => emailInvoice(upstream, [realmId, 'invoice', id, 'send'], to, schema),
    async exchangeRate(currency, day) {
      const options = { sourcecurrencycode: currency, asofdate: day };
      const { ExchangeRate } = await send('read', WireRate, (sdk, done) => sdk.getExchangeRate(options, done));
      return ExchangeRate.Rate;
    },
    report: async (name, parameters) => toReportTable(await send('read', WireReport, reportCall(name, parameters))),
    company,
    today: async () => todayIn(zoneOf(await info())),
    remember,
  };
}

/** Sends by the SDK, loaded with the first request, and holds the answer against our schema: its types promise what nobody checked. */
function createSend(upstream: Upstream, baseUrl: string, realmId: string): Send {
  const loaded = once(() => loadSdk(baseUrl, realmId));
  return async (kind, schema, call) => {
    const sdk = await loaded();
    const answer = useAxiosSdk(upstream, () => promised((done) => call(sdk, done)));
    return readSdkAnswer(schema, answer, { system: 'QuickBooks', kind });
  };
}

type Info = z.output<typeof WireCompanyInfo>;

function readInfo(send: Send, realmId: string): Promise<Info> {
  return send('read', WireCompanyInfo, (sdk, done) => sdk.getCompanyInfo(realmId, done));
}

async function readCompany(send: Send, readOwnInfo: () => Promise<Info>): Promise<Company> {
  const [info, preferences] = await Promise.all([
    readOwnInfo(),
    send('read', WirePreferences, (sdk, done) => sdk.getPreferences(done)),
  ]);
  return toCompany(info, preferences);
}

function findMethod(entity: Entity): FindMethod {
  if (entity === 'JournalEntry') return 'findJournalEntries';
  if (entity === 'Class') return 'findClasses';
  return entity === 'CompanyCurrency' ? 'findCompanyCurrencies' : `find${entity}s`;
}

/**
 * Intuit takes this request as an octet stream alone, and the SDK says that it sends a form:
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice#send-an-invoice
 */
function emailInvoice<Schema extends z.ZodType>(
  upstream: Upstream,
  path: string[],
  to: string | undefined,
  schema: Schema,
): Promise<z.output<Schema>> {
  const query = { ...(to && { sendTo: to }), minorversion: minorVersion };
  const headers = { 'content-type': 'application/octet-stream' };
  const answer = upstream.json(z.object({ Invoice: z.unknown() }), { method: 'POST', path, query, headers });
  const invoice = answer.then(({ Invoice }) => Invoice);
  return readSdkAnswer(schema, invoice, { system: 'QuickBooks', kind: 'write' });
}

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/payment#void-a-payment, and likewise the others */
function voidCall(entity: VoidableEntity, at: Version): Call {
  if (entity === 'Invoice') {
    const answered =
      (done: Done): Done =>
      (error, result) =>
        done(error, unwrapped(result, 'Invoice'));
    return (sdk, done) => sdk.voidInvoice(at, answered(done));
  }
  return (sdk, done) => sdk[`update${entity}`]({ ...at, sparse: true, void: true }, done);
}

function reportCall(name: ReportName, parameters: Record<string, string>): Call {
  const method = name === 'GeneralLedger' ? 'reportGeneralLedgerDetail' : (`report${name}` as const);
  // The SDK joins them as they are.
  const encoded = Object.entries(parameters).map(([key, value]) => [key, encodeURIComponent(value)] as const);
  return (sdk, done) => sdk[method](Object.fromEntries(encoded), done);
}

/** The SDK takes an answer out of its wrapping in some calls only. */
function unwrapped(result: unknown, entity: Entity): unknown {
  const wrapped = z.object({ [entity]: z.unknown() }).safeParse(result);
  return wrapped.success ? wrapped.data[entity] : result;
}

/** The SDK's callback as a promise; QuickBooks can refuse within a good answer, which comes as an error that is no Error. */
function promised(call: (done: Done) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    call((error, result) => (error ? reject(refusedInGoodAnswer(error) ?? error) : resolve(result)));
  });
}

const memoryMilliseconds = 300_000;
const mostRemembered = 50;
