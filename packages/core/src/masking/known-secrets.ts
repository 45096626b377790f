const known = new Set<string>();

/** Every form of every known secret, the longest first; made when a secret is remembered, not for each text. */
let forms: readonly string[] = [];
let shortestForm = Number.POSITIVE_INFINITY;

/** Shortest value that is treated as a secret; anything shorter would blank out ordinary words. */
const shortestSecret = 6;

/** Remembers a secret value, so that it can be kept out of every text that leaves the process. */
export function rememberSecret(value: string): void {
  if (value.length < shortestSecret || known.has(value)) return;
  known.add(value);
  forms = [...new Set([...forms, ...formsOf(value)])].sort((one, other) => other.length - one.length);
  shortestForm = forms.at(-1)?.length ?? shortestForm;
}

/** Replaces every known secret in a text, as it is and as a URL, JSON or Base64 would carry it. */
export function withoutSecrets(text: string): string {
  if (text.length < shortestForm) return text;
  let clean = text;
  for (const form of forms) {
    if (form.length <= clean.length && clean.includes(form)) clean = clean.replaceAll(form, '[secret]');
  }
  return clean;
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret.toWellFormed());
  const inBase64 = [bytes.toString('base64'), bytes.toString('base64url'), ...within(bytes)];
  const encoded = encodeURIComponent(secret.toWellFormed());
  const forms = [secret, encoded, encoded.replaceAll('%20', '+'), JSON.stringify(secret).slice(1, -1), ...inBase64];
  return forms.filter((form) => form.length >= shortestSecret);
}

/** A secret inside a longer Base64 text ("user:secret") begins at one of three places; the characters it shares are left out. */
function within(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
    const whole = shifted.toString('base64').slice(offset === 0 ? 0 : offset + 1, Math.floor((shifted.length * 8) / 6));
    return whole.length >= shortestSecret ? [whole, whole.replaceAll('+', '-').replaceAll('/', '_')] : [];
  });
}
