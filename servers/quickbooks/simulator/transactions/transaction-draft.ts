import type { DocumentDraft, TradeDraft } from '@bizmcp/testkit/company';
import * as z from 'zod';
import {
  Address,
  DepositLine,
  day,
  Email,
  ExpenseLine,
  flag,
  ignored,
  JournalLine,
  Reference,
  readObject,
  reference,
  SalesLine,
  text,
  transactionFields,
} from '../body.ts';
import { findAccount, findCounterparty } from '../entities/names.ts';
import { termOf } from '../entities/terms.ts';
import { refuse } from '../error-reply.ts';
import { minorUnitsOf, rateUnits } from '../money.ts';
import type { QuickBooksBooks } from '../quickbooks-state.ts';
import type { Wire } from '../wire.ts';
import { depositDrafts, expenseDrafts, journalDrafts, type LineContext, salesDrafts } from './line-draft.ts';

/** Makes the ledger's draft of an object that was sent. */
export type ToDraft = (books: QuickBooksBooks, body: Wire) => DocumentDraft;

interface Header {
  readonly TxnDate?: string | undefined;
  readonly DocNumber?: string | null | undefined;
  readonly PrivateNote?: string | null | undefined;
  readonly ExchangeRate?: number | undefined;
  readonly CurrencyRef?: { value: string } | undefined;
}

/**
 * What all drafts have. The rate of the home currency is 1 and is not said, and so is another that was not sent:
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/billpayment has that as its default, and it is what was
 * seen of invoices (https://github.com/WordPress/wordcamp.org/pull/1325) and payments
 * (https://github.com/intuit/quickbooks-online-mcp-server/issues/75).
 */
export function headerOf({ company, ledger }: QuickBooksBooks, body: Header, currency: string) {
  const { DocNumber, PrivateNote, ExchangeRate } = body;
  const isForeign = currency !== ledger.settings.homeCurrency;
  if (!isForeign && ExchangeRate !== undefined && ExchangeRate !== 1) {
    refuse('6000', 'Business Validation Error: The exchange rate of the home currency is 1.', 'ExchangeRate');
  }
  return {
    ...{ date: body.TxnDate ?? company.today, currency: body.CurrencyRef?.value ?? currency },
    ...(DocNumber !== undefined && DocNumber !== null && { number: DocNumber }),
    ...(PrivateNote !== undefined && PrivateNote !== null && { memo: PrivateNote }),
    ...(isForeign && { rate: rateUnits(ExchangeRate ?? 1) }),
  };
}

function contextOf(books: QuickBooksBooks, currency: string, body: { DepartmentRef?: { value: string } | undefined }) {
  const context: LineContext = { books, currency, departmentId: body.DepartmentRef?.value };
  return context;
}

const saleFields = {
  ...transactionFields,
  ...{
    CustomerRef: Reference,
    Line: z.array(SalesLine).min(1),
    CustomerMemo: z.strictObject({ value: text(1000) }).optional(),
  },
  ...{ BillAddr: Address.optional(), ShipAddr: Address.optional(), BillEmail: Email.optional() },
  ...{ BillEmailCc: Email.optional(), BillEmailBcc: Email.optional(), ClassRef: reference, SalesTermRef: reference },
  ...{ EmailStatus: z.enum(['NotSet', 'NeedToSend', 'EmailSent']).optional(), DeliveryInfo: ignored },
  ...{ PrintStatus: z.enum(['NotSet', 'NeedToPrint', 'PrintComplete']).optional(), ApplyTaxAfterDiscount: flag },
  ...{ FreeFormAddress: flag, Balance: ignored, HomeBalance: ignored, ARAccountRef: ignored, ShipDate: day },
};

