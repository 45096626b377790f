import type { Allocation } from './allocation.ts';
import type { Books } from './books.ts';
import type { LedgerDocument } from './document.ts';
import type { DocumentDraft, PaymentDraft } from './draft.ts';
import type { AllocateOptions } from './ledger.ts';
import { LedgerError } from './ledger-error.ts';
import { type Plan, planDocument } from './plan.ts';
import { addEntry, addSettlement } from './posting-book.ts';
import { requireDocument, requireOpenDate } from './requirement.ts';
import { allocationsOf, openBalance, planSettlement, type SettledDocument, type Settlement } from './settlement.ts';

/** Posts a document and, of a payment, its allocations. */
export const postDocument = (books: Books, draft: DocumentDraft): LedgerDocument => {
  const plan = planDocument(books, draft, freeId(books, draft.id));
  const isPayment = draft.kind === 'payment_in' || draft.kind === 'payment_out';
  const settlements = isPayment ? planAllocations(books, plan.document, draft) : [];
  keep(books, plan);
  for (const settlement of settlements) addSettlement(books, settlement);
  return plan.document;
};

/** Keeps a document as a draft. */
export const keepDraft = (books: Books, draft: DocumentDraft): LedgerDocument => {
  const { document } = planDocument(books, draft, freeId(books, draft.id));
  if (draft.kind === 'payment_in' || draft.kind === 'payment_out') {
    throw new LedgerError('wrong_type', 'kind', 'A payment is posted at once');
  }
  const kept = { ...document, status: 'draft' as const };
  keep(books, { document: kept, postings: [] });
  return kept;
};

/** Posts a kept draft as it is. */
export const approveDraft = (books: Books, id: string): LedgerDocument => {
  const draft = requireDocument(books, id, 'id', 'draft');
  const { document, postings } = planDocument(books, draftOf(draft), id);
  const approved = { ...document, version: draft.version + 1 };
  keep(books, { document: approved, postings });
  return approved;
};

/** Puts a changed document in the place of the same one. */
export const replaceDocument = (books: Books, id: string, draft: DocumentDraft): LedgerDocument => {
  const old = requireDocument(books, id, 'id', 'posted', 'draft');
  requireOpenDate(books, old.date, 'id');
  if (old.kind !== draft.kind || old.kind === 'payment_in' || old.kind === 'payment_out') {
    throw new LedgerError(
      'wrong_type',
      'kind',
      `A ${old.kind} cannot become a ${draft.kind}; end it and post a new one`,
    );
  }
  const { document, postings } = planDocument(books, draft, id);
  requireFit(books, old, document);
  books.entries.set(
    id,
    (books.entries.get(id) ?? []).filter(({ cause }) => cause === 'allocation'),
  );
  const replaced = { ...document, status: old.status, version: old.version + 1 };
  keep(books, { document: replaced, postings: old.status === 'draft' ? [] : postings });
  return replaced;
};

/** Sets an unused payment or credit against an open document. */
export const allocate = (books: Books, { fromId, toId, amount, date }: AllocateOptions): Allocation => {
  const from = requireSettled(requireDocument(books, fromId, 'fromId', 'posted'), 'fromId');
  const to = requireSettled(requireDocument(books, toId, 'toId', 'posted'), 'toId');
  requireOpenDate(books, date);
  const open = openBalance(books, from);
  const settlement = planSettlement(books, { from, to, open, amount, date }, 'allocation');
  books.revision += 1;
  return addSettlement(books, settlement);
};

const freeId = (books: Books, id: string | undefined): string => {
  if (id !== undefined && books.documents.has(id)) throw new LedgerError('duplicate', 'id', `Document ${id} exists`);
  if (id !== undefined) return id;
  while (books.documents.has(String(books.nextDocumentId))) books.nextDocumentId += 1;
  return String(books.nextDocumentId);
};

const keep = (books: Books, { document, postings }: Plan): void => {
  books.documents.set(document.id, document);
  addEntry(books, { date: document.date, documentId: document.id, cause: 'document', postings });
  books.revision += 1;
};

const planAllocations = (books: Books, document: LedgerDocument, draft: PaymentDraft): Settlement[] => {
  const from = requireSettled(document, 'kind');
  const seen = new Set<string>();
  let open = { amount: from.total, base: from.baseTotal };
  return (draft.allocations ?? []).map(({ documentId, amount }, index) => {
    const field = `allocations.${index}`;
    const to = requireSettled(requireDocument(books, documentId, `${field}.documentId`, 'posted'), field);
    if (seen.has(documentId)) throw new LedgerError('duplicate', field, `Document ${documentId} is allocated twice`);
    seen.add(documentId);
    const settlement = planSettlement(books, { from, to, open, amount, date: from.date }, field);
    open = { amount: open.amount - amount, base: open.base - settlement.allocation.baseFrom };
    return settlement;
  });
};

const requireSettled = (document: LedgerDocument, field: string): SettledDocument => {
  switch (document.kind) {
    case 'invoice':
    case 'credit_note':
    case 'bill':
    case 'vendor_credit':
    case 'payment_in':
    case 'payment_out':
      return document;
    default:
      throw new LedgerError('wrong_type', field, `A ${document.kind} cannot be settled`);
  }
};

/** What was paid must still fit: same counterparty, currency and rate, and no less than was settled. */
const requireFit = (books: Books, old: LedgerDocument, changed: LedgerDocument): void => {
  const open = openBalance(books, old);
  const settled = old.total - open.amount;
  if (allocationsOf(books, old.id).length === 0) return;
  const isOther =
    'counterpartyId' in old && 'counterpartyId' in changed && old.counterpartyId !== changed.counterpartyId;
  if (isOther || old.rate !== changed.rate || old.date !== changed.date) {
    throw new LedgerError('wrong_state', 'id', `The ${old.kind} ${old.id} has payments or credits: remove them first`);
  }
  const settledBase = old.baseTotal - open.base;
  if (changed.total < settled || (changed.total === settled && changed.baseTotal !== settledBase)) {
    throw new LedgerError('over_allocation', 'lines', `${settled} of the ${old.kind} ${old.id} is settled already`);
  }
};

const draftOf = (document: LedgerDocument): DocumentDraft => {
  switch (document.kind) {
    case 'payment_in':
    case 'payment_out':
    case 'transfer':
      return { ...document, amount: document.total };
    default:
      return document;
  }
};
