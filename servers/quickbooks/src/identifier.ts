import * as z from 'zod';

/** An identifier of QuickBooks, as a tool takes it: of what the named tool finds. */
function idFrom(tool: string) {
  return z.string().regex(/^[1-9]\d{0,19}$/, `is no id of QuickBooks (digits, the first not 0); take it from ${tool}`);
}

export const AccountId = idFrom('list_accounts');
export const CustomerId = idFrom('search_customers');
export const ItemId = idFrom('search_items');
export const VendorId = idFrom('search_vendors');
export const TransactionId = idFrom('search_transactions, by its number too');

/** A number of a document, check or the like, as a tool takes it: a blank at its ends would hide it from who looks for it. */
export const DocumentNumber = z.string().trim().min(1).max(21);

/** A day as a tool takes it. */
export const Day = z.string().check(z.iso.date('is no day; give YYYY-MM-DD'));

/** One email address as a tool takes it. */
export const EmailAddress = z
  .string()
  .max(100)
  .refine((value) => z.email().safeParse(value).success, { message: 'is not one email address' });

/** Part of a name as a tool takes it. In a LIKE of Intuit a percent sign stands for anything, and nothing escapes one. */
export const NamePart = z
  .string()
  .trim()
  .min(1)
  .refine((part) => !part.includes('%'), {
    message: 'has a %, which QuickBooks cannot look for; give what stands before or after it',
  });

/** What to do about a list in which nothing was found, as a tool gives it. */
export const EmptyHint = z.string().optional().describe('What to do next');

/** Said where a text was looked for in vain. */
export function emptyHint(rows: readonly unknown[], text: string | undefined): { hint?: string } {
  if (rows.length > 0 || text === undefined) return {};
  return {
    hint: `Nothing has '${text}' in it as it stands here: try a shorter part, other letters (o, ö), or include_inactive.`,
  };
}

/** How many to give at once, as a tool takes it. */
export const Limit = z.int().min(1).max(100).default(25).describe('Per page');
