/** Whose an email address is: of a company, or of a provider where anybody gets one. */
export type EmailKind = 'company' | 'free';

const freeProviders =
  /^(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|aol|icloud|me|mac|gmx|web|mail|proton|protonmail|pm|yandex|qq|163|126|zoho|t-online|wanadoo|laposte|libero)\.[a-z]{2,3}(?:\.[a-z]{2})?$/;

/** The kind that an address tells; null where it is none. */
export function emailKindOf(email: unknown): EmailKind | null {
  const domain = /^[^@\s]+@([^@\s]+\.[a-z]{2,})$/i.exec(String(email ?? '').trim())?.[1]?.toLowerCase();
  if (domain === undefined) return null;
  return freeProviders.test(domain) ? 'free' : 'company';
}