const InvoiceBody = z.strictObject({
  ...saleFields,
  ...{ DueDate: day, Deposit: ignored, AllowIPNPayment: flag, AllowOnlinePayment: flag, InvoiceLink: ignored },
  ...{ AllowOnlineCreditCardPayment: flag, AllowOnlineACHPayment: flag, PONumber: text(15), TrackingNum: text(31) },
});
const CreditMemoBody = z.strictObject({ ...saleFields, RemainingCredit: ignored, PaymentMethodRef: reference });
const EstimateBody = z.strictObject({
  ...{ ...saleFields, DueDate: day, ExpirationDate: day, AcceptedBy: text(250), AcceptedDate: day },
  TxnStatus: z.enum(['Accepted', 'Closed', 'Pending', 'Rejected']).optional(),
});

type Sale = z.output<typeof InvoiceBody>;

/** The day on which a sale or purchase is due: as sent, or by its terms, or by the name's own. */
function dueOf(
  books: QuickBooksBooks,
  sent: { DueDate?: string | undefined; SalesTermRef?: { value: string } | undefined; TxnDate?: string | undefined },
) {
  if (sent.DueDate !== undefined) return { dueDate: sent.DueDate };
  if (sent.SalesTermRef === undefined) return {};
  return { dueDate: termOf(sent.SalesTermRef.value).dueOn(sent.TxnDate ?? books.company.today) };
}

function saleDraft(books: QuickBooksBooks, kind: TradeDraft['kind'], sale: Sale): TradeDraft {
  const customer = findCounterparty(books, sale.CustomerRef.value, 'customer');
  const header = headerOf(books, sale, customer.currency);
  const lines = salesDrafts(contextOf(books, header.currency, sale), sale.Line);
  const taxed = overrideTax(books, lines, sale.TxnTaxDetail, header.currency);
  return { kind, counterpartyId: customer.id, ...header, ...dueOf(books, sale), lines: taxed };
}

const SentTax = z.object({ TotalTax: z.number() });

/** A tax that was sent stands instead of the one worked out: it is put on the first taxed line. */
function overrideTax(books: QuickBooksBooks, lines: TradeDraft['lines'], sent: unknown, currency: string) {
  const parsed = SentTax.safeParse(sent);
  const first = lines.findIndex(({ taxCodeId }) => taxCodeId === 'TAX');
  if (!parsed.success || first === -1) return lines;
  const total = minorUnitsOf(books.ledger, parsed.data.TotalTax, currency);
  return lines.map((line, index) => (line.taxCodeId === 'TAX' ? { ...line, tax: index === first ? total : 0 } : line));
}

export const toInvoiceDraft: ToDraft = (books, body) => saleDraft(books, 'invoice', readObject(body, InvoiceBody));

export const toCreditMemoDraft: ToDraft = (books, body) =>
  saleDraft(books, 'credit_note', readObject(body, CreditMemoBody));

export const toEstimateDraft: ToDraft = (books, body) => {
  const { ExpirationDate, ...estimate } = readObject(body, EstimateBody);
  return saleDraft(books, 'estimate', { ...estimate, DueDate: ExpirationDate ?? estimate.DueDate });
};

const purchaseFields = {
  ...{ ...transactionFields, VendorRef: Reference, Line: z.array(ExpenseLine).min(1), APAccountRef: ignored },
  ...{ Balance: ignored, VendorAddr: ignored },
};
const BillBody = z.strictObject({ ...purchaseFields, DueDate: day, SalesTermRef: reference, HomeBalance: ignored });
const VendorCreditBody = z.strictObject(purchaseFields);

export const toBillDraft: ToDraft = (books, body) => billDraft(books, 'bill', readObject(body, BillBody));

export const toVendorCreditDraft: ToDraft = (books, body) =>
  billDraft(books, 'vendor_credit', readObject(body, VendorCreditBody));

