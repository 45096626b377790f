import { type Ledger, tellCompany, trialBalance } from '@bizmcp/testkit/company';
import { expect, test } from 'vitest';

const options = { today: '2026-11-21', homeCurrency: 'GBP' } as const;

/** Everything a ledger tells of itself. */
const contentOf = (ledger: Ledger) => ({
  documents: [...ledger.documents.values()],
  entries: [...ledger.journal],
  allocations: [...ledger.documents.keys()].map((id) => ledger.allocationsOf(id)),
  masters: [ledger.accounts, ledger.counterparties, ledger.items, ledger.taxCodes, ledger.trackingCategories].map(
    (masters) => [...masters.values()],
  ),
  rate: ledger.rateOn('EUR', options.today),
  state: [ledger.revision, ledger.lockDate, trialBalance(ledger, options.today)],
});

/** Changes all that can be changed. */
const changeAll = (ledger: Ledger): void => {
  const lines = [{ accountId: '4000', quantity: '1', unitPrice: '100.00', amount: 10_000, taxCodeId: 'NONE' }];
  const draft = { kind: 'invoice', counterpartyId: 'C01', date: options.today, lines } as const;
  const { id } = ledger.post(draft);
  const payment = ledger.post({
    ...{ kind: 'payment_in', counterpartyId: 'C01', accountId: '1000', date: options.today, currency: 'GBP' },
    ...{ amount: 15_000, allocations: [{ documentId: id, amount: 10_000 }] },
  });
  const open = [...ledger.documents.values()].find(
    (one) =>
      one.kind === 'invoice' &&
      one.status === 'posted' &&
      one.currency === 'GBP' &&
      ledger.openBalance(one.id).amount > 0,
  );
  if (open?.kind !== 'invoice') throw new Error('no invoice is open');
  ledger.end(payment.id, { mode: 'reversal', date: options.today });
  ledger.replace(id, { ...draft, reference: 'changed' });
  const other = ledger.saveDraft({ ...draft, reference: 'draft' });
  ledger.approve(other.id);
  const own = { counterpartyId: open.counterpartyId, currency: 'GBP', date: options.today };
  const credit = ledger.post({ ...draft, ...own, kind: 'credit_note' });
  ledger.allocate({ fromId: credit.id, toId: open.id, amount: 1, date: options.today });
  ledger.saveRate('EUR', options.today, 900_000);
  const account = ledger.accounts.get('4000');
  if (account) ledger.saveAccount({ ...account, name: 'Changed' });
  ledger.lock('2026-06-30');
};

test('a ledger and its copy are alike, and a change of the one leaves the other as it was', () => {
  const { ledger } = tellCompany(options);
  const before = contentOf(ledger);
  const copy = ledger.copy();

  expect(contentOf(copy)).toEqual(before);
  changeAll(copy);
  expect(contentOf(ledger)).toEqual(before);
  expect(contentOf(copy)).not.toEqual(before);
});

test('the same change of a ledger and of its copy has the same outcome', () => {
  const { ledger } = tellCompany(options);
  const copy = ledger.copy();

  changeAll(ledger);
  changeAll(copy);

  expect(contentOf(copy)).toEqual(contentOf(ledger));
});

test('a company told again is as at first, whatever became of the one before', () => {
  const first = tellCompany(options);
  const before = contentOf(first.ledger);
  changeAll(first.ledger);

  const again = tellCompany(options);

  expect(contentOf(again.ledger)).toEqual(before);
  expect(again.plantedAnomalies).toEqual(first.plantedAnomalies);
});

test('a copy costs a tenth of telling at most', () => {
  const telling = performance.now();
  const { ledger } = tellCompany({ ...options, seed: 7 });
  const told = performance.now() - telling;

  // The quickest of some: the machine may be busy with other things.
  const copies = Array.from({ length: 5 }, () => {
    const copying = performance.now();
    ledger.copy();
    return performance.now() - copying;
  });
  expect(Math.min(...copies)).toBeLessThan(told / 10);
});
