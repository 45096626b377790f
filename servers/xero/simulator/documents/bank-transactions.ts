import type { BankDocument } from '@bizmcp/testkit/company';
import { type Route, route, type SimulatedRequest, type SimulatorContext } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { findContact } from '../contacts.ts';
import { refuseDocument, refuseMissing } from '../error-reply.ts';
import { guidOf } from '../guid.ts';
import { pageReply } from '../list-page.ts';
import { amountOf, currencyRateOf } from '../money.ts';
import { readDocument, requireParameters } from '../request-body.ts';
import { withUnitPrices } from '../unit-places.ts';
import { dateString, wireDay } from '../wire-day.ts';
import { listOf, withLedger, type XeroBooks, type XeroState } from '../xero-state.ts';
import { contactOf } from './document-contact.ts';
import { AmountTypes, amountTypesOf, NewLine, toLineDrafts, toWireLine } from './line-item.ts';
import { overpaidTransactions } from './overpayments.ts';

const path = '/api.xro/2.0/BankTransactions';

function bankTransactionsOf(books: XeroBooks) {
  return listOf(books, 'bank transactions', () => [
    ...[...books.ledger.documents.values()].flatMap((document) =>
      document.kind === 'spend' || document.kind === 'receive' ? [toBankTransaction(books, document)] : [],
    ),
    ...overpaidTransactions(books),
  ]);
}

/** As it is sent. A line of a bank feed that nobody gave a contact has none here; its text is the reference. */
function toBankTransaction(books: XeroBooks, document: BankDocument) {
  const { id, kind, accountId, date, total, tax, lines, counterpartyId } = document;
  const account = books.ledger.accounts.get(accountId);
  const amountTypes = amountTypesOf(books, document);
  return {
    BankTransactionID: guidOf('bank_transaction', id),
    BankAccount: { AccountID: guidOf('account', accountId), Code: account?.code ?? '', Name: account?.name ?? '' },
    Type: kind === 'spend' ? 'SPEND' : 'RECEIVE',
    Reference: document.reference ?? '',
    IsReconciled: books.matched.has(id),
    HasAttachments: false,
    ...(counterpartyId !== undefined && { Contact: contactOf(books, counterpartyId) }),
    DateString: dateString(date),
    Date: wireDay(date),
    Status: document.status === 'posted' ? 'AUTHORISED' : 'DELETED',
    LineAmountTypes: amountTypes,
    LineItems: lines.map((line, index) => toWireLine(books, line, { id: `${id}/${index}`, amountTypes })),
    SubTotal: amountOf(total - tax),
    TotalTax: amountOf(tax),
    Total: amountOf(total),
    CurrencyRate: currencyRateOf(document.rate),
    CurrencyCode: document.currency,
    UpdatedDateUTC: wireDay(date),
  };
}

const NewBankTransaction = z.strictObject({
  Type: z.enum(['SPEND', 'RECEIVE']),
  BankAccount: z.strictObject({ AccountID: z.string() }),
  Contact: z.strictObject({ ContactID: z.string() }),
  LineItems: z.array(NewLine),
  Date: z.iso.date().optional(),
  Reference: z.string().max(255).optional(),
  LineAmountTypes: AmountTypes,
});

function createBankTransaction(request: SimulatedRequest<never>, { state }: SimulatorContext<XeroState>) {
  requireParameters(request.query, ['summarizeErrors', 'unitdp']);
  const sent = readDocument(request, 'BankTransactions', NewBankTransaction);
  const contact = findContact(state.books, sent.Contact.ContactID);
  if (!contact) return refuseDocument([{ message: 'The Contact could not be found' }]);
  const account = [...state.books.ledger.accounts.values()].find(
    ({ id }) => guidOf('account', id) === sent.BankAccount.AccountID.toLowerCase(),
  );
  if (account?.type !== 'bank' && account?.type !== 'credit_card') {
    return refuseDocument([{ message: 'A valid Bank Account must be specified' }]);
  }
  const isSpent = sent.Type === 'SPEND';
  const amountTypes = sent.LineAmountTypes;
  const lines = toLineDrafts(state.books, sent.LineItems, { amountTypes, query: request.query });
  const books = state.change();
  const { id } = withLedger(() =>
    books.ledger.post({
      ...{ kind: isSpent ? 'spend' : 'receive', accountId: account.id, counterpartyId: contact.id, lines },
      date: sent.Date ?? books.company.today,
      ...(sent.Reference !== undefined && { reference: sent.Reference }),
    }),
  );
  books.lineAmountTypes.set(id, amountTypes);
  const document = books.ledger.documents.get(id);
  if (document?.kind !== 'spend' && document?.kind !== 'receive') throw new TypeError(`no bank transaction ${id}`);
  const stored = withUnitPrices([toBankTransaction(books, document)], request.query);
  return { status: 200, body: { BankTransactions: stored } };
}

/** https://developer.xero.com/documentation/api/accounting/banktransactions */
export const bankTransactionRoutes: readonly Route<XeroState>[] = [
  route('GET', path, ({ query }, { state }) => {
    requireParameters(query, ['where', 'order', 'page', 'pageSize', 'unitdp']);
    return pageReply(query, 'BankTransactions', bankTransactionsOf(state.books), (page) => withUnitPrices(page, query));
  }),
  route('GET', `${path}/{bankTransactionId}`, (request, { state }) => {
    const wanted = request.parameter('bankTransactionId').toLowerCase();
    const found = bankTransactionsOf(state.books).find(({ BankTransactionID }) => BankTransactionID === wanted);
    return found
      ? { status: 200, body: { BankTransactions: withUnitPrices([found], request.query) } }
      : refuseMissing();
  }),
  route('PUT', path, createBankTransaction),
  route('POST', path, createBankTransaction),
];
