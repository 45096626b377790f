import { isCard } from './detectors/card.ts';
import { type Cue, cueBefore, isCalledPhoneAfter } from './detectors/cue.ts';
import { findEmails } from './detectors/email.ts';
import { findIbans } from './detectors/iban.ts';
import { findIpAddresses } from './detectors/ip-address.ts';
import { findNationalCodes } from './detectors/national-code.ts';
import { nationalNumberKind } from './detectors/national-number.ts';
import { eachNumberWindow } from './detectors/number-window.ts';
import { isPhone, phoneStart } from './detectors/phone.ts';
import { type DetectedKind, type Finding, withoutOverlaps } from './finding.ts';

// One look before any detector: most texts of a business system have neither seven digits close together nor two colons.
const denseDigits = /\d(?:[ \u00A0\u2011\u2013.()/-]{0,3}[\dA-Za-z]?\d){5}/;
const moment = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;
const plainNumber = /^-?\d{1,6}(?:\.\d{1,6})?$/;

/** Finds personal data of the wanted kinds by form, checksum and the words around it. Linear in the length of the text. */
export function findPersonal(text: string, isWanted: (kind: DetectedKind) => boolean, field = ''): Finding[] {
  if (text.length < 6 || plainNumber.test(text) || (text.length <= 35 && moment.test(text))) return [];
  // Joined and not spread: a text of megabytes may hold more of them than a call takes arguments.
  let findings: Finding[] = [];
  if (isWanted('email') && text.includes('@')) findings = findings.concat(findEmails(text));
  if (isWanted('ip') && (text.includes('.') || text.includes(':')))
    findings = findings.concat(findIpAddresses(text, field));
  if (denseDigits.test(text)) {
    if (isWanted('iban')) findings = findings.concat(findIbans(text));
    findings = findings.concat(findNumbers(text, isWanted, field));
    if (isWanted('national_id')) findings = findings.concat(findNationalCodes(text, field));
  }
  return withoutOverlaps(findings);
}

function findNumbers(text: string, isWanted: (kind: DetectedKind) => boolean, field: string): Finding[] {
  const findings: Finding[] = [];
  const heard: { at: number; cue: Cue } = { at: -1, cue: 'none' };
  let takenUntil = 0;
  // Without telephone numbers to look for, the shortest is a social security number.
  const fewestDigits = isWanted('phone') ? 7 : 9;
  eachNumberWindow(text, fewestDigits, (window) => {
    const cue = () => {
      if (heard.at !== window.start)
        Object.assign(heard, { at: window.start, cue: cueBefore(text, window.start, field) });
      return heard.cue === 'none' && isCalledPhoneAfter(text, window.end) ? 'phone' : heard.cue;
    };
    const { start, end } = window;
    const national = isCard(window, cue) ? 'card' : nationalNumberKind(window, cue);
    // What may be a telephone number can hold the beginning of a card's: that is looked for everywhere, and hidden as one with it.
    const isCalled = national === undefined && isWanted('phone') && start >= takenUntil && isPhone(window, cue);
    const kind = isCalled ? 'phone' : national;
    if (kind === undefined) return;
    takenUntil = Math.max(takenUntil, end);
    if (isWanted(kind)) findings.push({ kind, start: isCalled ? phoneStart(window) : start, end });
  });
  return findings;
}
