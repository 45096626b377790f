/**
 * The number of a document as it is told from others; '' for none. People write capitals, spaces, dashes, full-width letters and
 * leading zeros as they like: 'INV-0042', 'inv 42' and 'ＩＮＶ４２' are one.
 */
export function documentNumberKey(number: string | null | undefined): string {
  const plain = (number ?? '').normalize('NFKC').toLowerCase();
  const bare = plain.replace(/[^\p{L}\p{M}\p{N}]/gu, '').normalize('NFKC');
  return bare.replace(/(?<!\p{N})0+(?=\p{N})/gu, '');
}

const withPrefix = /^\p{L}+(?=\p{N})/u;

/**
 * Whether two documents of one party have one number: the same key, or one of them left out the letters that the other begins with.
 * 'OV-23320' is '23320'; 'CN-23320' is neither 'OV-23320' nor '123320'.
 */
export function isSameDocumentNumber(one: string | null | undefined, other: string | null | undefined): boolean {
  const [key, otherKey] = [documentNumberKey(one), documentNumberKey(other)];
  if (key === '' || otherKey === '') return false;
  return key === otherKey || key.replace(withPrefix, '') === otherKey || otherKey.replace(withPrefix, '') === key;
}
