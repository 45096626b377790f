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
  // https://supabase.com/docs/guides/getting-started/api-keys, and what its command line and OAuth apps get.
  /(?<![A-Za-z0-9])sb_secret_[\w-]{16,100}/g,
  /(?<![A-Za-z0-9])sbp_(?:[a-z0-9]{1,10}_)?[a-f0-9]{40,64}(?![A-Za-z0-9])/g,
  // A session of Salesforce: the org, and what follows the exclamation mark.
  /(?<![A-Za-z0-9])00D[A-Za-z0-9]{12,15}![\w.]{40,200}/g,
  // Within it may be headers with dashes of their own.
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----)){0,20000}(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----)?/g,
];

const anyIssued =
  /eyJ|A[KS]IA|[sr]k_|whsec_|gh[pousr]_|github_pat_|glpat-|xox|xapp-|hooks\.slack|AIza|ya29\.|GOCSPX|shp[acps]|pat-|SG\.|npm_|sk-|sb_secret_|sbp_|00D|-----BEGIN/;

// Where a list goes on is no secret.
const notOfPages = '(?<!(?:page|next|sync|cursor|continuation|skip|delta)[_-]?)';
const keyNames = '(?:api|secret|access|private)[_-]?key|secret|token';
const passwordNames = 'passwor[dt]|passwd|pwd|passphrase|kennwort|contraseña|mot de passe|wachtwoord|senha|hasło';
const is = '(?:is|ist|lautet|est|es)';
const oneTime = '(?:one[- ]time|verification|authentication|2fa|mfa|two[- ]factor|security|log[- ]?in|sign[- ]?in)';
// Of a part that is called so, what it measures and how many there are.
const noMeasure = String.raw`(?![\p{L}\p{N}_]|[-.,]\d| ?(?:[mck]?[mg]|in(?:ch)?|pcs|pieces|units?|items?|parts?|connectors?|digits?)(?!\p{L})|[ ]?[%€$£])`;
// A value in quotes ends with them, or with its line where a text was cut.
const quoted = String.raw`(?<quote>["']))(?<value>(?:\\.|(?!\k<quote>)[^\\\r\n])`;
// What goes on with further words is a sentence: "password = see wiki".
const aloneInLine = String.raw`(?=[^\s"',;&<>]+(?: {0,9}(?:$|[\r\n"',;&<>])| {1,9}(?:#|\w{1,64} ?=)))`;

