import type { PaymentDocument } from '@bizmcp/testkit/company';
import { type Route, route } from '@bizmcp/testkit/simulator';
import { guidOf } from '../guid.ts';
import { pageReply } from '../list-page.ts';
import { amountOf, currencyRateOf } from '../money.ts';
import { requireParameters } from '../request-body.ts';
import { dateString, wireDay } from '../wire-day.ts';
import { listOf, type XeroBooks, type XeroState } from '../xero-state.ts';
import { contactOf } from './document-contact.ts';

/** Money of a customer or to a supplier that is set against nothing: of an invoice that was paid twice, say. */
function overpaidIn({ ledger }: XeroBooks): PaymentDocument[] {
  return [...ledger.documents.values()].filter(
    (document): document is PaymentDocument =>
      (document.kind === 'payment_in' || document.kind === 'payment_out') &&
      document.status === 'posted' &&
      ledger.allocationsOf(document.id).length === 0,
  );
}

function toOverpayment(books: XeroBooks, document: PaymentDocument) {
  const { id, kind, counterpartyId, date, currency, rate, total, reference } = document;
  const { code, id: accountId } = books.ledger.controlAccount(counterpartyId, currency);
  const amount = amountOf(total);
  const priced = { Quantity: 1, UnitAmount: amount, TaxType: 'NONE', TaxAmount: 0, LineAmount: amount };
  const line = { Description: reference ?? '', ...priced };
  return {
    OverpaymentID: guidOf('overpayment', id),
    Type: kind === 'payment_in' ? 'RECEIVE-OVERPAYMENT' : 'SPEND-OVERPAYMENT',
    Contact: contactOf(books, counterpartyId),
    Date: wireDay(date),
    Status: 'AUTHORISED',
    LineAmountTypes: 'NoTax',
    LineItems: [{ ...line, AccountCode: code, AccountID: guidOf('account', accountId) }],
    SubTotal: amount,
    TotalTax: 0,
    Total: amount,
    UpdatedDateUTC: wireDay(date),
    CurrencyCode: currency,
    CurrencyRate: currencyRateOf(rate),
    HasAttachments: false,
  };
}

function overpaymentsOf(books: XeroBooks) {
  return listOf(books, 'overpayments', () =>
    overpaidIn(books).map((document) => ({
      ...toOverpayment(books, document),
      RemainingCredit: amountOf(books.ledger.openBalance(document.id).amount),
      Allocations: [],
      Payments: [],
    })),
  );
}

/** As they stand among bank transactions, which name them: https://developer.xero.com/documentation/api/accounting/banktransactions */
export function overpaidTransactions(books: XeroBooks) {
  return overpaidIn(books).map((document) => {
    const { id, accountId, reference } = document;
    const account = books.ledger.accounts.get(accountId);
    return {
      ...toOverpayment(books, document),
      BankTransactionID: guidOf('bank_transaction', id),
      BankAccount: { AccountID: guidOf('account', accountId), Code: account?.code ?? '', Name: account?.name ?? '' },
      DateString: dateString(document.date),
      Reference: reference ?? '',
      IsReconciled: books.matched.has(id),
    };
  });
}

/** https://developer.xero.com/documentation/api/accounting/overpayments and /prepayments; of the latter the company has none. */
export const overpaymentRoutes: readonly Route<XeroState>[] = [
  { plural: 'Overpayments', of: overpaymentsOf },
  { plural: 'Prepayments', of: () => [] },
].map(({ plural, of }) =>
  route('GET', `/api.xro/2.0/${plural}`, ({ query }, { state }) => {
    requireParameters(query, ['where', 'order', 'page', 'pageSize', 'unitdp']);
    return pageReply(query, plural, of(state.books));
  }),
);
