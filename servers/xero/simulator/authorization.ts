import { type BearerTokens, Refusal, type SimulatedRequest } from '@bizmcp/testkit/simulator';
import { expiredReply, forbiddenReply, missingScopeReply, unauthorizedReply } from './error-reply.ts';
import { guidOf } from './guid.ts';

const scopes: readonly (readonly [path: RegExp, read: string])[] = [
  [/^\/(Organisation|Accounts|TaxRates|Currencies|Items|TrackingCategories)/, 'accounting.settings'],
  [/^\/Contacts/, 'accounting.contacts'],
  [/^\/(Invoices|CreditNotes)/, 'accounting.invoices'],
  [/^\/(Payments|Overpayments|Prepayments)/, 'accounting.payments'],
  [/^\/BankTransactions/, 'accounting.banktransactions'],
  [/^\/Budgets/, 'accounting.budgets'],
  [/^\/Reports\/ProfitAndLoss/, 'accounting.reports.profitandloss'],
  [/^\/Reports\/BalanceSheet/, 'accounting.reports.balancesheet'],
  [/^\/Reports\/BankSummary/, 'accounting.reports.banksummary'],
  [/^\/Reports\/TrialBalance/, 'accounting.reports.trialbalance'],
  [/^\/Reports\/ExecutiveSummary/, 'accounting.reports.executivesummary'],
  [/^\/Reports\/BudgetSummary/, 'accounting.reports.budgetsummary'],
  [/^\/Reports\/Aged/, 'accounting.reports.aged'],
];

/** What a custom connection of the sandbox may do. */
export const allScopes: readonly string[] = scopes.flatMap(([, scope]) => [scope, `${scope}.read`]);

/** Where the credentials are in the body. */
export function isTokenEndpoint(path: string): boolean {
  return path.startsWith('/connect/');
}

/**
 * Checks token, scope and organisation of a call; a token without the scope is refused as if it were no token.
 * https://developer.xero.com/documentation/guides/oauth2/scopes
 * https://developer.xero.com/documentation/api/accounting/responsecodes
 */
export function authorize(tokens: BearerTokens, { headers, method, path }: SimulatedRequest): void {
  const verdict = tokens.check(headers.get('authorization'));
  if (verdict.kind === 'expired') throw new Refusal(expiredReply);
  if (verdict.kind !== 'valid') throw new Refusal(unauthorizedReply);
  if (!path.startsWith('/api.xro/2.0')) return;
  if (headers.get('xero-tenant-id')?.toLowerCase() !== guidOf('tenant', 'own')) throw new Refusal(forbiddenReply);
  const [, scope] = scopes.find(([pattern]) => pattern.test(path.slice('/api.xro/2.0'.length))) ?? [];
  if (scope === undefined) return;
  const fitting = method === 'GET' ? [scope, `${scope}.read`] : [scope];
  if (!fitting.some((one) => verdict.grant.scopes.includes(one))) throw new Refusal(missingScopeReply);
}
