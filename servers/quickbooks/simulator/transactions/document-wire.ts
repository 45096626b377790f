import type {
  BankDocument,
  JournalDocument,
  LedgerDocument,
  PaymentDocument,
  TradeDocument,
  TransferDocument,
} from '@bizmcp/testkit/company';
import { entityOfDocument } from '../entities/document-entity.ts';
import { headOf } from '../entities/entity.ts';
import { accountReference, counterpartyReference, currencyReference, trackingReference } from '../entities/names.ts';
import { amountOf, rateNumber } from '../money.ts';
import { idOfDocument, type QuickBooksBooks } from '../quickbooks-state.ts';
import { isWire, type Wire } from '../wire.ts';
import { depositLines, expenseLines, journalLines, salesLines, taxDetail } from './line-wire.ts';
import { linkedPayments, paymentLines } from './settlement-wire.ts';

/** What all transactions have. Those that were voided stay to be seen with nothing in them, and say so. */
function transactionHead(books: QuickBooksBooks, entity: string, document: LedgerDocument): Wire {
  const { date, number, memo, currency, rate, status, version, endedOn } = document;
  const id = idOfDocument(books, document.id);
  const settled = books.ledger.allocationsOf(document.id).map((allocation) => allocation.date);
  const lastDay = [date, endedOn ?? date, ...settled].toSorted().at(-1) ?? date;
  const note = [status === 'voided' ? 'Voided' : '', memo ?? ''].filter((text) => text !== '').join(' - ');
  const lines = 'lines' in document ? document.lines : [];
  const tracked = document.kind === 'journal' ? undefined : lines[0]?.tracking;
  const DepartmentRef = trackingReference(books, 'Department', tracked);
  return {
    ...headOf(books, { entity, id }, { day: date, lastDay, changes: version }),
    ...(number !== undefined && { DocNumber: number }),
    TxnDate: date,
    CurrencyRef: currencyReference(currency),
    ExchangeRate: rateNumber(rate),
    ...(note !== '' && { PrivateNote: note }),
    ...(DepartmentRef && { DepartmentRef }),
  };
}

/** A document as it is sent; undefined where it was deleted. */
export function toWire(books: QuickBooksBooks, document: LedgerDocument): Wire | undefined {
  const entity = entityOfDocument(books, document);
  if (document.status === 'deleted' || entity === undefined) return undefined;
  const head = transactionHead(books, entity, document);
  switch (document.kind) {
    case 'invoice':
    case 'credit_note':
    case 'estimate':
      return saleWire(books, document, head);
    case 'bill':
    case 'vendor_credit':
      return purchaseWire(books, document, head);
    case 'payment_in':
    case 'payment_out':
      return paymentWire(books, document, head);
    case 'spend':
    case 'receive':
      return bankWire(books, document, head);
    case 'transfer':
      return transferWire(books, document, head);
    case 'journal':
      return journalWire(books, document, head);
  }
}

function contextOf(books: QuickBooksBooks, { currency, status }: LedgerDocument) {
  return { books, currency, isVoid: status === 'voided' };
}

/** The total, and beside it in the home currency where the document is in another. */
function totals(books: QuickBooksBooks, { total, baseTotal, currency, status }: LedgerDocument): Wire {
  const { ledger } = books;
  const isVoid = status === 'voided';
  const isHome = currency === ledger.settings.homeCurrency;
  return {
    TotalAmt: isVoid ? 0 : amountOf(ledger, total, currency),
    ...(!isHome && { HomeTotalAmt: isVoid ? 0 : amountOf(ledger, baseTotal) }),
  };
}

function balances(books: QuickBooksBooks, document: TradeDocument): Wire {
  const { ledger } = books;
  const { amount, base } = ledger.openBalance(document.id);
  const isHome = document.currency === ledger.settings.homeCurrency;
  const Balance = amountOf(ledger, amount, document.currency);
  return { Balance, ...(!isHome && { HomeBalance: amountOf(ledger, base) }) };
}

function saleWire(books: QuickBooksBooks, document: TradeDocument, head: Wire): Wire {
  const { counterpartyId, dueDate, kind, lines, tax } = document;
  const context = contextOf(books, document);
  const customer = books.ledger.counterparties.get(counterpartyId);
  // The company's people send what they write; what comes in through the API has what was said with it.
  const isTold = !books.kept.has(`${entityOfDocument(books, document)} ${head.Id}`);
  const standing = balances(books, document);
  return {
    ...(isTold && customer?.email !== undefined && { BillEmail: { Address: customer.email } }),
    EmailStatus: isTold && kind === 'invoice' ? 'EmailSent' : 'NotSet',
    ...{ PrintStatus: 'NotSet', ApplyTaxAfterDiscount: false },
    ...(kind === 'estimate' && { TxnStatus: 'Pending', ExpirationDate: dueDate }),
    ...head,
    Line: salesLines(context, lines),
    TxnTaxDetail: taxDetail(context, lines, tax),
    CustomerRef: counterpartyReference(books, counterpartyId),
    ...totals(books, document),
    ...(kind === 'invoice' && {
      ...{ DueDate: dueDate, ARAccountRef: accountReference(books, controlOf(books, document)), ...standing },
      LinkedTxn: linkedPayments(books, document.id),
    }),
    ...(kind === 'credit_note' && { ...standing, RemainingCredit: standing.Balance }),
  };
}

