import { unknownNames } from '../name-list/unknown-name.ts';
import { selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { numberOf, WireTransaction } from './transaction.ts';
import { type TransactionType, transactionTypes, typeRules } from './transaction-type.ts';

interface Sought {
  number?: string | undefined;
  customer_id?: string | undefined;
  vendor_id?: string | undefined;
}

/** How many numbers are named that are nearly the one that was looked for. */
const mostNear = 3;

/** Why no transaction was found, where that can be told: a number that is only part of one, or nobody who has the id. */
export async function hintOfNone(api: QuickBooks, type: TransactionType, sought: Sought): Promise<{ hint?: string }> {
  const hints = await Promise.all([
    ofOtherType(api, type, sought.number),
    nearNumbers(api, type, sought.number),
    unknownNames(api, sought),
  ]);
  const hint = hints
    .flat()
    .filter((one) => one !== undefined)
    .join(' ');
  return hint === '' ? {} : { hint };
}

/** Transactions of the other kinds that have the number; one request for each kind. */
async function ofOtherType(api: QuickBooks, type: TransactionType, number: string | undefined) {
  if (number === undefined) return undefined;
  const found = await Promise.all(
    transactionTypes.map(async (other) => {
      const { entity, number: field } = typeRules[other];
      if (other === type || field === undefined) return [];
      const rows = await api.query(
        selectFrom(entity, { where: [[field, '=', { text: number }]], limit: 1 }),
        WireTransaction,
      );
      return rows.map(({ Id }) => `type ${other} (id ${Id})`);
    }),
  );
  const others = found.flat();
  return others.length === 0 ? undefined : `'${number}' is the number of ${others.join(', ')}.`;
}

async function nearNumbers(api: QuickBooks, type: TransactionType, number: string | undefined) {
  const { entity, number: field } = typeRules[type];
  if (number === undefined || field === undefined) return undefined;
  const where = [[field, 'LIKE', { contains: number }]] as const;
  const query = selectFrom(entity, { where, orderBy: ['TxnDate', 'DESC'], limit: mostNear });
  const found = await api.query(query, WireTransaction);
  const kind = type.replaceAll('_', ' ');
  if (found.length === 0) return `No ${kind} has '${number}' in its number.`;
  const near = found.map((wire) => `${numberOf(wire)} (id ${wire.Id})`).join(', ');
  return `A number is looked for whole and as written; with '${number}' in it, whatever the other filters: ${near}.`;
}
