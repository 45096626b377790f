/**
 * The number of a document as it is told from others; '' for none. People write capitals, spaces, dashes, full-width letters and
 * leading zeros as they like: 'INV-0042', 'inv 42' and 'ＩＮＶ４２' are one.
 */
export function documentNumberKey(number: string | null | undefined): string {
  const plain = (number ?? '').normalize('NFKC').toLowerCase();
  const bare = plain.replace(/[^\p{L}\p{M}\p{N}]/gu, '').normalize('NFKC');
  return bare.replace(/(?<!\p{N})0+(?=\p{N})/gu, '');
}
