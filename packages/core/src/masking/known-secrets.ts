/** Secrets that hold for the whole life of the process, such as those of the settings. */
const lasting = new Map<string, string[]>();
/** Secrets that are replaced by others sooner or later, the one used last at the end. */
const passing = new Map<string, string[]>();

/** Every form of every known secret, the longest first; made for the first text after a change, not for each text. */
let forms: readonly string[] | undefined = [];
let changes = 0;

/** Shortest value that is treated as a secret; anything shorter would blank out ordinary words. */
const shortestSecret = 6;

/**
 * A grant has three tokens at most, and they are remembered again whenever it is read, renewed or used: what falls out was replaced
 * long ago. Without a limit, a process that renews tokens for months would search each text for thousands of dead ones; this many
 * take 0.1 ms for 1 KB of text.
 */
const mostPassing = 64;

/** Remembers a secret value for good, so that it can be kept out of every text that leaves the process. */
export function rememberSecret(value: string): void {
  if (value.length < shortestSecret || lasting.has(value)) return;
  lasting.set(value, formsOf(value));
  passing.delete(value);
  forget();
}

/** Remembers a token or a code. Only the {@link mostPassing} that were remembered last stay: one in use is to be remembered again. */
export function rememberPassingSecret(value: string): void {
  if (value.length < shortestSecret || lasting.has(value)) return;
  const known = passing.get(value);
  passing.delete(value);
  passing.set(value, known ?? formsOf(value));
  if (known) return;
  const [oldest] = passing.keys();
  if (passing.size > mostPassing && oldest !== undefined) passing.delete(oldest);
  forget();
}

/** Another number after each change: what was searched before it is to be searched again. */
export function secretChanges(): number {
  return changes;
}

/** Replaces every known secret in a text, as it is and as a URL, JSON or Base64 would carry it. */
export function withoutSecrets(text: string): string {
  forms ??= allForms();
  if (text.length < (forms.at(-1)?.length ?? Number.POSITIVE_INFINITY)) return text;
  let clean = text;
  for (const form of forms) {
    if (form.length <= clean.length && clean.includes(form)) clean = clean.replaceAll(form, '[secret]');
  }
  return clean;
}

/** Whether a known secret is in a text, in any of those forms. */
export function holdsSecret(text: string): boolean {
  forms ??= allForms();
  for (const form of forms) if (text.includes(form)) return true;
  return false;
}

function forget(): void {
  forms = undefined;
  changes += 1;
}

function allForms(): string[] {
  const all = new Set([...lasting.values(), ...passing.values()].flat());
  return [...all].sort((one, other) => other.length - one.length);
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
