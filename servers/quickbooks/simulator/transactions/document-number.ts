import type { DocumentDraft, LedgerDocument } from '@bizmcp/testkit/company';
import { entityOfDocument } from '../entities/document-entity.ts';
import { refuse } from '../error-reply.ts';
import { idOfDocument, type QuickBooksBooks } from '../quickbooks-state.ts';

/** What the company numbers itself; bills have their vendors' numbers. */
const numbered: readonly string[] = ['invoice', 'credit_note', 'estimate'];
/** What has no number twice; that of a bill payment is its check's. */
const unique: readonly string[] = [...numbered, 'payment_out'];

/** Gives a sale without a number the one after the highest of its kind. */
export function withNumber(books: QuickBooksBooks, draft: DocumentDraft): DocumentDraft {
  if (draft.number !== undefined || !numbered.includes(draft.kind)) return draft;
  let highest = 1000;
  let prefix = '';
  for (const { kind, number } of books.ledger.documents.values()) {
    if (kind !== draft.kind) continue;
    const [, letters = '', digits] = /^(\D*)(\d{1,9})$/.exec(number ?? '') ?? [];
    if (digits === undefined || Number(digits) <= highest) continue;
    highest = Number(digits);
    prefix = letters;
  }
  return { ...draft, number: `${prefix}${highest + 1}` };
}

/**
 * Refuses a number that another of the kind has already, unless include=allowduplicatedocnum was said.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/handling-common-errors
 */
export function requireFreeNumber(books: QuickBooksBooks, draft: DocumentDraft, old: LedgerDocument | undefined): void {
  if (draft.number === undefined || !unique.includes(draft.kind) || draft.number === old?.number) return;
  for (const document of books.ledger.documents.values()) {
    const isSame = document.kind === draft.kind && document.number === draft.number && document.status !== 'deleted';
    if (!isSame || document.id === old?.id) continue;
    const where = `TxnType=${entityOfDocument(books, document)} with TxnId=${idOfDocument(books, document.id)}`;
    refuse(
      '6140',
      `Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=${draft.number} is assigned to ${where}`,
      'DocNumber',
    );
  }
}
