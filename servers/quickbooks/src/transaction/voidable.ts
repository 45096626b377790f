import { ToolError } from '@bizmcp/core';
import { addAmounts } from '../amount.ts';
import { checkDate, refuseProblems } from '../document/document-check.ts';
import type { VoidableEntity } from '../entity.ts';
import { selectFrom } from '../query.ts';
import type { QuickBooks, Version } from '../quickbooks.ts';
import { pastYearDoubt, yearOf } from '../report/calendar.ts';
import { isVoided, WireTransaction } from './transaction.ts';
import { linkedType } from './transaction-type.ts';

/** The kinds that can be taken back; of a bill the API has no void, so it is deleted. */
export const voidableTypes = ['invoice', 'sales_receipt', 'payment', 'bill_payment', 'bill'] as const;

export type VoidableType = (typeof voidableTypes)[number];

const creditAnew = 'credit is applied again in QuickBooks alone';

/** How one of the kind is made anew. */
export const bookedAnew: Readonly<Record<VoidableType, string>> = {
  invoice: 'create_invoice books it anew',
  sales_receipt: 'it is entered anew in QuickBooks',
  payment: `record_payment books its money anew, ${creditAnew}`,
  bill_payment: `pay_bill books its money anew, ${creditAnew}`,
  bill: 'create_bill books it anew',
};

export const notVoidable = `is none that is taken back here (${voidableTypes.join(', ')}); delete or void it in QuickBooks`;

const voidableEntities: Record<Exclude<VoidableType, 'bill'>, VoidableEntity> = {
  invoice: 'Invoice',
  sales_receipt: 'SalesReceipt',
  payment: 'Payment',
  bill_payment: 'BillPayment',
};

/** What to void, as a tool is given it. */
interface VoidInput {
  type: VoidableType;
  transaction_id: string;
  sync_token?: string | undefined;
}

/** A transaction as it stands now, and what voids it in that state alone. */
export interface VoidDraft {
  present: WireTransaction;
  body: Version;
  /** What is owed again on each document that it paid, in words. */
  owed: string[];
  /** What each credit that it applied has left again, in words. */
  credits: string[];
  /** What a person should know of it before, in words. */
  doubt: string | undefined;
  today: string;
}

/** Throws where it cannot be voided, or is another than the caller saw. */
export async function draftVoid(
  api: QuickBooks,
  { type, transaction_id: id, sync_token: seen }: VoidInput,
): Promise<VoidDraft> {
  const entity = type === 'bill' ? 'Bill' : voidableEntities[type];
  const [present, company] = await Promise.all([api.read(entity, id, WireTransaction), api.company()]);
  if (seen !== undefined && seen !== present.SyncToken) {
    throw new ToolError(
      'conflict',
      `Nothing was voided: it was edited since (sync_token is now ${present.SyncToken}). Read it with get_transaction and decide anew.`,
      { fields: [{ path: 'sync_token', problem: `is ${seen}, now ${present.SyncToken}` }] },
    );
  }
  if (isVoided(present)) throw new ToolError('conflict', 'It is voided already; nothing was changed.');
  refuseProblems(checkDate(company, present.TxnDate ?? '9999-12-31', 'transaction_id'));
  const links = (present.LinkedTxn ?? []).filter(({ TxnType }) => holds(type, TxnType));
  if (links.length === 0) {
    const body = { Id: present.Id, SyncToken: present.SyncToken };
    const { today, yearStart } = yearOf(company);
    const doubt = pastYearDoubt(present.TxnDate ?? today, yearStart);
    return { present, body, doubt, today, ...(await openedAgain(api, type, present)) };
  }
  const named = links.map(({ TxnId, TxnType }) => `${linkedType(TxnType)} ${TxnId}`).join(', ');
  throw new ToolError(
    'conflict',
    `Nothing was voided: this ${type} is linked to ${named}. Void payments first with void_transaction, take credits off in QuickBooks, or make a ${type === 'bill' ? 'vendor credit' : 'credit memo'}.`,
  );
}

/** Ends it in the state that it had; answers with what is there then, of a bill with what was. */
export async function endTransaction(
  api: QuickBooks,
  type: VoidableType,
  { present, body }: VoidDraft,
): Promise<WireTransaction> {
  if (type !== 'bill') return api.void(voidableEntities[type], body, WireTransaction);
  await api.deleteBill(body);
  return present;
}

/** What the lines of a payment link: what it paid, and the credits that it applied. */
const linkedEntities = {
  payment: ['Invoice', 'CreditMemo'],
  bill_payment: ['Bill', 'VendorCredit'],
} as const;

/** What is open again once a payment is voided. */
async function openedAgain(
  api: QuickBooks,
  type: VoidableType,
  present: WireTransaction,
): Promise<Pick<VoidDraft, 'owed' | 'credits'>> {
  if (type !== 'payment' && type !== 'bill_payment') return { owed: [], credits: [] };
  const [debt, credit] = linkedEntities[type];
  const [owed, credits] = await Promise.all([balancesAgain(api, debt, present), balancesAgain(api, credit, present)]);
  return { owed, credits };
}

/** The balance of each linked document of a kind, now and once its payment is voided, in words. */
async function balancesAgain(
  api: QuickBooks,
  entity: (typeof linkedEntities)[keyof typeof linkedEntities][number],
  { Line, CurrencyRef }: WireTransaction,
): Promise<string[]> {
  const links = (Line ?? []).flatMap(({ Amount, LinkedTxn }) =>
    (LinkedTxn ?? []).flatMap(({ TxnId, TxnType }) =>
      TxnType === entity && Amount != null ? [{ TxnId, Amount }] : [],
    ),
  );
  if (links.length === 0) return [];
  const where = [['Id', 'IN', { ids: links.map(({ TxnId }) => TxnId) }]] as const;
  const documents = new Map(
    (await api.query(selectFrom(entity, { where }), WireTransaction)).map((one) => [one.Id, one]),
  );
  return links.map(({ TxnId, Amount }) => {
    const { DocNumber, Balance } = documents.get(TxnId) ?? {};
    const now = Balance ?? '0.00';
    return `${DocNumber ?? TxnId}: ${now} -> ${addAmounts([now, Amount])} ${CurrencyRef?.value ?? ''}`.trim();
  });
}

/** Whether a link keeps it from being ended: of an invoice what settles it, of a bill any. */
function holds(type: VoidableType, linkType: string): boolean {
  return type === 'bill' || (type === 'invoice' && ['payment', 'credit_memo'].includes(linkedType(linkType)));
}
