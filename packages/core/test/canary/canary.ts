/** Every place where something secret or personal can be put into a server. */
export const places = [
  'a secret setting of the environment',
  'a secret setting of the configuration file',
  'a secret setting of the stored settings',
  'the token of the metrics endpoint',
  'a variable of the environment that the server does not know',
  'the description in the policy file',
  'a known argument of a read',
  'a known argument of a failing write',
  'an unknown argument',
  'the name of an unknown argument',
  'an argument of the wrong type',
  'the name of a tool',
  'a method of JSON-RPC',
  'an id of JSON-RPC',
  'a member of params',
  'a broken line',
  'an address of a resource',
  'a variable of a resource template',
  'an argument of a prompt',
  'an unknown argument of a prompt',
  'a value to complete',
  'a classified field of an answer',
  'a free text of an answer',
  'a field of an answer that nobody asked for',
  'a header of an answer',
  'the body of a refusal',
  'the body of a collapse',
  'the address of a redirect',
  'an answer of another form',
  'the message of an error in a tool',
  'a rejection that nobody handles',
  'a note of progress',
  'the name of a client',
  'the version of a client',
  'an argument in the preview of a write',
  'an argument in the question to a person',
  'an argument that another person decides on',
  'a classified value before a change',
  'a free text before a change',
] as const;

/** One of {@link places}. */
export type Place = (typeof places)[number];

/** Every place where bytes of a server end up. */
export const exits = [
  'standard output',
  'standard error',
  'the audit trail',
  'the export as jsonl',
  'the export as csv',
  'the export as ocsf',
  'the export as otel',
  'the shared state',
  'the metrics endpoint',
  'the OpenTelemetry collector',
] as const;

/** One of {@link exits}. */
export type Exit = (typeof exits)[number];

/** What may come out, and why. Everything else may not. */
export const allowed: Partial<Record<Place, Partial<Record<Exit, string>>>> = {
  'an id of JSON-RPC': { 'standard output': 'the caller finds its answer by it' },
  'an address of a resource': { 'standard output': 'the error of the protocol names the address that was asked for' },
  'a variable of a resource template': { 'standard output': 'the answer names the address that was asked for' },
  'an argument of a prompt': { 'standard output': 'the prompt is made of it' },
  'an argument in the preview of a write': { 'standard output': 'who decides must see what would be written' },
  'an argument in the question to a person': { 'standard output': 'who decides must see what would be written' },
  'an argument that another person decides on': {
    'standard output': 'the caller is shown what waits, as it was asked',
  },
};

/** The places whose text is a credential that the server knows as such. */
export const secretPlaces: readonly Place[] = [
  'a secret setting of the environment',
  'a secret setting of the configuration file',
  'a secret setting of the stored settings',
  'the token of the metrics endpoint',
];

/** Personal data that is put everywhere beside the marks, and the least of each that gives it away. */
export const person = {
  card: '4111 1111 1111 1111',
  iban: 'DE89 3704 0044 0532 0130 00',
  ssn: '219-09-9999',
  phone: '+1 (415) 555-2671',
};

/** The mark of a place: a credential where it is one, else an address of electronic mail. */
export function markOf(place: Place): string {
  const number = 1000 + places.indexOf(place);
  return secretPlaces.includes(place) ? `Canary+Secret/${number}==x9Qv&"7` : `zoe.canary-${number}@private.example`;
}

/** The mark of a place with personal data of each kind around it. */
export function textOf(place: Place): string {
  const { card, iban, ssn, phone } = person;
  return `${markOf(place)}, card ${card}, IBAN ${iban}, SSN ${ssn}, phone ${phone}`;
}

/** A text as it is, and as a URL, JSON, Base64 at each of its three places, or hexadecimal digits carry it. */
export function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return shifted.slice(offset === 0 ? 0 : offset + 1, -1);
  });
  const url = encodeURIComponent(text);
  const plain = [text, url, url.replaceAll('%20', '+'), JSON.stringify(text).slice(1, -1), bytes.toString('hex')];
  return [...new Set([...plain, ...base64, ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))])];
}
