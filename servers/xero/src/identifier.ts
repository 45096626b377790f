import * as z from 'zod';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text has the form of an identifier of Xero. */
export function isXeroId(text: string): boolean {
  return guid.test(text);
}

/** An identifier of Xero, as a tool takes it: of what the named tool finds. */
function idFrom(tool: string) {
  return z.string().regex(guid, `is no identifier of Xero (8-4-4-4-12 hexadecimal digits); take it from ${tool}`);
}

export const AccountId = idFrom('list_accounts');
export const ContactId = idFrom('search_contacts');
export const TrackingCategoryId = idFrom('list_tracking_categories');

/** Identifiers are told apart whatever their capitals. */
export function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Which organisation, in every tool that has books. */
export const TenantId = idFrom('list_organisations').optional().describe('Organisation');
