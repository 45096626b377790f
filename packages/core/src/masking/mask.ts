/** Kinds of personal data that a field can be marked with: `.meta({ class, pii })`. */
export type PiiKind = 'email' | 'phone' | 'name' | 'address' | 'iban' | 'card' | 'national_id' | 'text';

/** Hides a value and keeps its form, so that a reader still sees what kind of thing it is. */
export function mask(value: unknown, kind: string | undefined): unknown {
  if (value === null || value === undefined) return value;
  if (typeof value === 'number') return 0;
  if (typeof value === 'boolean') return false;
  if (Array.isArray(value)) return value.map((item) => mask(item, kind));
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mask(item, kind)]));
  }
  return maskText(String(value), kind);
}

function maskText(text: string, kind: string | undefined): string {
  if (text === '') return text;
  if (kind === 'email') return maskEmail(text);
  if (kind === 'phone') return `***${text.slice(-2)}`;
  if (kind === 'iban' || kind === 'card') return `${kind === 'iban' ? text.slice(0, 2) : ''}***${text.slice(-4)}`;
  if (kind === 'name') return `${text.slice(0, 1)}***`;
  return '[masked]';
}

function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 1) return '[masked]';
  const domain = email.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  return `${email.slice(0, 1)}***@${domain.slice(0, 1)}***${dot > 0 ? domain.slice(dot) : ''}`;
}
