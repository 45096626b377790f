import { monthStart, type PaymentObservation } from '@bizmcp/insights';
import * as z from 'zod';
import { mostRows, selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';

const Named = z.object({ name: z.string().nullish() });

const WireDocument = z.object({
  Id: z.string(),
  TxnDate: z.string(),
  DueDate: z.string().nullish(),
  CustomerRef: Named.nullish(),
  VendorRef: Named.nullish(),
});

const WirePayment = z.object({
  TxnDate: z.string(),
  Line: z
    .array(z.object({ LinkedTxn: z.array(z.object({ TxnId: z.string(), TxnType: z.string() })).nullish() }))
    .nullish(),
});

const pairs = [
  { kind: 'receivable', document: 'Invoice', payment: 'Payment' },
  { kind: 'payable', document: 'Bill', payment: 'BillPayment' },
] as const;

/** Documents are looked for that much earlier than their payments. */
const monthsBefore = 6;
const mostPages = 10;

/** When invoices and bills were paid that were due: what each customer and vendor is used to. */
export async function readPaymentHabits(api: QuickBooks, day: string, months: number): Promise<PaymentObservation[]> {
  const found = await Promise.all(
    pairs.map(async ({ kind, document, payment }) => {
      const [documents, payments] = await Promise.all([
        readSince(api, document, monthStart(day, -months - monthsBefore), WireDocument),
        readSince(api, payment, monthStart(day, -months), WirePayment),
      ]);
      const byId = new Map(documents.map((one) => [one.Id, one]));
      return payments.flatMap(({ TxnDate, Line }) => {
        const links = (Line ?? []).flatMap(({ LinkedTxn }) => LinkedTxn ?? []);
        const paid = links.flatMap(({ TxnId, TxnType }) => (TxnType === document ? (byId.get(TxnId) ?? []) : []));
        return paid.flatMap((one) => toObservation(one, kind, TxnDate));
      });
    }),
  );
  return found.flat();
}

function toObservation(
  { TxnDate: issueDate, DueDate: dueDate, CustomerRef, VendorRef }: z.output<typeof WireDocument>,
  kind: PaymentObservation['kind'],
  paidDate: string,
): PaymentObservation[] {
  const counterparty = CustomerRef?.name ?? VendorRef?.name;
  return dueDate && counterparty ? [{ counterparty, kind, issueDate, dueDate, paidDate }] : [];
}

async function readSince<Schema extends z.ZodType>(
  api: QuickBooks,
  entity: 'Invoice' | 'Payment' | 'Bill' | 'BillPayment',
  since: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const rows: z.output<Schema>[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const where = [['TxnDate', '>=', { day: since }] as const];
    const orderBy = ['TxnDate', 'DESC'] as const;
    const query = selectFrom(entity, { where, orderBy, start: page * mostRows + 1, limit: mostRows });
    const found = await api.query(query, schema);
    rows.push(...found);
    if (found.length < mostRows) break;
  }
  return rows;
}
