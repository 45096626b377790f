/** What the words before a number say it is. */
export type Cue = 'phone' | 'card' | 'reference' | 'version' | 'address' | 'ssn' | 'tax' | 'person' | 'none';

/** How many characters before a number are read for a cue. */
const reach = 40;
const longestLabel = 24;

// Business words in the languages of the countries that the detectors know. The word nearest to the number decides.
const phone =
  'phones?|telephone|tel[eé]fono?|t[eé]l[eé]phone|telefone|telefon|telefoon|telefonnummer|rufnummer|tel|t[eé]l|tlf|ph|mobiles?|mobil|mobiel|mob|m[oó]vil|cell|cellphone|cellulare|celular|handy|natel|gsm|portable|kom[oó]rka|fax|call|called|calling|dial|ring|rang|ruf|anruf|appelez|llamar|chiamare|whatsapp|sms|text|texted|hotline|helpline|voicemail|callback|contact|reach|answering|messages?';
const card =
  'cards?|cc|credit|debit|visa|mastercard|amex|american express|discover|diners|jcb|maestro|unionpay|pan|karte|kreditkarte|carte|tarjeta|carta|cart[aã]o|karta|kaart|creditcard';
const reference =
  'orders?|ordernumber|purchase|po|invoices?|inv|ref|reference|r[eé]f|r[eé]f[eé]rence|tickets?|case|sku|skus|items?|articles?|artikel|artikelnummer|parts?|products?|produkt|model|serial|tracking|track|shipment|waybill|awb|parcel|quote|batch|lot|ids?|guid|uuid|accounts?|konto|customers?|kundennummer|kunde|transactions?|txn|confirmation|booking|reservation|barcode|ean|upc|gtin|isbn|asin|contract|vertrag|job|asset|vat|hts|zip|postcode|amounts?|total|price|qty|quantity|budget|revenue|cursor|page|timestamp|epoch|bestellung|bestellnummer|rechnung|rechnungsnummer|auftrag|auftragsnummer|commande|facture|pedido|factura|ordine|fattura|bestelling|factuur|zam[oó]wienie|faktura|fatura|nota fiscal|meter|policy|claim|imei|mpn|rma|object|record|deal|row|code';
const version =
  'version|versions|ver|v|release|build|firmware|driver|update|upgrade|upgraded|patch|sdk|agent|kernel|runtime|section|chapter|clause|oid';
const address = 'ip|ips|ipv4|ipv6|host|server|client|login|logged in from|gateway|dns|proxy|vpn|firewall|remote';
const ssn = 'ssn|ssns|social security|social sec|itin';
const tax =
  'steuer|steuer-?id|steueridentifikationsnummer|identifikationsnummer|idnr|id-nr|steuer-idnr|tax id|tax number|taxpayer|tin|steuerliche';
const person =
  'bsn|burgerservicenummer|sofinummer|pesel|cpf|nir|num[eé]ro de s[eé]curit[eé] sociale|s[eé]curit[eé] sociale|num[eé]ro de s[eé]cu|dni|nie|nif|nino|national insurance|ni number|ni no|codice fiscale|national id|national identification|citizen service number';

const words = { tax, ssn, person, phone, card, version, address, reference };
const cues = new RegExp(
  `(?<![\\p{L}\\d])(?:${Object.entries(words)
    .map(([name, list]) => `(?<${name}>${longestFirst(list)})`)
    .join('|')})(?![\\p{L}])`,
  'giu',
);
const cueNames: readonly string[] = Object.keys(words);

/** "steuer-id" must be read whole, or its "id" would count as a reference. */
function longestFirst(list: string): string {
  return list
    .split('|')
    .sort((one, other) => other.length - one.length)
    .join('|');
}

const phoneAfter =
  /^[ -]{0,2}[([]?(?:office|fax|mobile|home|cell|work|direct|landline|tel|phone)[)\]]?(?=\s*(?:$|[\n,;|/\\]))/i;

/** Whether the text goes on with what telephone the number is of: "555 0123 (office)". */
export function isCalledPhoneAfter(text: string, end: number): boolean {
  return phoneAfter.test(text.slice(end, end + 16));
}

/** The nearest cue before `start`; at the beginning of a text, `field` (the name of its field) counts as said before it. */
export function cueBefore(text: string, start: number, field = ''): Cue {
  const before = saidBefore(text, start, field);
  let nearest: Cue = 'none';
  for (const { groups } of before.matchAll(cues)) {
    const name = cueNames.find((each) => groups?.[each] !== undefined);
    if (isCue(name)) nearest = name;
  }
  if (nearest === 'none' && /#\s?$/.test(before)) return 'reference';
  return nearest;
}

/** What stands before on the same line; above a number alone on its line, a short label counts. */
function saidBefore(text: string, start: number, field: string): string {
  const said = text.slice(Math.max(0, start - reach), start);
  const lines = said.split('\n');
  const line = lines.at(-1) ?? '';
  if (lines.length > 1) {
    const label = lines.at(-2) ?? '';
    return line.trim() === '' && label.length <= longestLabel && !/\d/.test(label) ? label : line;
  }
  return start < reach && field !== '' ? `${wordsOf(field)}: ${said}` : said;
}

function isCue(name: string | undefined): name is Cue {
  return name !== undefined;
}

function wordsOf(field: string): string {
  return field
    .slice(-reach)
    .replaceAll(/[_\-.]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2');
}
