import { addDays, monthEnd, monthsBetween } from '../calendar.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { balancesOf } from '../reports/balances.ts';
import { growthOf, type Teller } from './teller.ts';

/** What was there on the first day. */
export const tellOpening = ({ ledger, agenda, firstDay, money }: Teller): void => {
  agenda.at(firstDay, (date) => {
    const opening = (accountId: string, amount: number) => {
      const lines = [{ accountId: '3100', amount, description: 'Opening balance' }];
      ledger.post({ kind: 'receive', accountId, date, reference: 'OPENING', lines });
    };
    opening('1000', money(210_000));
    opening('1010', money(60_000));
    opening('1020', 2_500_000);
    const lines = [
      { accountId: '1500', amount: money(96_000) },
      { accountId: '1510', amount: money(58_000) },
      { accountId: '1590', amount: -money(41_000) },
      { accountId: '1200', amount: money(34_000) },
      { accountId: '2500', amount: -money(84_000) },
      { accountId: '3000', amount: -money(50_000) },
      { accountId: '3100', amount: -money(13_000) },
    ];
    ledger.post({ kind: 'journal', date, number: 'OPENING', memo: 'Opening balances', lines });
  });
};

/** A month of rent, payroll, loan, draws and what is done at its end; sales tax each quarter. */
export const tellOverheads = (teller: Teller, month: string): void => {
  const { agenda, ledger, money, firstDay } = teller;
  const level = growthOf(firstDay, month);
  const spend = (date: string, accountId: string, amount: number, reference: string) => {
    const lines = [{ accountId, amount, description: reference }];
    ledger.post({ kind: 'spend', accountId: '1000', date, reference, lines });
  };
  agenda.at(month, (date) => spend(date, '6100', money(level > 1.2 ? 5600 : 5200), 'RIVERSIDE PROPERTIES RENT'));
  agenda.at(addDays(month, 9), (date) => spend(date, '3010', money(6500), 'OWNER DRAW'));
  agenda.at(addDays(month, 14), (date) => tellLoan(teller, date));
  agenda.at(addDays(month, 24), (date) => tellPayroll(teller, date, level));
  agenda.at(monthEnd(month), (date) => tellMonthEnd(teller, date));
};

const tellLoan = ({ ledger, money, firstDay }: Teller, date: string): void => {
  const owed = money(84_000 - 1600 * monthsBetween(firstDay, date));
  const interest = Math.round((owed * 65) / 12_000);
  const lines = [
    { accountId: '2500', amount: money(1600), description: 'Repayment' },
    { accountId: '8000', amount: interest, description: 'Interest' },
  ];
  ledger.post({ kind: 'spend', accountId: '1000', date, reference: 'FIRST REGIONAL BANK LOAN', lines });
};

const tellPayroll = ({ ledger, random, money, agenda }: Teller, date: string, level: number): void => {
  const steps = 1 + Math.floor((level - 1) * 10) / 12;
  const gross = money(Math.round(41_000 * steps) + random.integer(-400, 400));
  const withheld = Math.round(gross * 0.21);
  const employer = Math.round(gross * 0.085);
  const lines = [
    { accountId: '6000', amount: gross, tracking: { department: 'fitout' } },
    { accountId: '6010', amount: employer },
    { accountId: '2210', amount: -(gross + employer) },
  ];
  ledger.post({ kind: 'journal', date, number: `PAY-${date.slice(0, 7)}`, memo: 'Payroll', lines });
  const pay = (day: string, amount: number, reference: string) => {
    const owed = [{ accountId: '2210', amount, description: reference }];
    ledger.post({ kind: 'spend', accountId: '1000', date: day, reference, lines: owed });
  };
  pay(date, gross - withheld, 'PAYROLL NET WAGES');
  agenda.at(addDays(date, 17), (day) => pay(day, withheld + employer, 'PAYROLL TAX DEPOSIT'));
};

const tellMonthEnd = (teller: Teller, date: string): void => {
  const { ledger, money } = teller;
  const depreciation = money(1750);
  const lines = [
    { accountId: '6700', amount: depreciation },
    { accountId: '1590', amount: -depreciation },
  ];
  ledger.post({ kind: 'journal', date, number: `DEP-${date.slice(0, 7)}`, memo: 'Depreciation', lines });
  const balances = balancesOf(ledger, { to: date });
  planCardPayment(teller, date, 0 - (balances.get('2100') ?? 0));
  if (Number(date.slice(5, 7)) % 3 !== 0) return;
  planTax(teller, date, 0 - (balances.get('2200') ?? 0));
  sellEuro(ledger, date);
};

/** The card is paid as its statement says; what was spent since waits for the next. */
const planCardPayment = ({ ledger, agenda }: Teller, date: string, amount: number): void => {
  if (amount <= 0) return;
  const transfer = { accountId: '1000', toAccountId: '2100', amount, reference: 'CARD PAYMENT' };
  agenda.at(addDays(date, 20), (day) => void ledger.post({ kind: 'transfer', date: day, ...transfer }));
};

const sellEuro = (ledger: Ledger, date: string): void => {
  const euro = euroBalance(ledger);
  if (euro < 4_000_000) return;
  const amount = euro - 2_000_000;
  const received = ledger.toHome(amount, 'EUR', ledger.rateOn('EUR', date));
  const transfer = { accountId: '1020', toAccountId: '1000', amount, received, reference: 'FX SALE EUR' };
  ledger.post({ kind: 'transfer', date, ...transfer });
};

const euroBalance = (ledger: Ledger): number => {
  let sum = 0;
  for (const { postings } of ledger.journal) {
    for (const { accountId, foreignAmount = 0 } of postings) if (accountId === '1020') sum += foreignAmount;
  }
  return sum;
};

const planTax = ({ ledger, agenda }: Teller, date: string, owed: number): void => {
  if (owed <= 0) return;
  agenda.at(addDays(date, 25), (day) => {
    const lines = [{ accountId: '2200', amount: owed, description: 'Quarterly return' }];
    ledger.post({ kind: 'spend', accountId: '1000', date: day, reference: 'TAX AUTHORITY QUARTERLY', lines });
  });
};
