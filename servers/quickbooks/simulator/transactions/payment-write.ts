import type { PaymentDraft } from '@bizmcp/testkit/company';
import * as z from 'zod';
import {
  flag,
  ignored,
  PaymentLine,
  pick,
  Reference,
  readObject,
  reference,
  text,
  transactionFields,
} from '../body.ts';
import type { Change, Written } from '../entities/entity.ts';
import { findAccount, findCounterparty } from '../entities/names.ts';
import { refuse } from '../error-reply.ts';
import { minorUnitsOf } from '../money.ts';
import { documentOf, type QuickBooksBooks } from '../quickbooks-state.ts';
import { withLedger } from '../with-ledger.ts';
import { requireFreeNumber } from './document-number.ts';
import { repost } from './repost.ts';
import { newestCreditPayment } from './settlement-wire.ts';
import { headerOf } from './transaction-draft.ts';
import { undepositedFunds } from './undeposited-funds.ts';

const PaymentBody = z.strictObject({
  ...{ ...transactionFields, CustomerRef: Reference, TotalAmt: z.number().nonnegative(), UnappliedAmt: ignored },
  ...{ DepositToAccountRef: reference, PaymentMethodRef: reference, PaymentRefNum: text(21), ProcessPayment: flag },
  ...{ Line: z.array(PaymentLine).optional(), ARAccountRef: ignored, CreditCardPayment: ignored, PaymentType: ignored },
});

const BillPaymentBody = z.strictObject({
  ...{ ...transactionFields, VendorRef: Reference, TotalAmt: z.number().nonnegative(), APAccountRef: ignored },
  ...{ PayType: z.enum(['Check', 'CreditCard']), Line: z.array(PaymentLine).min(1), VendorAddr: ignored },
  CheckPayment: z
    .strictObject({
      ...{ BankAccountRef: Reference, CheckDetail: ignored },
      PrintStatus: z.enum(['NotSet', 'NeedToPrint', 'PrintComplete']).default('NeedToPrint'),
    })
    .optional(),
  CreditCardPayment: z.strictObject({ CCAccountRef: Reference }).optional(),
});

type Line = z.output<typeof PaymentLine>;

/** What a line of a payment may be linked to, and the ledger's kind of it. */
const links = {
  Payment: { debt: 'Invoice', credit: 'CreditMemo' },
  BillPayment: { debt: 'Bill', credit: 'VendorCredit' },
} as const;

type PaymentEntity = keyof typeof links;

const kinds: Readonly<Record<string, string>> = {
  ...{ Invoice: 'invoice', CreditMemo: 'credit_note', Bill: 'bill', VendorCredit: 'vendor_credit' },
};

interface Link {
  readonly documentId: string;
  readonly amount: number;
  readonly type: string;
}

/** What the lines are linked to; refused where there is no such document. */
function linksOf(books: QuickBooksBooks, entity: PaymentEntity, lines: readonly Line[], currency: string): Link[] {
  return lines.flatMap(({ Amount, LinkedTxn }) =>
    LinkedTxn.map(({ TxnId, TxnType }) => {
      const document = documentOf(books, TxnId);
      const { debt, credit } = links[entity];
      if (TxnType !== debt && TxnType !== credit) return refuse('2170', `Invalid Enumeration : ${TxnType}`, 'TxnType');
      if (document?.kind !== kinds[TxnType] || document?.status !== 'posted') {
        return refuse('620', `Transaction ${TxnType} ${TxnId} cannot be linked`, 'LinkedTxn');
      }
      return { documentId: document.id, amount: minorUnitsOf(books.ledger, Amount, currency), type: TxnType };
    }),
  );
}

/** Sets credits against debts, as much of the one as of the other, with no money. */
function setOff(books: QuickBooksBooks, entity: PaymentEntity, all: readonly Link[], date: string): Written {
  const debts = all.filter(({ type }) => type === links[entity].debt);
  const [credit, ...others] = all.filter(({ type }) => type === links[entity].credit);
  const sum = debts.reduce((total, { amount }) => total + amount, 0);
  if (!credit || others.length > 0 || sum !== credit.amount) {
    return refuse('6000', 'Business Validation Error: The credit must equal what it is applied to.', 'Line');
  }
  const [debt, ...more] = debts;
  if (!debt || more.length > 0)
    return refuse('6000', 'Business Validation Error: One credit is applied to one debt.', 'Line');
  withLedger(() => {
    books.ledger.allocate({ fromId: credit.documentId, toId: debt.documentId, amount: sum, date });
  });
  return { id: newestCreditPayment(books, credit.documentId), fields: {} };
}

