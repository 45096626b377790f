import type { Finding } from '../finding.ts';
import { remainder97 } from './checksum.ts';
import { type Cue, cueBefore } from './cue.ts';

/** A national number with letters in it. */
interface NationalCode {
  form: RegExp;
  isValid(code: string): boolean;
  /** Whether these words before it are reason enough not to believe it. */
  isDoubtful(cue: Cue, written: string): boolean;
}

const codes: readonly NationalCode[] = [
  {
    form: /(?<![\p{L}\p{N}_/-])\d{8}[ -]?[A-HJ-NP-TV-Z](?![\p{L}\p{N}_]|-\p{N})/giu,
    isValid: isSpanishNumber,
    isDoubtful: isReference,
  },
  {
    form: /(?<![\p{L}\p{N}_/-])[XYZ][ -]?\d{7}[ -]?[A-HJ-NP-TV-Z](?![\p{L}\p{N}_]|-\p{N})/giu,
    isValid: isSpanishNumber,
    isDoubtful: isReference,
  },
  {
    form: /(?<![\p{L}\p{N}_/-])[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z](?![\p{L}\p{N}_])/giu,
    isValid: isItalianCode,
    isDoubtful: isReference,
  },
  {
    form: /(?<![\p{L}\p{N}_/-])[12] ?\d\d ?(?:0[1-9]|1[0-2]) ?2[AB] ?\d{3} ?\d{3} ?\d\d(?![\p{L}\p{N}_])/giu,
    isValid: isCorsicanNir,
    isDoubtful: isReference,
  },
  {
    // GB NINO has no check digit: written together it is believed only beside its name, in pairs also alone.
    form: /(?<![\p{L}\p{N}_/-])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D](?![\p{L}\p{N}_])/gu,
    isValid: (code) => !/^(?:BG|GB|NK|KN|TN|NT|ZZ)/.test(code),
    isDoubtful: (cue, written) => isReference(cue) || (cue !== 'person' && !/ \d\d \d\d \d\d /.test(written)),
  },
  {
    // Passports are numbered in every country's own way: believed beside their name alone, and called that nothing speaks against it.
    form: /(?<=(?<!\p{L})(?:passport|reisepass|passeport|pasaporte|passaporto|paspoort)(?:nummer)?(?: (?:number|no\.?|nr\.?|n°|numéro|número|numero))?(?: is)? ?[:#=]? ?)(?=(?:[A-Z]{0,2}\d){5})[A-Z\d]{6,9}(?![\p{L}\p{N}_]|[-.,/]\p{N})/giu,
    isValid: () => true,
    isDoubtful: () => false,
  },
];

const digitsBesideLetter = /\d\d[ -]?[A-Za-z]|[A-Za-z][ -]?\d\d|pas[asp]/i;

/** Finds national numbers that hold letters: ES DNI and NIE, IT codice fiscale, FR NIR of Corsica, GB NINO, passports. */
export function findNationalCodes(text: string, field: string): Finding[] {
  if (!digitsBesideLetter.test(text)) return [];
  return codes.flatMap(({ form, isValid, isDoubtful }) =>
    [...text.matchAll(form)].flatMap(({ 0: written, index }): Finding[] => {
      if (!isValid(written.replaceAll(/[ -]/g, '').toUpperCase())) return [];
      if (isDoubtful(cueBefore(text, index, field), written)) return [];
      return [{ kind: 'national_id', start: index, end: index + written.length }];
    }),
  );
}

function isReference(cue: Cue): boolean {
  return cue === 'reference' || cue === 'version';
}

/** ES DNI and NIE: the letter is the number mod 23; X, Y and Z stand for 0, 1 and 2. */
function isSpanishNumber(code: string): boolean {
  const digits = code.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23] === code.at(-1);
}

const oddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** IT codice fiscale: the last letter is the sum of the others by place, mod 26 (decree of 23 December 1976). */
function isItalianCode(code: string): boolean {
  let sum = 0;
  for (const [index, character] of [...code.slice(0, 15)].entries()) {
    const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
    sum += index % 2 === 0 ? (oddValues[value] ?? 0) : value;
  }
  return String.fromCharCode(65 + (sum % 26)) === code[15];
}

/** FR NIR of Corsica: 2A counts as 19, 2B as 18. */
function isCorsicanNir(code: string): boolean {
  const digits = code.replace('2A', '19').replace('2B', '18');
  return 97 - remainder97(digits.slice(0, 13)) === Number(digits.slice(13));
}
