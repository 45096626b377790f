import type { Finding } from '../finding.ts';

/** Credentials by the form that their issuers document. All patterns are linear: no quantifier inside another. */
const issued: readonly RegExp[] = [
  // JSON Web Token, RFC 7519: two objects and a signature.
  /(?<![\w-])eyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}\.[\w-]{0,4000}/g,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  /(?<![A-Za-z0-9])(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,250}/g,
  /(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/=]{20,100}/g,
  /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{30,255}/g,
  /(?<![A-Za-z0-9])github_pat_\w{30,255}/g,
  /(?<![A-Za-z0-9])glpat-[\w-]{20,100}/g,
  /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,250}/g,
  /(?<![A-Za-z0-9])xapp-\d-[A-Za-z0-9-]{10,250}/g,
  /hooks\.slack\.com\/(?:services|workflows)\/[\w/]{20,200}/g,
  /(?<![A-Za-z0-9])AIza[\w-]{35}(?![\w-])/g,
  /(?<![A-Za-z0-9])(?:ya29\.[\w-]{20,2000}|GOCSPX-[\w-]{20,100})/g,
  /(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/g,
  /(?<![A-Za-z0-9])pat-(?:na|eu|ap)\d-[a-f0-9-]{36}/g,
  /(?<![A-Za-z0-9])SG\.[\w-]{16,64}\.[\w-]{16,64}/g,
  /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g,
  /(?<![A-Za-z0-9])sk-(?:ant|proj|svcacct)-[\w-]{20,250}/g,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g,
];

const anyIssued =
  /eyJ|A[KS]IA|[sr]k_|whsec_|gh[pousr]_|github_pat_|glpat-|xox|xapp-|hooks\.slack|AIza|ya29\.|GOCSPX|shp[acps]|pat-|SG\.|npm_|sk-|-----BEGIN/;

/** `Authorization: Bearer ...`, `https://user:password@host`, `api_key=...`: what follows the words is the secret. */
const announced =
  /(?<lead>\b(?:bearer|basic) {1,3})(?<value>[\w.~+/-]{16,4000}={0,2})|(?<lead2>:\/\/[^\s:/@]{0,64}:)(?<value2>[^\s:/@]{3,100})(?=@)|(?<lead3>(?<!(?:page|next|sync|cursor|continuation|skip|delta)[_-]?)(?:api[_-]?key|secret[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|secret|token|password|passwd|pwd|passphrase)["']? {0,2}[:=] {0,2}["']?)(?<value3>[^\s"',;&<>]{6,4000})/gi;

const anyAnnounced = /bearer|basic|:\/\/|key|secret|token|passw|pwd|passphrase/i;

/** Least information a generic value must carry, in bits a character; words and placeholders carry less. */
const leastEntropy = 3;

/** Finds credentials. Nobody is cleared for them: who needs one takes it from its store. */
export function findSecrets(text: string): Finding[] {
  const findings: Finding[] = [];
  if (anyIssued.test(text)) {
    for (const form of issued)
      for (const { 0: secret, index } of text.matchAll(form))
        findings.push({ kind: 'secret', start: index, end: index + secret.length });
  }
  return anyAnnounced.test(text) ? findings.concat(findAnnounced(text)) : findings;
}

function findAnnounced(text: string): Finding[] {
  const findings: Finding[] = [];
  for (const { groups, index } of text.matchAll(announced)) {
    const lead = groups?.lead ?? groups?.lead2 ?? groups?.lead3 ?? '';
    const value = groups?.value ?? groups?.value2 ?? groups?.value3 ?? '';
    const isCertain = groups?.lead2 !== undefined || /passw|pwd|passphrase/i.test(lead);
    if (!(isCertain ? looksChosen(value) : looksRandom(value))) continue;
    const start = index + lead.length;
    findings.push({ kind: 'secret', start, end: start + value.length });
  }
  return findings;
}

/** Whether a value named a password is one: letters with a digit or a sign, not a word such as "required". */
function looksChosen(value: string): boolean {
  return /[\d!#$%^&*?+=]/.test(value.replace(/[.!?)]+$/, '')) && !isPlaceholder(value);
}

function looksRandom(value: string): boolean {
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  return value.length >= 16 && mixed && !isPlaceholder(value) && entropyOf(value) >= leastEntropy;
}

function isPlaceholder(value: string): boolean {
  return /^(?:\$\{|<|\{\{|\[|\*{3}|x{4,}|your[_-])/i.test(value);
}

/** Shannon entropy in bits a character, of the first 256 characters. */
function entropyOf(value: string): number {
  const characters = [...value.slice(0, 256)];
  const counts = new Map<string, number>();
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1);
  const shares = [...counts.values()].map((count) => count / characters.length);
  return -shares.reduce((sum, share) => sum + share * Math.log2(share), 0);
}
