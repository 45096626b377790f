/** From the telling word on: what stands before it would be tried from each of its letters, which in a long line takes for ever. */
const name = String.raw`(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|PRIVATE_?KEY|CREDENTIAL|AUTHORIZATION)[\w-]{0,100}["']?`;
const text = String.raw`"(?:[^"\\\n]|\\.)+"|'[^'\n]+'|[^\s"'{}[\],#][^\s,}\]]*`;
const named = new RegExp(String.raw`(${name}\s*[:=]\s*)(${text})`, 'gi');
const harmless = /^["']?(?:\$?\{.*\}|\$\w+|true|false|null|\d+)["']?$/;

/** A diff without the values of secrets: those that are given, and what by its name is one, also of other servers in the same file. */
export function maskedDiff(diff: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  // The longest first: of one that begins with another the rest would stay.
  const known = forms
    .toSorted((one, other) => other.length - one.length)
    .reduce((masked, form) => masked.replaceAll(form, '********'), diff);
  return known.replaceAll(named, (whole, before: string, value: string) => {
    if (harmless.test(value)) return whole;
    const [quote = ''] = /^["']/.exec(value) ?? [];
    return `${before}${quote}********${quote}`;
  });
}