/** Words that are followed by a secret, and what tells it from a word of a sentence. */
const announced: readonly { form: RegExp; isSecret(value: string): boolean }[] = [
  { form: /(?<lead>\b(?:bearer|basic) {1,3})(?<value>[\w.~+/-]{16,4000}={0,2})/gi, isSecret: looksRandom },
  {
    // In a header, and not in a sentence about one.
    form: /(?<lead>\bauthorization["']? {0,2}[:=] {0,2}["']?(?:bearer|basic|token) {1,3})(?<value>[\w.~+/-]{6,4000}={0,2})(?=$|[\r\n"',;\\])/gi,
    isSecret: (value) => !isPlaceholder(value),
  },
  { form: /(?<lead>:\/\/[^\s:/@]{0,64}:)(?<value>[^\s:/@]{3,100})(?=@)/g, isSecret: looksChosen },
  {
    form: new RegExp(`(?<lead>(?:${passwordNames}|(?<![a-z])pass)["']? {0,2}[:=] {0,2}${quoted}{3,4000})`, 'gi'),
    isSecret: (value) => !isPlaceholder(value),
  },
  {
    form: new RegExp(
      // Also on the next line, as in a letter that brings one.
      String.raw`(?<lead>(?:${passwordNames})["']? {0,2}[:=]\s{0,4})(?<value>[^\s"',;&<>]{6,4000})`,
      'gi',
    ),
    isSecret: looksChosen,
  },
  {
    // Said in a sentence, or of a name that is also a width, in letters and digits alone.
    form: new RegExp(
      String.raw`(?<lead>(?:(?:${passwordNames}) {1,2}(?:${is}|[-–—]) {1,2}["'“]?|(?<![\p{L}\p{N}_])pw(?: ${is} {1,2}| {0,2}[:=] {0,2})))(?<value>[^\s"',;&<>]{6,4000})`,
      'giu',
    ),
    isSecret: (value) => looksChosen(value) && /\p{L}/u.test(value),
  },
  {
    // The number on the back of a card: no system may keep it (PCI DSS, requirement 3.3).
    form: new RegExp(
      String.raw`(?<lead>(?<![\p{L}\p{N}_])(?:cvv2?|cvc2?|card (?:security|verification) (?:code|value|number))(?: (?:code|number))?["']?(?: {0,2}[:=#]| ${is})[ "']{0,2})(?<value>\d{3,4})${noMeasure}`,
      'giu',
    ),
    isSecret: () => true,
  },
  {
    form: /(?<lead>(?<![\p{L}\p{N}_])(?:cvv2?|cvc2?) )(?<value>\d{3,4})(?= {0,2}(?:$|[.,;!?)\r\n]|exp))(?![.,]\d)/giu,
    isSecret: () => true,
  },
  {
    // Of five digits at most, as six are a postal code in India.
    form: new RegExp(
      String.raw`(?<lead>(?<![\p{L}\p{N}_-])pin(?: code| number)?(?: {0,2}[:=]| ${is}) {0,2})(?<value>\d{4,5})${noMeasure}`,
      'giu',
    ),
    isSecret: () => true,
  },
  {
    form: /(?<lead>(?<![\p{L}\p{N}_-])PIN )(?<value>\d{4})(?= {0,2}(?:$|[.,;!?)\r\n]))(?![.,]\d)/gu,
    isSecret: () => true,
  },
  {
    form: new RegExp(
      String.raw`(?<lead>${notOfPages}(?:${keyNames}|(?:api|secret|access|private) key|account[_-]?key)["']?(?: {0,2}[:=]| ${is}) {0,2}["']?)(?<value>[^\s"',;&<>]{6,4000})`,
      'gi',
    ),
    isSecret: looksRandom,
  },
  {
    // A setting, a parameter of an address or a key of JSON: nobody writes a sentence so.
    form: new RegExp(
      String.raw`(?<lead>(?:${passwordNames})(?:=| ?= ?${aloneInLine}))(?<value>[^\s"',;&<>=][^\s"',;&<>]{2,4000})`,
      'gi',
    ),
    isSecret: (value) => !isPlaceholder(value),
  },
  {
    // JSON within a text of JSON.
    form: new RegExp(
      String.raw`(?<lead>${notOfPages}(?:${passwordNames}|${keyNames})\\{1,4}["'] {0,2}: {0,2}\\{1,4}["'])(?<value>[^\\"'\r\n]{6,4000})`,
      'gi',
    ),
    isSecret: (value) => !isPlaceholder(value),
  },
  {
    form: new RegExp(
      String.raw`(?<lead>(?<![\p{L}\p{N}_])(?:otp|one[- ]time password|${oneTime} (?:pass)?code)(?: {0,2}[:=]| ${is}) {0,2})(?<value>\d{3}[ -]\d{3}|\d{4,8})${noMeasure}`,
      'giu',
    ),
    isSecret: () => true,
  },
  {
    form: new RegExp(
      String.raw`(?<![\p{L}\p{N}_.,/-])(?<lead>(?:G-)?)(?<value>\d{4,8})(?= is your [\p{L}\p{N} .&'-]{0,60}(?:${oneTime} (?:pass)?code|otp)(?!\p{L}))`,
      'giu',
    ),
    isSecret: () => true,
  },
  {
    form: new RegExp(`(?<lead>${notOfPages}(?:${keyNames})(?:=|["'] {0,2}: {0,2})${quoted}{6,4000})`, 'gi'),
    isSecret: isNamedKey,
  },
  {
    form: new RegExp(
      String.raw`(?<lead>${notOfPages}(?:${keyNames})=)(?<value>[^\s"',;&<>=][^\s"',;&<>]{5,4000})`,
      'gi',
    ),
    isSecret: isNamedKey,
  },
];

const anyAnnounced = new RegExp(
  String.raw`bearer|basic|://|key|secret|token|pass|\bpw\b|\bpin\b|cv[cv]|card (?:sec|ver)|\botp\b|${oneTime} code|is your|${passwordNames}`,
  'i',
);

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
  return announced.flatMap(({ form, isSecret }) =>
    [...text.matchAll(form)].flatMap(({ groups, index }): Finding[] => {
      const { lead = '', value = '' } = groups ?? {};
      const start = index + lead.length;
      return isSecret(value) ? [{ kind: 'secret', start, end: start + value.length }] : [];
    }),
  );
}

/** Whether a value named a password is one: letters with a digit or a sign, not a word such as "required". */
function looksChosen(value: string): boolean {
  return /[\d!#$%^&*?+=]/.test(value.replace(/[.!?)]+$/, '')) && !isPlaceholder(value);
}

function isNamedKey(value: string): boolean {
  return /[a-z]/i.test(value) && !isPlaceholder(value);
}

function looksRandom(value: string): boolean {
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  return value.length >= 16 && mixed && !isPlaceholder(value) && entropyOf(value) >= leastEntropy;
}

/** Whether a value only stands for one: `<token>`, `your_key`, `process.env.KEY`, `required`. */
function isPlaceholder(value: string): boolean {
  return (
    /^(?:\$\{|<|\{\{|\[|\*{3}|x{4,}|your[_-]|[\w.]*\(|(?:process|os|env|config|self|this)\.|https?:)/i.test(value) ||
    /^(?:true|false|yes|no|null|none|nil|undefined|required|optional|hidden|text|string|expired|invalid|missing|password|secret|token)$/i.test(
      value,
    )
  );
}

/** Shannon entropy in bits a character, of the first 256 characters. */
function entropyOf(value: string): number {
  const characters = [...value.slice(0, 256)];
  const counts = new Map<string, number>();
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1);
  const shares = [...counts.values()].map((count) => count / characters.length);
  return -shares.reduce((sum, share) => sum + share * Math.log2(share), 0);
}