function controlOf({ ledger }: QuickBooksBooks, document: TradeDocument | PaymentDocument): string {
  return ledger.controlAccount(document.counterpartyId, document.currency).id;
}

function purchaseWire(books: QuickBooksBooks, document: TradeDocument, head: Wire): Wire {
  const isBill = document.kind === 'bill';
  const { Balance, HomeBalance } = balances(books, document);
  return {
    ...head,
    Line: expenseLines(contextOf(books, document), document.lines),
    VendorRef: counterpartyReference(books, document.counterpartyId),
    APAccountRef: accountReference(books, controlOf(books, document)),
    TotalAmt: totals(books, document).TotalAmt,
    ...(isBill && { DueDate: document.dueDate, ...(HomeBalance !== undefined && { HomeBalance }) }),
    Balance,
    ...(isBill && { LinkedTxn: linkedPayments(books, document.id) }),
  };
}

function paymentWire(books: QuickBooksBooks, document: PaymentDocument, head: Wire): Wire {
  const { ledger } = books;
  const { accountId, counterpartyId, currency, reference } = document;
  const account = accountReference(books, accountId);
  const party = counterpartyReference(books, counterpartyId);
  const Line = paymentLines(books, document);
  const { TotalAmt } = totals(books, document);
  if (document.kind === 'payment_in') {
    const UnappliedAmt = amountOf(ledger, ledger.openBalance(document.id).amount, currency);
    const text = reference === undefined ? {} : { PaymentRefNum: reference.slice(0, 21) };
    return {
      ...text,
      ...head,
      CustomerRef: party,
      DepositToAccountRef: account,
      TotalAmt,
      UnappliedAmt,
      ProcessPayment: false,
      Line,
    };
  }
  return {
    ...head,
    VendorRef: party,
    APAccountRef: accountReference(books, controlOf(books, document)),
    ...wayOfPaying(books, document, head),
    TotalAmt,
    Line,
  };
}

/** The check's print status is as it was sent; the story's own wait for no printer. */
function wayOfPaying(books: QuickBooksBooks, { accountId }: PaymentDocument, { CheckPayment: kept }: Wire): Wire {
  const account = accountReference(books, accountId);
  const isCard = books.ledger.accounts.get(accountId)?.type === 'credit_card';
  if (isCard) return { PayType: 'CreditCard', CreditCardPayment: { CCAccountRef: account } };
  return {
    PayType: 'Check',
    CheckPayment: { PrintStatus: 'NotSet', ...(isWire(kept) && kept), BankAccountRef: account },
  };
}

function bankWire(books: QuickBooksBooks, document: BankDocument, head: Wire): Wire {
  const { accountId, counterpartyId, kind, lines, reference } = document;
  const account = accountReference(books, accountId);
  const context = contextOf(books, document);
  const note = head.PrivateNote ?? reference;
  const text = note === undefined ? {} : { PrivateNote: note };
  if (kind === 'receive') {
    const Line = depositLines(context, lines, counterpartyId);
    return { ...head, ...text, DepositToAccountRef: account, ...totals(books, document), Line };
  }
  const isCard = books.ledger.accounts.get(accountId)?.type === 'credit_card';
  const type = books.ledger.counterparties.get(counterpartyId ?? '')?.kind === 'customer' ? 'Customer' : 'Vendor';
  return {
    PaymentType: isCard ? 'CreditCard' : 'Cash',
    ...head,
    ...text,
    AccountRef: account,
    ...(counterpartyId !== undefined && { EntityRef: { ...counterpartyReference(books, counterpartyId), type } }),
    ...{ Credit: false, TotalAmt: totals(books, document).TotalAmt },
    Line: expenseLines(context, lines),
  };
}

function transferWire(books: QuickBooksBooks, document: TransferDocument, head: Wire): Wire {
  const { accountId, toAccountId, total, currency, status } = document;
  return {
    ...head,
    FromAccountRef: accountReference(books, accountId),
    ToAccountRef: accountReference(books, toAccountId),
    Amount: status === 'voided' ? 0 : amountOf(books.ledger, total, currency),
  };
}

function journalWire(books: QuickBooksBooks, document: JournalDocument, head: Wire): Wire {
  const Line = journalLines(contextOf(books, document), document.lines);
  return { Adjustment: false, ...head, ...totals(books, document), Line };
}
