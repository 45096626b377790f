const secrets = new Set<string>();

/** Shortest value that is treated as a secret; anything shorter would blank out ordinary words. */
const shortestSecret = 6;

/** Remembers a secret value, so that it can be kept out of every text that leaves the process. */
export function rememberSecret(value: string): void {
  if (value.length >= shortestSecret) secrets.add(value);
}

/** Replaces every known secret in a text, as it is and as a URL or Base64 would carry it. */
export function withoutSecrets(text: string): string {
  let clean = text;
  for (const secret of secrets) {
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
      if (clean.includes(form)) clean = clean.replaceAll(form, '[secret]');
    }
  }
  return clean;
}
