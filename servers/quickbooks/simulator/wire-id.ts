/**
 * The numeric id by which QuickBooks names what the ledger names otherwise. Customers and vendors share one sequence, as all names
 * of a company do: customer C07 is 7, vendor V07 is 107. Whatever is numeric already (accounts, documents) keeps its id.
 */
export function wireIdOf(ledgerId: string): string {
  const [, kind, number] = /^([CV])(\d+)$/.exec(ledgerId) ?? [];
  return number === undefined ? ledgerId : String(Number(number) + (kind === 'V' ? 100 : 0));
}
