import type { Books } from './books.ts';
import { controlAccount, foreignPart } from './control-account.ts';
import type { PaymentDocument } from './document.ts';
import type { PaymentDraft } from './draft.ts';
import { headerOf } from './header.ts';
import type { Plan } from './plan.ts';
import { requireAccount, requireAmount, requireCounterparty, requireCurrency } from './requirement.ts';

/** Plans a payment: bank against receivables or payables at the payment's rate; allocations move the gains. */
export const planPayment = (books: Books, draft: PaymentDraft, id: string): Plan => {
  const { kind, counterpartyId, amount: total } = draft;
  const counterparty = requireCounterparty(books, counterpartyId);
  const account = requireAccount(books, draft.accountId, 'accountId', 'bank', 'credit_card');
  const currency = draft.currency ?? counterparty.currency;
  requireCurrency(books, currency, [counterparty.currency], 'currency');
  requireCurrency(books, account.currency, [currency, books.settings.homeCurrency], 'accountId');
  requireAmount(total, 'amount', 1);
  const header = headerOf(books, draft, { id, currency, total });
  const document: PaymentDocument = { ...header, kind, counterpartyId, accountId: account.id };
  const control = controlAccount(books, counterpartyId, currency);
  const side = kind === 'payment_in' ? 1 : -1;
  const amount = side * header.baseTotal;
  return {
    document,
    postings: [
      { accountId: account.id, amount, counterpartyId, ...foreignPart(books, account, side * total) },
      { accountId: control.id, amount: -amount || 0, counterpartyId, ...foreignPart(books, control, -side * total) },
    ],
  };
};
