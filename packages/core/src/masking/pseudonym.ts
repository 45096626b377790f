import { createHmac, createSecretKey } from 'node:crypto';

/** A short word that stands for a value: the same for the same value of the same kind, nothing to anyone without the key. Empty where there is no key. */
export type Pseudonym = (kind: string, value: string) => string;

/** Pseudonyms of one tenant: masked records can still be joined, two tenants' records can't. `key`: at least 32 bytes. */
export function createPseudonym(key: Buffer, tenant: string): Pseudonym {
  if (key.length < 32) throw new Error('A pseudonym key has at least 32 bytes');
  const tenantKey = createSecretKey(createHmac('sha256', key).update(`bizmcp pseudonym ${tenant}`).digest());
  return (kind, value) =>
    createHmac('sha256', tenantKey)
      .update(`${kind} ${canonical(kind, value)}`)
      .digest('base64url')
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .slice(0, 10);
}

/** The same address or number, however it is written. A national telephone number stays apart from its international form. */
function canonical(kind: string, value: string): string {
  if (kind === 'phone' || kind === 'card' || kind === 'ssn') return value.replaceAll(/[^\d+]/g, '');
  if (kind === 'iban' || kind === 'national_id') return value.replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  return value.trim().toLowerCase();
}
