import * as z from 'zod';
import type { Books } from '../books.ts';
import { type PageRequest, WirePagination } from '../page.ts';
import { type Condition, whereClause } from '../where-clause.ts';
import type { WireInvoices } from './invoice.ts';
import { wireCredit } from './wire-credit.ts';

const WireOverpayments = z.object({ overpayments: z.array(wireCredit('overpaymentID')), pagination: WirePagination });
const WirePrepayments = z.object({ prepayments: z.array(wireCredit('prepaymentID')), pagination: WirePagination });

/** Which of them to ask for, and which page. */
interface PrepaidQuery extends PageRequest {
  where: readonly Condition[];
}

type Prepaid = Promise<z.output<typeof WireInvoices>>;

/** What was paid beyond an invoice, the newest first, as the invoices that it is like: https://developer.xero.com/documentation/api/accounting/overpayments */
export async function listOverpayments(books: Books, { where, page, pageSize }: PrepaidQuery): Prepaid {
  const { overpayments, pagination } = await books.read(WireOverpayments, (accounting, tenant) =>
    accounting.getOverpayments(tenant, undefined, whereClause(where), 'Date DESC', page, undefined, pageSize),
  );
  return { invoices: overpayments, pagination };
}

/** What was paid before there was an invoice, likewise: https://developer.xero.com/documentation/api/accounting/prepayments */
export async function listPrepayments(books: Books, { where, page, pageSize }: PrepaidQuery): Prepaid {
  const { prepayments, pagination } = await books.read(WirePrepayments, (accounting, tenant) =>
    accounting.getPrepayments(tenant, undefined, whereClause(where), 'Date DESC', page, undefined, pageSize),
  );
  return { invoices: prepayments, pagination };
}
