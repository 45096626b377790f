import { addDays, monthStart, monthsBetween } from '../calendar.ts';
import { customers } from './customers.ts';
import type { PlantedAnomaly } from './planted-anomaly.ts';
import { tellBill } from './purchases.ts';
import { tellInvoice } from './sales.ts';
import { tellSpend } from './spending.ts';
import type { Teller } from './teller.ts';

/** Plans what is wrong in the books; what happened is noted as it happens. */
export const planWrongs = (teller: Teller): void => {
  planDuplicateBill(teller);
  planBouncedPayment(teller);
  planSubscriptions(teller);
  planUnusual(teller);
  planCreditLimit(teller);
};

const planDuplicateBill = (teller: Teller): void => {
  const { agenda, today, money, plantedAnomalies } = teller;
  const amount = money(4862);
  agenda.at(addDays(monthStart(today, -5), 6), (date) => {
    const original = tellBill(teller, 1, date, amount, 'BS48213');
    agenda.at(addDays(date, 11), (later) => {
      const copy = tellBill(teller, 1, later, amount, 'BS48213');
      const documentIds = [original.id, copy.id];
      const { counterpartyId } = copy;
      plantedAnomalies.push({ kind: 'duplicate_bill', documentIds, counterpartyId, about: 'BS48213 was paid twice' });
    });
  });
};

const planBouncedPayment = ({ agenda, ledger, today, money, plantedAnomalies }: Teller): void => {
  const counterpartyId = 'C28';
  agenda.at(addDays(monthStart(today, -4), 3), (date) => {
    const lines = [{ accountId: '4030', amount: money(2140), description: 'Maintenance visit', taxCodeId: 'NONE' }];
    const invoice = ledger.post({ kind: 'invoice', counterpartyId, number: 'INV-0999', date, dueDate: date, lines });
    const pay = (day: string) => {
      const allocations = [{ documentId: invoice.id, amount: invoice.total }];
      const payment = { counterpartyId, accountId: '1000', amount: invoice.total, reference: 'CHQ 20117' };
      return ledger.post({ kind: 'payment_in', date: day, ...payment, allocations });
    };
    agenda.at(addDays(date, 7), (day) => {
      const payment = pay(day);
      agenda.at(addDays(day, 4), (bounced) => {
        ledger.end(payment.id, { mode: 'reversal', date: bounced });
        const fee = [{ accountId: '6620', amount: money(35), description: 'RETURNED ITEM FEE' }];
        ledger.post({ kind: 'spend', accountId: '1000', date: bounced, reference: 'RETURNED ITEM FEE', lines: fee });
        const documentIds = [payment.id, invoice.id];
        plantedAnomalies.push({ kind: 'bounced_payment', documentIds, counterpartyId, about: 'CHQ 20117 bounced' });
      });
    });
    agenda.at(addDays(date, 40), pay);
  });
};

const planSubscriptions = (teller: Teller): void => {
  const { agenda, firstDay, today, money, plantedAnomalies } = teller;
  const creep: string[] = [];
  const forgotten: string[] = [];
  const account = '6200';
  for (let month = firstDay; month <= today; month = monthStart(month, 1)) {
    const age = monthsBetween(firstDay, month);
    agenda.at(addDays(month, 6), (date) => {
      const amount = Math.round(money(49) * 1.05 ** Math.floor(age / 2));
      creep.push(tellSpend(teller, { date, descriptor: 'MOODBOARDLY PRO PLAN', account, amount }).id);
    });
    if (age < 14) continue;
    agenda.at(addDays(month, 22), (date) => {
      const spent = { date, descriptor: 'MOODBOARDLY TEAM PLAN', account, amount: money(89) };
      forgotten.push(tellSpend(teller, spent).id);
    });
  }
  const note = { accountId: account };
  plantedAnomalies.push(
    { kind: 'price_creep', documentIds: creep, about: 'MOODBOARDLY PRO grows 5 % every two months', ...note },
    { kind: 'forgotten_subscription', documentIds: forgotten, about: 'MOODBOARDLY TEAM doubles PRO', ...note },
  );
};

const planUnusual = (teller: Teller): void => {
  const { agenda, today, money, plantedAnomalies } = teller;
  const plant = (
    kind: PlantedAnomaly['kind'],
    monthsAgo: number,
    spent: { descriptor: string; account: string; amount: number },
  ) =>
    agenda.at(addDays(monthStart(today, -monthsAgo), 16), (date) => {
      const { id } = tellSpend(teller, { date, ...spent });
      plantedAnomalies.push({
        kind,
        documentIds: [id],
        accountId: spent.account,
        about: `${spent.descriptor} stands out`,
      });
    });
  plant('unusual_amount', 3, { descriptor: 'STARBUCKS STORE 40112 DOVER', account: '6310', amount: money(612) });
  plant('unusual_amount', 2, { descriptor: 'SHELL OIL 5744301192', account: '6320', amount: money(1180) });
  plant('unusual_vendor', 2, { descriptor: 'QUICKLEDGER CONSULTING LLC', account: '6600', amount: money(7900) });
};

const planCreditLimit = (teller: Teller): void => {
  const { agenda, today, ledger } = teller;
  const index = customers.length - 1;
  for (const daysAgo of [34, 26, 19, 12, 6]) {
    agenda.at(addDays(today, -daysAgo), (date) => {
      const counterpartyId = `C${index + 1}`;
      const limit = ledger.counterparties.get(counterpartyId)?.creditLimit ?? 0;
      const amount = Math.round(limit * 0.26);
      const lines = [{ accountId: '4010', amount, description: 'Foyer refurbishment', taxCodeId: 'NONE' }];
      ledger.post({ kind: 'invoice', counterpartyId, number: `INV-9${daysAgo}`, date, lines });
    });
  }
  for (let months = 3; months < 24; months += 2) {
    agenda.at(addDays(monthStart(today, -months), 11), (date) => void tellInvoice(teller, index, date, 1));
  }
};

/** Notes what can only be seen at the end: who is over the limit, who pays late, whose prices jumped. */
export const noteStandings = ({ ledger, today, plantedAnomalies }: Teller): void => {
  const documents = [...ledger.documents.values()];
  const invoicesOf = (counterpartyId: string) =>
    documents.filter((document) => document.kind === 'invoice' && document.counterpartyId === counterpartyId);
  customers.forEach(({ habit, name }, index) => {
    const counterpartyId = `C${String(index + 1).padStart(2, '0')}`;
    const invoices = invoicesOf(counterpartyId);
    if (index === customers.length - 1) {
      const documentIds = invoices.filter(({ id }) => ledger.openBalance(id).amount > 0).map(({ id }) => id);
      const about = `${name} owes more than its limit`;
      plantedAnomalies.push({ kind: 'over_credit_limit', documentIds, counterpartyId, about });
    }
    if (habit !== 'very_late') return;
    const documentIds = invoices.map(({ id }) => id);
    plantedAnomalies.push({ kind: 'late_payer', documentIds, counterpartyId, about: `${name} pays weeks late` });
  });
  const since = monthStart(today, -3);
  const jumped = documents.filter((document) => document.kind === 'bill' && document.counterpartyId === 'V01');
  const documentIds = jumped.filter(({ date }) => date >= since).map(({ id }) => id);
  const about = 'Tamarack Timber asks 45 % more';
  plantedAnomalies.push({ kind: 'vendor_price_jump', documentIds, counterpartyId: 'V01', about });
};
