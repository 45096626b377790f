import type { Random } from '../../simulator/random.ts';
import { addDays, monthEnd, monthsBetween } from '../calendar.ts';
import type { LedgerDocument } from '../ledger/document.ts';
import { type Merchant, merchants, subscriptions } from './merchants.ts';
import { countOf, growthOf, type Teller } from './teller.ts';

const towns = ['ASHFORD', 'BRIGHTON', 'CAMDEN', 'DOVER', 'EASTON', 'HAMILTON'] as const;
const letters = [...'ABCDEFGHJKLMNPQRSTUVWXYZ'];

/** A month of card and bank transactions, coded, but for a few of the last weeks. */
export const tellSpending = (teller: Teller, month: string): void => {
  const { agenda, random, money, firstDay } = teller;
  const days = Number(monthEnd(month).slice(8));
  for (const merchant of merchants) {
    const average = merchant.perMonth * growthOf(firstDay, month) ** 0.4;
    for (let count = countOf(random, average); count > 0; count -= 1) {
      agenda.at(addDays(month, random.integer(0, days - 1)), (date) => tellPurchase(teller, merchant, date));
    }
  }
  const years = Math.floor(monthsBetween(firstDay, month) / 12);
  for (const { descriptor, account, day, price } of subscriptions) {
    const usage = account === '6210' ? growthOf(firstDay, month) : 1.04 ** years;
    const amount = Math.round((money(100) * price * usage) / 100);
    agenda.at(addDays(month, day - 1), (date) => void tellSpend(teller, { date, descriptor, account, amount }));
  }
};

/** Days before today in which transactions may still wait for their account. */
const uncodedDays = 40;

const tellPurchase = (teller: Teller, merchant: Merchant, date: string): void => {
  const { random, money, today, trueAccounts, plantedAnomalies } = teller;
  const [least, most] = merchant.amount;
  const amount = Math.round((money(100) * random.integer(least * 100, most * 100)) / 10_000);
  const isSecond = merchant.secondAccount !== undefined && random.chance(0.12);
  const account = isSecond ? (merchant.secondAccount ?? merchant.account) : merchant.account;
  const descriptor = written(random, random.pick(merchant.descriptors));
  const isUncoded = date > addDays(today, -uncodedDays) && random.chance(0.25);
  const posted = tellSpend(teller, { date, descriptor, account: isUncoded ? '6990' : account, amount });
  if (!isUncoded) return;
  trueAccounts.set(posted.id, account);
  const about = `${descriptor} waits for its account`;
  plantedAnomalies.push({ kind: 'uncoded_transaction', documentIds: [posted.id], accountId: account, about });
};

const written = (random: Random, pattern: string): string =>
  pattern
    .replace(/#/g, () => String(random.integer(0, 9)))
    .replace(/@/g, () => random.pick(letters))
    .replace(/(?<= )\*$/, () => random.pick(towns));

/** Posts one transaction of the card, or of the bank where it is a fee of the bank. */
export const tellSpend = (
  { ledger }: Teller,
  { date, descriptor, account, amount }: { date: string; descriptor: string; account: string; amount: number },
): LedgerDocument => {
  const lines = [{ accountId: account, amount, description: descriptor }];
  const accountId = account === '6620' ? '1000' : '2100';
  return ledger.post({ kind: 'spend', accountId, date, reference: descriptor, lines });
};
