import * as z from 'zod';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An identifier of Xero, as a tool takes it. */
export const XeroId = z
  .string()
  .regex(guid, 'is no identifier of Xero (8-4-4-4-12 hexadecimal digits); take it from a search or list tool');

/** Identifiers are told apart whatever their capitals. */
export function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Which organisation, in every tool that has books. */
export const TenantId = XeroId.optional().describe('Organisation');
