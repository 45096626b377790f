import type * as z from 'zod';
import { type Account, findAccount } from '../account.ts';
import type { NewBankTransaction } from '../accounting.ts';
import type { Books } from '../books.ts';
import { type KnownContact, requireContact } from '../contact/contact.ts';
import { type DescribedLines, describeLines } from '../document/describe-lines.ts';
import { checkHeader, checkLines, refuseProblems } from '../document/document-check.ts';
import type { LineAmountTypes, LineInput } from '../document/line-item.ts';
import { readOrganisation } from '../organisation.ts';

/** Money spent or received as a tool is given it. */
export interface BankTransactionInput {
  type: 'SPEND' | 'RECEIVE';
  bank_account_id: string;
  contact_id: string;
  line_items: readonly z.output<typeof LineInput>[];
  date: string;
  line_amount_types: LineAmountTypes;
  reference?: string | undefined;
}

/** Money spent or received that may be sent: all of it was checked. */
export interface BankTransactionDraft {
  contact: KnownContact;
  account: Account | undefined;
  /** ISO 4217 */
  currency: string;
  said: DescribedLines;
  body: NewBankTransaction;
}

/** Checks money spent or received against the books and makes it ready to be sent. Throws with every field that is wrong. */
export async function draftBankTransaction(books: Books, input: BankTransactionInput): Promise<BankTransactionDraft> {
  const other = input.type === 'SPEND' ? 'RECEIVE' : 'SPEND';
  const { lines, problems } = await checkLines(books, input.line_items, `money the other way is of type ${other}`);
  const found = await findAccount(books, input.bank_account_id);
  const account = found?.type === 'BANK' && found.status === 'ACTIVE' ? found : undefined;
  const unknown = { path: 'bank_account_id', problem: 'no bank account in use; see list_accounts with bank_only' };
  refuseProblems([...(account ? [] : [unknown]), ...(await checkHeader(books, input)), ...problems]);
  const contact = await requireContact(books, input.contact_id);
  const currency = account?.currency ?? (await readOrganisation(books)).base_currency;
  const said = await describeLines(books, input.line_items, { currency, tax: input.line_amount_types });
  const body = {
    type: input.type,
    bankAccount: { accountID: input.bank_account_id },
    contact: { contactID: input.contact_id },
    lineItems: lines,
    date: input.date,
    lineAmountTypes: input.line_amount_types,
    ...(input.reference !== undefined && { reference: input.reference }),
  };
  return { contact, account, currency, said, body };
}
