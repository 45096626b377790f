export {
  addDays,
  dayNumber,
  daysBetween,
  fiscalYearEnd,
  fiscalYearStart,
  isDate,
  monthEnd,
  monthStart,
} from './calendar.ts';
export type { Account, AccountRole, AccountType, CashFlowActivity } from './ledger/account.ts';
export { isProfitAndLoss, normalSide } from './ledger/account.ts';
export type { Allocation } from './ledger/allocation.ts';
export type { Counterparty } from './ledger/counterparty.ts';
export { createLedger } from './ledger/create-ledger.ts';
export type {
  BankDocument,
  DocumentHeader,
  DocumentKind,
  DocumentLine,
  DocumentStatus,
  JournalDocument,
  JournalLine,
  LedgerDocument,
  PaymentDocument,
  TradeDocument,
  TradeKind,
  TransferDocument,
} from './ledger/document.ts';
export type {
  AllocationDraft,
  BankDraft,
  DocumentDraft,
  JournalDraft,
  LineDraft,
  PaymentDraft,
  TradeDraft,
  TransferDraft,
} from './ledger/draft.ts';
export type { Item, ItemPrice } from './ledger/item.ts';
export { priceOn } from './ledger/item.ts';
export type { JournalEntry, Posting } from './ledger/journal-entry.ts';
export type { AllocateOptions, Currency, Ledger, LedgerSettings, OpenBalance, VoidOptions } from './ledger/ledger.ts';
export type { LedgerErrorCode } from './ledger/ledger-error.ts';
export { LedgerError } from './ledger/ledger-error.ts';
export type { TaxCode } from './ledger/tax-code.ts';
export type { TrackingCategory } from './ledger/tracking-category.ts';
export { decimalOf, lineAmount, multiplyRatio, scaledInteger } from './minor-units.ts';
export type { AgedBalances, AgedBalancesOptions, AgedCounterparty, AgedDocument } from './reports/aged-balances.ts';
export { agedBalances } from './reports/aged-balances.ts';
export type { BalanceSheet, BalanceSheetOptions, BalanceSheetRow } from './reports/balance-sheet.ts';
export { balanceSheet } from './reports/balance-sheet.ts';
export type { CashFlowRow, CashFlowStatement } from './reports/cash-flow-statement.ts';
export { cashFlowStatement } from './reports/cash-flow-statement.ts';
export type { GeneralLedgerAccount, GeneralLedgerLine } from './reports/general-ledger.ts';
export { generalLedger } from './reports/general-ledger.ts';
export { journalOf } from './reports/journal.ts';
export type { AccountingBasis, Period } from './reports/period.ts';
export type {
  Figures,
  ProfitAndLoss,
  ProfitAndLossOptions,
  ProfitAndLossRow,
} from './reports/profit-and-loss.ts';
export { profitAndLoss } from './reports/profit-and-loss.ts';
export type { TrialBalance, TrialBalanceRow } from './reports/trial-balance.ts';
export { trialBalance } from './reports/trial-balance.ts';
export type { SharedBooks } from './shared-books.ts';
export { shareBooks } from './shared-books.ts';
export type { BudgetFigure, Company, CompanyOptions, CompanyProfile, ToldCompany } from './story/company.ts';
export type { PlantedAnomaly, PlantedAnomalyKind } from './story/planted-anomaly.ts';
export { tellCompany } from './story/tell-company.ts';