function billDraft(
  books: QuickBooksBooks,
  kind: TradeDraft['kind'],
  bill: z.output<typeof BillBody> | z.output<typeof VendorCreditBody>,
): TradeDraft {
  const vendor = findCounterparty(books, bill.VendorRef.value, 'vendor');
  const header = headerOf(books, bill, vendor.currency);
  const lines = expenseDrafts(contextOf(books, header.currency, bill), bill.Line);
  return { kind, counterpartyId: vendor.id, ...header, ...dueOf(books, bill), lines };
}

const PurchaseBody = z.strictObject({
  ...{ ...transactionFields, AccountRef: Reference, Line: z.array(ExpenseLine).min(1), EntityRef: reference },
  ...{ PaymentType: z.enum(['Cash', 'Check', 'CreditCard']), Credit: z.literal(false).optional() },
  ...{ PaymentMethodRef: reference, PaymentRefNum: text(21), PrintStatus: ignored, RemitToAddr: ignored },
});

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/purchase: the account fits the way of paying. */
export const toPurchaseDraft: ToDraft = (books, body) => {
  const purchase = readObject(body, PurchaseBody);
  const account = findAccount(books, purchase.AccountRef.value);
  const wanted = purchase.PaymentType === 'CreditCard' ? 'credit_card' : 'bank';
  if (account.type !== wanted) {
    refuse(
      '6000',
      `Business Validation Error: The account is not of the type of ${purchase.PaymentType}.`,
      'AccountRef',
    );
  }
  const header = headerOf(books, purchase, account.currency);
  const lines = expenseDrafts(contextOf(books, header.currency, purchase), purchase.Line);
  const { EntityRef } = purchase;
  const kind = EntityRef?.type === 'Customer' ? 'customer' : 'vendor';
  const party = EntityRef && { counterpartyId: findCounterparty(books, EntityRef.value, kind).id };
  return { kind: 'spend', accountId: account.id, ...header, ...party, lines };
};

const DepositBody = z.strictObject({
  ...{
    ...transactionFields,
    DepositToAccountRef: Reference,
    Line: z.array(DepositLine).min(1),
  },
});

export const toDepositDraft: ToDraft = (books, body) => {
  const deposit = readObject(body, DepositBody);
  const account = findAccount(books, deposit.DepositToAccountRef.value);
  const header = headerOf(books, deposit, account.currency);
  const lines = depositDrafts(contextOf(books, header.currency, deposit), deposit.Line);
  return { kind: 'receive', accountId: account.id, ...header, lines };
};

const TransferBody = z.strictObject({
  ...{ ...transactionFields, FromAccountRef: Reference, ToAccountRef: Reference, Amount: z.number().positive() },
});

/** Between accounts of two currencies the rate of the transaction says what arrives. */
export const toTransferDraft: ToDraft = (books, body) => {
  const transfer = readObject(body, TransferBody);
  const from = findAccount(books, transfer.FromAccountRef.value);
  const to = findAccount(books, transfer.ToAccountRef.value);
  const header = headerOf(books, transfer, from.currency);
  const units = minorUnitsOf(books.ledger, transfer.Amount, from.currency);
  const isOut = from.currency !== to.currency && to.currency === books.ledger.settings.homeCurrency;
  if (from.currency !== to.currency && !isOut) {
    refuse(
      '6000',
      'Business Validation Error: A transfer into a foreign account is made in its currency.',
      'CurrencyRef',
    );
  }
  const received =
    isOut && header.rate !== undefined ? { received: books.ledger.toHome(units, from.currency, header.rate) } : {};
  return { kind: 'transfer', accountId: from.id, toAccountId: to.id, amount: units, ...received, ...header };
};

const JournalBody = z.strictObject({
  ...{ ...transactionFields, Line: z.array(JournalLine).min(2), Adjustment: flag },
});

export const toJournalDraft: ToDraft = (books, body) => {
  const entry = readObject(body, JournalBody);
  const header = headerOf(books, entry, books.ledger.settings.homeCurrency);
  return { kind: 'journal', ...header, lines: journalDrafts(contextOf(books, header.currency, entry), entry.Line) };
};
