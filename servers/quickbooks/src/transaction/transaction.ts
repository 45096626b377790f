import { personal, rowsInAnswer } from '@bizmcp/core';
import { compareDecimals } from '@bizmcp/insights';
import * as z from 'zod';
import { WireAmount, WireFactor } from '../amount.ts';
import { DocumentLine, toLines, WireLine, WireLink } from '../document/document-line.ts';
import { WireReference } from '../reference.ts';
import { WireDay } from '../wire-day.ts';
import { accountsOf, MoneyAccount, moneyAccountsOf } from './money-account.ts';
import { linkedType, type TransactionType } from './transaction-type.ts';

/** What QuickBooks sends of a transaction of any kind; only the fields we use. */
export const WireTransaction = z.object({
  Id: z.string(),
  SyncToken: z.string(),
  DocNumber: z.string().nullish(),
  PaymentRefNum: z.string().nullish(),
  TxnDate: WireDay.nullish(),
  DueDate: WireDay.nullish(),
  TotalAmt: WireAmount.nullish(),
  /** Of a transfer. */
  Amount: WireAmount.nullish(),
  Balance: WireAmount.nullish(),
  /** The balance in the home currency, where that is another. */
  HomeBalance: WireAmount.nullish(),
  UnappliedAmt: WireAmount.nullish(),
  /** Of an invoice: paid as it was made, by no payment of its own. */
  Deposit: WireAmount.nullish(),
  CurrencyRef: WireReference.nullish(),
  ExchangeRate: WireFactor.nullish(),
  CustomerRef: WireReference.nullish(),
  VendorRef: WireReference.nullish(),
  EntityRef: WireReference.nullish(),
  PrivateNote: z.string().nullish(),
  CustomerMemo: z.object({ value: z.string().nullish() }).nullish(),
  EmailStatus: z.string().nullish(),
  /** Of a purchase: money that came back to a credit card. */
  Credit: z.boolean().nullish(),
  TxnStatus: z.string().nullish(),
  DepositToAccountRef: WireReference.nullish(),
  /** Of a purchase: what it was paid from. */
  AccountRef: WireReference.nullish(),
  FromAccountRef: WireReference.nullish(),
  ToAccountRef: WireReference.nullish(),
  CheckPayment: z.object({ BankAccountRef: WireReference.nullish() }).nullish(),
  CreditCardPayment: z.object({ CCAccountRef: WireReference.nullish() }).nullish(),
  DepartmentRef: WireReference.nullish(),
  /** Of a bill: where it is owed. */
  APAccountRef: WireReference.nullish(),
  BillEmail: z.object({ Address: z.string().nullish() }).nullish(),
  TxnTaxDetail: z.object({ TotalTax: WireAmount.nullish() }).nullish(),
  Line: z.array(WireLine).nullish(),
  LinkedTxn: z.array(WireLink).nullish(),
});

export type WireTransaction = z.output<typeof WireTransaction>;

/** What QuickBooks links a transaction to, and how much of it went there where that is known. */
export interface TransactionLink extends z.output<typeof WireLink> {
  amount?: string | null | undefined;
}

const Link = z.object({
  transaction_id: z.string().describe('Identifier'),
  type: z.string().describe('Kind'),
  amount: z.string().optional().describe('How much, where it is told here'),
});

/** A transaction as a model sees it in a list. Amounts are decimal, in `currency`. */
export const Transaction = z.object({
  transaction_id: z.string().describe('Identifier'),
  type: z.string().describe('Kind'),
  number: z.string().optional().describe('Number on the document'),
  status: z.string().optional().describe('open, overdue, paid, voided, refund; of an estimate its own'),
  date: z.string().optional().describe('Day'),
  due_date: z.string().optional().describe('Day it is due'),
  party_id: z.string().optional().describe('Id of the customer or vendor'),
  party: z.string().optional().describe('Customer or vendor').meta(personal('name')),
  currency: z.string().optional().describe('ISO 4217'),
  exchange_rate: z.string().optional().describe('Home currency for one of currency, where they differ'),
  total: z.string().optional().describe('With tax'),
  tax: z.string().optional().describe('Of it tax'),
  balance: z.string().optional().describe('Still owed; of a payment or credit: not yet applied'),
  deposit: z.string().optional().describe('Paid as the invoice was made, by no linked payment; not in balance'),
  accounts: z.string().optional().describe('Of a purchase, deposit, transfer or journal entry: from -> to'),
  memo: z.string().optional().describe('Private note').meta(personal('text')),
  linked: z.array(Link).optional().describe('Of a payment: what it pays'),
});

/** A transaction with its lines. */
export const FullTransaction = Transaction.extend({
  sync_token: z.string().describe('Its state; changes with each edit'),
  location: z.string().optional().describe('Location'),
  customer_memo: z.string().optional().describe('To the customer').meta(personal('text')),
  email: z.string().optional().describe('Where it is sent').meta(personal('email')),
  email_status: z.string().optional().describe('NotSet, NeedToSend or EmailSent'),
  paid_from: MoneyAccount.optional().describe('Account that paid'),
  deposited_to: MoneyAccount.optional().describe('Account that got the money'),
  line_items: z.array(DocumentLine).describe('Lines'),
  lines_left_out: z.number().optional().describe('Last lines for which an answer has no room; QuickBooks shows them'),
  linked: z.array(Link).describe('What it pays, or is paid by'),
});

