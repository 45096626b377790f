/** What the words before a number say it is. */
export type Cue = 'phone' | 'card' | 'reference' | 'version' | 'address' | 'ssn' | 'tax' | 'person' | 'none';

/** How many characters before a number are read for a cue. */
const reach = 40;
const longestLabel = 24;

// Business words, and pairs of them, in the languages of the countries that the detectors know. The nearest one decides.
const words: Readonly<Record<Exclude<Cue, 'none'>, string>> = {
  phone:
    'phone,phones,telephone,telefono,teléfono,téléphone,telefone,telefon,telefoon,telefonnummer,rufnummer,tel,tél,tlf,ph,mobile,mobiles,mobil,' +
    'mobiel,mob,móvil,movil,cell,cellphone,cellulare,celular,handy,natel,gsm,portable,komórka,fax,call,called,calling,dial,ring,rang,' +
    'anruf,appelez,llamar,chiamare,whatsapp,sms,text,texted,hotline,helpline,voicemail,callback,contact,reach,answering,message,messages',
  card:
    'card,cards,cc,credit,debit,visa,mastercard,amex,american express,discover,diners,jcb,maestro,unionpay,pan,karte,kreditkarte,carte,' +
    'tarjeta,carta,cartão,karta,kaart,creditcard',
  reference:
    'order,orders,ordernumber,purchase,po,invoice,invoices,inv,ref,reference,réf,référence,ticket,tickets,case,sku,skus,item,items,article,' +
    'articles,artikel,artikelnummer,part,parts,product,products,produkt,model,serial,tracking,track,shipment,waybill,awb,parcel,quote,batch,' +
    'lot,id,ids,guid,uuid,account,accounts,konto,customer,customers,kundennummer,kunde,transaction,transactions,txn,confirmation,booking,' +
    'reservation,barcode,ean,upc,gtin,isbn,asin,contract,vertrag,job,asset,vat,hts,zip,postcode,amount,amounts,total,price,qty,quantity,' +
    'budget,revenue,cursor,page,timestamp,epoch,bestellung,bestellnummer,rechnung,rechnungsnummer,auftrag,auftragsnummer,commande,facture,' +
    'pedido,factura,ordine,fattura,bestelling,factuur,iban,bic,swift,zamówienie,faktura,fatura,meter,policy,claim,imei,mpn,rma,object,record,deal,row,code,s n,gl,ledger',
  version:
    'version,versions,ver,v,release,build,firmware,driver,update,upgrade,upgraded,patch,sdk,agent,kernel,runtime,section,chapter,clause,oid',
  address: 'ip,ips,ipv4,ipv6,host,server,client,login,gateway,dns,proxy,vpn,firewall,remote',
  ssn: 'ssn,ssns,ss,social security,social sec,soc sec,itin',
  tax: 'steuer,steuer id,steuerid,steueridentifikationsnummer,identifikationsnummer,idnr,id nr,steuer idnr,tax id,tax number,taxpayer,tin',
  person:
    'bsn,burgerservicenummer,sofinummer,pesel,cpf,nir,sécurité sociale,securite sociale,numéro sécu,dni,nie,nif,nino,national insurance,' +
    'ni number,ni no,codice fiscale,national id,national identification,service number',
};

const cueOf = new Map(
  Object.entries(words).flatMap(([cue, list]) => list.split(',').map((word): [string, string] => [word, cue])),
);

const phoneAfter =
  /^[ -]{0,2}[([]?(?:office|fax|mobile|home|cell|work|direct|landline|tel|phone)[)\]]?(?=\s*(?:$|[\n,;|/\\]))/i;

/** Whether the text goes on with what telephone the number is of: "555 0123 (office)". */
export function isCalledPhoneAfter(text: string, end: number): boolean {
  return phoneAfter.test(text.slice(end, end + 16));
}

/** The nearest cue before `start`; at the beginning of a text, `field` (the name of its field) counts as said before it. */
export function cueBefore(text: string, start: number, field: string): Cue {
  const before = saidBefore(text, start, field);
  const said = before.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  for (let place = said.length - 1; place >= 0; place -= 1) {
    const word = said[place] ?? '';
    const cue = cueOf.get(`${said[place - 1] ?? ''} ${word}`) ?? cueOf.get(word);
    if (isCue(cue)) return cue;
  }
  return /#\s?$/.test(before) ? 'reference' : 'none';
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