interface PaymentPlan {
  readonly entity: PaymentEntity;
  readonly draft: Omit<PaymentDraft, 'allocations'>;
  readonly links: readonly Link[];
}

/**
 * Posts a payment, or puts a changed one in its place. Credits are applied by payments of nothing alone: one that has money and
 * credits at once is refused here, which QuickBooks does not do.
 */
function postPayment(books: QuickBooksBooks, id: string | undefined, plan: PaymentPlan): string {
  const hasCredit = plan.links.some(({ type }) => type === links[plan.entity].credit);
  if (hasCredit) return refuse('6000', 'Business Validation Error: A credit is applied by a payment of 0.', 'Line');
  const allocations = plan.links.map(({ documentId, amount }) => ({ documentId, amount }));
  const draft = { ...plan.draft, allocations };
  if (id === undefined) return withLedger(() => books.ledger.post(draft)).id;
  withLedger(() => repost(books, id, { draft, settlements: [] }));
  return id;
}

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/payment */
export function writePayment(books: QuickBooksBooks, { id, body }: Change): Written {
  const sent = readObject(body, PaymentBody);
  const customer = findCounterparty(books, sent.CustomerRef.value, 'customer');
  const header = headerOf(books, sent, customer.currency);
  const all = linksOf(books, 'Payment', sent.Line ?? [], header.currency);
  const fields = pick(body, ['PaymentRefNum', 'PaymentMethodRef']);
  if (sent.TotalAmt === 0 && id === undefined) return setOff(books, 'Payment', all, header.date);
  const { id: accountId } = findAccount(books, sent.DepositToAccountRef?.value ?? undepositedFunds.id);
  const draft = {
    ...{ kind: 'payment_in' as const, counterpartyId: customer.id, accountId, ...header },
    amount: minorUnitsOf(books.ledger, sent.TotalAmt, header.currency),
  };
  return { id: postPayment(books, id, { entity: 'Payment', draft, links: all }), fields };
}

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/billpayment */
export function writeBillPayment(books: QuickBooksBooks, { id, body, query }: Change): Written {
  const sent = readObject(body, BillPaymentBody);
  const vendor = findCounterparty(books, sent.VendorRef.value, 'vendor');
  const header = headerOf(books, sent, vendor.currency);
  const all = linksOf(books, 'BillPayment', sent.Line, header.currency);
  if (sent.TotalAmt === 0 && id === undefined) return setOff(books, 'BillPayment', all, header.date);
  const draft = {
    ...{ kind: 'payment_out' as const, counterpartyId: vendor.id, accountId: payingAccount(books, sent) },
    ...{ ...header, amount: minorUnitsOf(books.ledger, sent.TotalAmt, header.currency) },
  };
  if (query.get('include') !== 'allowduplicatedocnum') {
    requireFreeNumber(books, draft, id === undefined ? undefined : documentOf(books, id));
  }
  const { PrintStatus } = sent.CheckPayment ?? {};
  const fields = PrintStatus === undefined ? {} : { CheckPayment: { PrintStatus } };
  return { id: postPayment(books, id, { entity: 'BillPayment', draft, links: all }), fields };
}

/** The account that pays: there must be one for the way of paying, of its type (same page). */
function payingAccount(books: QuickBooksBooks, sent: z.output<typeof BillPaymentBody>): string {
  const isCard = sent.PayType === 'CreditCard';
  const reference = isCard ? sent.CreditCardPayment?.CCAccountRef : sent.CheckPayment?.BankAccountRef;
  const element = isCard ? 'CreditCardPayment.CCAccountRef' : 'CheckPayment.BankAccountRef';
  if (!reference) return refuse('2020', `Required parameter ${element} is missing in the request`, element);
  const { id, type } = findAccount(books, reference.value);
  if (type === (isCard ? 'credit_card' : 'bank')) return id;
  return refuse('6000', `Business Validation Error: The account is not of the type of ${sent.PayType}.`, element);
}