/** `today` tells what is overdue. */
export function toTransaction(
  type: TransactionType,
  wire: WireTransaction,
  today: string,
): z.output<typeof Transaction> {
  const party = partyOf(wire);
  const number = numberOf(wire);
  const { ExchangeRate: rate } = wire;
  const status = statusOf(type, wire, today);
  const accounts = accountsOf(type, wire);
  return {
    transaction_id: wire.Id,
    type,
    ...(number && { number }),
    ...(status && { status }),
    ...(wire.TxnDate && { date: wire.TxnDate }),
    ...(wire.DueDate && { due_date: wire.DueDate }),
    ...(party && { party_id: party.value, ...(party.name && { party: party.name }) }),
    ...(wire.CurrencyRef && { currency: wire.CurrencyRef.value }),
    ...(rate != null && compareDecimals(rate, '1') !== 0 && { exchange_rate: rate }),
    ...amountsOf(wire),
    ...(accounts && { accounts }),
    ...(wire.PrivateNote && { memo: wire.PrivateNote }),
    // Who pays late is told by the days of payments beside those of what they pay.
    ...((type === 'payment' || type === 'bill_payment') && { linked: linksOf(wire, wire.LinkedTxn ?? []) }),
  };
}

function partyOf({ CustomerRef, VendorRef, EntityRef }: WireTransaction) {
  return CustomerRef ?? VendorRef ?? EntityRef;
}

/** The number on it, or that of a check. */
export function numberOf({ DocNumber, PaymentRefNum }: WireTransaction): string | undefined {
  return DocNumber || PaymentRefNum || undefined;
}

function totalOf({ TotalAmt, Amount }: WireTransaction) {
  return TotalAmt ?? Amount;
}

function amountsOf(wire: WireTransaction) {
  const total = totalOf(wire);
  const tax = wire.TxnTaxDetail?.TotalTax;
  const balance = wire.Balance ?? wire.UnappliedAmt;
  const deposit = wire.Deposit ?? '0';
  return {
    ...(total != null && { total }),
    ...(tax != null && { tax }),
    ...(balance != null && { balance }),
    ...(compareDecimals(deposit, '0') !== 0 && { deposit }),
  };
}

export function toFullTransaction(
  type: TransactionType,
  wire: WireTransaction,
  today: string,
  links: readonly TransactionLink[] = wire.LinkedTxn ?? [],
): z.output<typeof FullTransaction> {
  const lines = toLines(wire.Line ?? []);
  const transaction = {
    ...toTransaction(type, wire, today),
    sync_token: wire.SyncToken,
    ...(wire.DepartmentRef && { location: wire.DepartmentRef.name ?? wire.DepartmentRef.value }),
    ...(wire.CustomerMemo?.value && { customer_memo: wire.CustomerMemo.value }),
    ...(wire.BillEmail?.Address && { email: wire.BillEmail.Address }),
    ...(wire.EmailStatus && { email_status: wire.EmailStatus }),
    ...moneyAccountsOf(wire),
    linked: linksOf(wire, links),
  };
  const shown = rowsInAnswer(lines, { rest: transaction });
  const left = lines.length - shown.length;
  return { ...transaction, line_items: shown, ...(left > 0 && { lines_left_out: left }) };
}

/** A line of a payment tells how much of it went to what it is linked to. */
function linksOf({ Line }: WireTransaction, links: readonly TransactionLink[]) {
  const paid = (Line ?? []).flatMap((line) => (line.LinkedTxn ?? []).map((link) => ({ ...link, amount: line.Amount })));
  return [...links, ...paid].map((link) => ({
    ...{ transaction_id: link.TxnId, type: linkedType(link.TxnType) },
    ...(link.amount != null && { amount: link.amount }),
  }));
}

/** A transaction in words, for who is asked before something is done with it. */
export function describeTransaction(type: TransactionType, wire: WireTransaction): string {
  const name = `${type.replaceAll('_', ' ')} ${numberOf(wire) ?? wire.Id}`;
  const total = [totalOf(wire) ?? 'no amount', wire.CurrencyRef?.value].filter(Boolean).join(' ');
  return `${name} of ${partyOf(wire)?.name ?? 'nobody named'}: ${total}`;
}

/** QuickBooks keeps a voided one with nothing in it, and says so in its note. */
export function isVoided({ TotalAmt: total, PrivateNote: note }: WireTransaction): boolean {
  return total != null && compareDecimals(total, '0') === 0 && /^voided/i.test(note ?? '');
}

function statusOf(type: TransactionType, wire: WireTransaction, today: string): string | undefined {
  if (isVoided(wire)) return 'voided';
  if (wire.Credit) return 'refund';
  if (type === 'estimate') return wire.TxnStatus ?? undefined;
  if ((type !== 'invoice' && type !== 'bill') || wire.Balance == null) return undefined;
  if (compareDecimals(wire.Balance, '0') <= 0) return 'paid';
  return wire.DueDate != null && wire.DueDate < today ? 'overdue' : 'open';
}
